package io.deliverytracking.location.kafka;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.EventFormatException.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Counts records that could not be decoded, by reason, and names the first of each reason in the log.
 *
 * <p>Threading: any thread. One line a reason and not one a record: a broken producer writes thousands a second.
 */
public final class Undecodable {

    private static final Logger LOG = Logger.getLogger(Undecodable.class);

    /** Filled at the start and never changed again, so any thread may look up its counter. */
    private final Map<Reason, AtomicLong> counts = new EnumMap<>(Reason.class);

    Undecodable() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new AtomicLong());
        }
    }

    void add(ConsumerRecord<?, ?> record, EventFormatException fault) {
        if (counter(fault.reason()).getAndIncrement() == 0) {
            LOG.warnf(
                    "First undecodable record of its kind: reason=%s topic=%s partition=%d offset=%d fault=%s",
                    fault.reason(), record.topic(), record.partition(), record.offset(), fault.getMessage());
        }
    }

    /** How many records failed for this reason since the start. */
    public long count(Reason reason) {
        return counter(reason).get();
    }

    /** How many records failed since the start. */
    public long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private AtomicLong counter(Reason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }
}
