package io.deliverytracking.loadtest.drain;

import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.loadtest.application.load.Event;
import io.deliverytracking.loadtest.application.load.Fleet;
import io.deliverytracking.loadtest.lab.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Fills the topic with location events: a backlog as an outage of the database leaves it behind, up to now, of 100,000 riders who
 * each sent a fix a second.
 *
 * <p>Threading: the caller's thread makes the events; the producer's own thread reports failures. Failure: {@link LabException};
 * an idempotent producer either has every event in the log once, or says so.
 */
final class LogFilling {

    static final int EVENTS_PER_SECOND = 100_000;

    private static final int RIDERS = EVENTS_PER_SECOND;
    private static final double SECONDS_BETWEEN_FIXES = 1;
    private static final int TOLD_EVERY = 100_000;

    private LogFilling() {}

    /** The moment at which the first of so many events was sent, if the last one is sent at {@code now}. */
    static Instant beginning(Instant now, long events) {
        return now.minusMillis(events * 1_000 / EVENTS_PER_SECOND);
    }

    /**
     * Sends them and waits until all are acknowledged.
     *
     * @param beginning record time of the first event
     * @param progress is told now and then how many have been sent
     * @param stop ends it early
     */
    static void fill(String bootstrapServers, Instant beginning, long events, LongConsumer progress, StopRequest stop)
            throws LabException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings(bootstrapServers))) {
            Fleet fleet = new Fleet(RIDERS, beginning.toEpochMilli());
            byte[][] keys = new byte[RIDERS][];
            for (int slot = 0; slot < RIDERS; slot++) {
                keys[slot] = LocationKeys.encode(Fleet.riderId(slot));
            }
            for (long number = 0; number < events && failure.get() == null; number++) {
                int slot = (int) (number % RIDERS);
                long timeMs = beginning.toEpochMilli() + number * 1_000 / EVENTS_PER_SECOND;
                Event event = fleet.ride(slot, SECONDS_BETWEEN_FIXES, number, 0, false, timeMs, timeMs);
                fleet.taken(slot);
                send(producer, timeMs, keys[slot], event.encoded(), failure);
                if (number % TOLD_EVERY == 0) {
                    progress.accept(number);
                    if (stop.isAsked()) {
                        throw new LabException("stopped before there was a result");
                    }
                }
            }
            producer.flush();
        }
        Exception cause = failure.get();
        if (cause != null) {
            throw new LabException("the topic can't be filled: " + cause.getMessage(), cause);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private static void send(
            Producer<byte[], byte[]> producer,
            long timeMs,
            byte[] key,
            byte[] value,
            AtomicReference<@Nullable Exception> failure) {
        producer.send(
                new ProducerRecord<>(Topics.DELIVERY_LOCATION_UPDATES, null, timeMs, key, value),
                (metadata, refused) -> {
                    if (refused != null) {
                        failure.compareAndSet(null, refused);
                    }
                });
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "drain-benchmark");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Duration.ofSeconds(30).toMillis());
        settings.put(ProducerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ProducerConfig.SEND_BUFFER_CONFIG, -1);
        return settings;
    }
}
