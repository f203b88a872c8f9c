package io.deliverytracking.analytics.kafka;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.EventFormatException.Reason;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Counts records that could not be decoded, by reason, and names the first of each reason in the log.
 *
 * <p>Threading: any thread. One line a reason and not one a record: a broken producer writes thousands a second.
 */
public final class Undecodable {

    private static final Logger LOG = Logger.getLogger(Undecodable.class);

    private final AtomicLongArray counts = new AtomicLongArray(Reason.values().length);

    void add(ConsumerRecord<?, ?> record, EventFormatException fault) {
        if (counts.getAndIncrement(fault.reason().ordinal()) == 0) {
            LOG.warnf(
                    "First undecodable record of its kind: reason=%s topic=%s partition=%d offset=%d fault=%s",
                    fault.reason(), record.topic(), record.partition(), record.offset(), fault.getMessage());
        }
    }

    /** How many records failed for this reason since the start. */
    public long count(Reason reason) {
        return counts.get(reason.ordinal());
    }

    /** How many records failed since the start. */
    public long total() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        return total;
    }
}
