package io.deliverytracking.broker.benchmark.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A group of one consumer that reads a new topic from its first record.
 *
 * <p>Offsets of a topic without transactions have no gaps: the next record of a partition has the next offset, or one was lost or came
 * twice.
 *
 * <p>Threading: {@link #run} is a thread of its own; any thread reads. The histogram is for others once that thread has ended.
 */
final class Reader implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final long[] nextOffsets;
    private final Histogram delays = new Histogram(LONGEST_NS, DIGITS);

    private volatile int assigned;
    private volatile long received;
    private volatile long fromNs = Long.MAX_VALUE;
    private volatile long toNs = Long.MAX_VALUE;
    private volatile boolean ended;
    private volatile @Nullable String trouble;

    Reader(SteadyLoad load, String group) {
        this.consumer = new KafkaConsumer<>(Clients.consumer(load.bootstrapServers(), group));
        this.topic = load.topic();
        this.nextOffsets = new long[load.partitions()];
    }

    /** Delays of records that were due in this time are counted. */
    void count(long dueFromNs, long dueToNs) {
        toNs = dueToNs;
        fromNs = dueFromNs;
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic), new Assignments());
            while (!ended) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long nowNs = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    take(record, nowNs);
                }
                received = received + records.count();
            }
        } catch (RuntimeException e) { // told to whoever waits for it
            trouble = "a consumer failed: " + e;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long nowNs) {
        int partition = record.partition();
        if (record.offset() != nextOffsets[partition] && trouble == null) {
            trouble = "partition " + partition + " went on at offset " + record.offset() + ", not "
                    + nextOffsets[partition];
        }
        nextOffsets[partition] = record.offset() + 1;
        long dueNs = ByteBuffer.wrap(record.value()).getLong();
        if (dueNs >= fromNs && dueNs < toNs) {
            delays.recordValue(Math.min(LONGEST_NS, Math.max(0, nowNs - dueNs)));
        }
    }

    int assigned() {
        return assigned;
    }

    long received() {
        return received;
    }

    @Nullable
    String trouble() {
        return trouble;
    }

    void end() {
        ended = true;
    }

    Histogram delays() {
        return delays;
    }

    private final class Assignments implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            assigned = 0;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assigned = partitions.size();
        }
    }
}
