package io.deliverytracking.broker.clients.soak;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a rate, to the partitions in turn; each record carries its number within its partition.
 *
 * <p>Open loop: what is due is due by the clock, so that a producer that was held up sends what it has missed. Threading:
 * {@link #run} in one thread, the counters in any.
 */
final class PacedProducer {

    /** About that of a rider's position. */
    private static final int VALUE_BYTES = 48;

    private static final long NAP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String bootstrapServers;
    private final String topic;
    private final int partitions;
    private final long perSecond;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    PacedProducer(String bootstrapServers, String topic, int partitions, long perSecond) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.partitions = partitions;
        this.perSecond = perSecond;
    }

    /** Sends for so long; returns how many it has sent when all are acknowledged. */
    long run(long seconds) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "acks", "all", "batch.size", 64 * 1024);
        long planned = seconds * perSecond;
        long sent = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long startNs = System.nanoTime();
            while (sent < planned && failure.get() == null) {
                long elapsedNs = System.nanoTime() - startNs;
                long due = Math.min(planned, (long) (elapsedNs / 1e9 * perSecond));
                for (; sent < due; sent++) {
                    send(producer, sent);
                }
                LockSupport.parkNanos(NAP_NS);
            }
        }
        return sent;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, long number) {
        byte[] value = new byte[VALUE_BYTES];
        ByteBuffer.wrap(value).putLong(number / partitions);
        producer.send(new ProducerRecord<>(topic, (int) (number % partitions), null, value), (metadata, exception) -> {
            if (exception == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, exception);
            }
        });
    }

    long acknowledged() {
        return acknowledged.get();
    }

    @Nullable
    Exception failure() {
        return failure.get();
    }
}
