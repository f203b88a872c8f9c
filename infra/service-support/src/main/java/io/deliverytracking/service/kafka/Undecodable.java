package io.deliverytracking.service.kafka;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.EventFormatException.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Counts records that could not be decoded, by reason, and names the first of each reason in the log.
 *
 * <p>For readers that pass over such a record: keeping it for inspection is the database writer's task, which dead-letters
 * it.
 *
 * <p>Threading: any thread. One line a reason and not one a record: a broken producer writes thousands a second.
 */
public final class Undecodable {

    private static final Logger LOG = Logger.getLogger(Undecodable.class);

    /** Filled at the start and never changed again, so any thread may look up its counter. */
    private final Map<Reason, AtomicLong> counts = new EnumMap<>(Reason.class);

    public Undecodable() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new AtomicLong());
        }
    }

    public void add(ConsumerRecord<?, ?> record, EventFormatException fault) {
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

    /** The same by reason, every reason named. */
    public Map<Reason, Long> byReason() {
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        counts.forEach((reason, count) -> byReason.put(reason, count.get()));
        return byReason;
    }

    /** Shows the counts as {@code <prefix>.undecodable}, tagged with the reason. */
    public void bindTo(MeterRegistry registry, String prefix) {
        counts.forEach((reason, count) -> FunctionCounter.builder(prefix + ".undecodable", count, AtomicLong::get)
                .description("Records that could not be decoded, passed over")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry));
    }

    private AtomicLong counter(Reason reason) {
        return Objects.requireNonNull(counts.get(reason));
    }
}
