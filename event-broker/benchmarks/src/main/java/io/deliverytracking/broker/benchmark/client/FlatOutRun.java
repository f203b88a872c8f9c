package io.deliverytracking.broker.benchmark.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Carries one {@link FlatOutLoad} out. Records have no keys: the producer then fills batch after batch, which is the most that it can.
 *
 * <p>Threading: confined to one thread.
 */
final class FlatOutRun {

    private static final int BATCH_BYTES = 128 * 1024;
    private static final long BUFFER_BYTES = 64L << 20;
    private static final int LINGER_MS = 5;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final FlatOutLoad load;

    FlatOutRun(FlatOutLoad load) {
        this.load = load;
    }

    FlatOutResult run() throws LoadException {
        try (Topics topics = new Topics(load.bootstrapServers())) {
            topics.create(load.topic(), load.partitions());
            double inPerSecond = in();
            FlatOutResult result = out(inPerSecond);
            topics.delete(load.topic());
            return result;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private double in() throws LoadException {
        Map<String, Object> settings = Clients.producer(load.bootstrapServers(), load.acks(), LINGER_MS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Callback callback = (metadata, refused) -> {
            if (refused != null) {
                failure.compareAndSet(null, refused);
            }
        };
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            // Metadata and connections belong to no record.
            producer.partitionsFor(load.topic());
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(load.topic(), new byte[load.valueBytes()]);
            long startNs = System.nanoTime();
            for (long i = 0; i < load.records() && failure.get() == null; i++) {
                producer.send(record, callback);
            }
            producer.flush();
            long tookNs = System.nanoTime() - startNs;
            Exception refused = failure.get();
            if (refused != null) {
                throw new LoadException("the producer failed: " + refused, refused);
            }
            return load.records() * 1e9 / tookNs;
        }
    }

    private FlatOutResult out(double inPerSecond) throws LoadException {
        long counted = 0;
        long tookNs = 0;
        String trouble = null;
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(Clients.consumer(load.bootstrapServers(), load.topic() + "-group"))) {
            consumer.subscribe(List.of(load.topic()));
            for (int i = 0; i < load.reads(); i++) {
                consumer.seekToBeginning(consumer.assignment());
                Reading reading = readAll(consumer);
                counted += reading.counted();
                tookNs += reading.tookNs();
                trouble = reading.trouble() == null ? trouble : reading.trouble();
            }
        }
        return new FlatOutResult(inPerSecond, counted * 1e9 / Math.max(1, tookNs), trouble);
    }

    /**
     * All records once.
     *
     * @param counted those after the first poll that had any
     */
    private record Reading(
            long counted, long tookNs, @Nullable String trouble) {}

    private Reading readAll(Consumer<byte[], byte[]> consumer) throws LoadException {
        long[] nextOffsets = new long[load.partitions()];
        long received = 0;
        long first = 0;
        long firstNs = 0;
        long lastNs = 0;
        String trouble = null;
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (received < load.records()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long nowNs = System.nanoTime();
            if (nowNs > deadlineNs) {
                throw new LoadException("only " + received + " of " + load.records() + " records came out", null);
            }
            if (records.isEmpty()) {
                continue;
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() != nextOffsets[record.partition()]) {
                    trouble = "partition " + record.partition() + " went on at offset " + record.offset();
                }
                nextOffsets[record.partition()] = record.offset() + 1;
            }
            if (received == 0) {
                first = records.count();
                firstNs = nowNs;
            }
            received += records.count();
            lastNs = nowNs;
        }
        if (received > load.records()) {
            trouble = "received " + received + " records of " + load.records();
        }
        return new Reading(received - first, lastNs - firstNs, trouble);
    }
}
