package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.loadtest.application.load.Event;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * To the log, by Kafka's own producer; an event is acknowledged when the producer calls back.
 *
 * <p>The queue is the producer's buffer. A producer whose buffer is full blocks; this one is asked first, and the event refused, as
 * in the direct ways. Its memory is given out a batch at a time, so that with a batch open for each partition it may be full some
 * batches early: these are set aside.
 *
 * <p>Threading: callbacks come on the producer's thread, everything else as {@link Way} says.
 */
final class ToLog implements Way {

    /** Of a record in a batch beside key and value: lengths, deltas, and no headers. */
    private static final int RECORD_OVERHEAD_BYTES = 16;

    /** How often the producer's own figure of its free memory is looked at again: it takes a lock that the producer's thread uses. */
    private static final int LOOKS_A_BUFFER = 64;

    static final long METADATA_PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Outcomes outcomes;
    private final Metric freeBytes;
    private final long bufferBytes;
    private final long reservedBytes;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private volatile boolean closed;

    /** The generator's: bytes that may be taken before the buffer is looked at again. */
    private long creditBytes;

    /** The generator's: the key of each rider, made once. */
    private byte[][] keys = {};

    private ToLog(
            Producer<byte[], byte[]> producer, String topic, int partitions, long bufferBytes, Outcomes outcomes) {
        this.producer = producer;
        this.topic = topic;
        this.outcomes = outcomes;
        this.bufferBytes = bufferBytes;
        this.freeBytes = metric(producer, "buffer-available-bytes");
        this.reservedBytes = Math.min(bufferBytes / 2, (long) partitions * LogProducer.BATCH_BYTES);
    }

    /** @throws KafkaException if the topic can't be found, or nobody answers */
    static ToLog open(WayOfWriting.Log way, String bootstrapServers, long bufferBytes, Outcomes outcomes) {
        int partitions = LogTopic.partitions(bootstrapServers, way.topic());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(LogProducer.settings(bootstrapServers, way, bufferBytes));
        try {
            fetchMetadata(producer, way.topic());
            return new ToLog(producer, way.topic(), partitions, bufferBytes, outcomes);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public boolean hasRoom(int bytes) {
        if (creditBytes < bytes + RECORD_OVERHEAD_BYTES) {
            creditBytes = Math.min(free() - reservedBytes, bufferBytes / LOOKS_A_BUFFER);
        }
        return creditBytes >= bytes + RECORD_OVERHEAD_BYTES;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    public void take(Event event) {
        creditBytes -= event.bytes() + RECORD_OVERHEAD_BYTES;
        taken.incrementAndGet();
        producer.send(
                new ProducerRecord<>(topic, null, event.recordTimeMs(), keyOf(event), event.encoded()),
                (metadata, failure) -> onCompletion(event, failure));
    }

    private void onCompletion(Event event, @Nullable Exception failure) {
        if (closed) {
            // Given up by close(): the ledger says nothing about it, which means unknown.
            return;
        }
        if (failure == null) {
            outcomes.acknowledged(event);
        } else {
            outcomes.failed(event, failure);
        }
        settled.incrementAndGet();
    }

    @Override
    public long pending() {
        // Settled first: what is settled was taken.
        long settledSoFar = settled.get();
        return taken.get() - settledSoFar;
    }

    @Override
    public long queueBytes() {
        return bufferBytes - free();
    }

    @Override
    public void close() {
        closed = true;
        producer.close(Duration.ZERO);
    }

    private long free() {
        return freeBytes.metricValue() instanceof Double bytes ? bytes.longValue() : 0;
    }

    private byte[] keyOf(Event event) {
        if (event.slot() >= keys.length) {
            keys = Arrays.copyOf(keys, Math.max(event.slot() + 1, keys.length * 2));
        }
        byte[] key = keys[event.slot()];
        if (key == null) {
            key = LocationKeys.encode(event.riderId());
            keys[event.slot()] = key;
        }
        return key;
    }

    /** So that the first send does not wait for them. The producer waits for them as long as for a send, which is short. */
    private static void fetchMetadata(Producer<byte[], byte[]> producer, String topic) {
        long deadlineNs = System.nanoTime() + METADATA_PATIENCE_NS;
        while (true) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw e;
                }
            }
        }
    }

    private static Metric metric(Producer<byte[], byte[]> producer, String name) {
        for (Metric metric : producer.metrics().values()) {
            MetricName found = metric.metricName();
            if (found.name().equals(name) && found.group().equals("producer-metrics")) {
                return metric;
            }
        }
        throw new IllegalStateException("the producer has no metric " + name);
    }
}
