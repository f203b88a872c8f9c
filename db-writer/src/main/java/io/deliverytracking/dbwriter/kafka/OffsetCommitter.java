package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Copies stored offsets to Kafka, for display: tools and consoles show lag from there, and the demo's end waits for it to
 * be gone. Nothing else is ever read from these commits. One that failed is offered again, unless a newer one is there, or
 * on its way.
 *
 * <p>Threading: {@link #stored} on the worker, the rest on the polling thread; guarded by this object's monitor.
 */
public final class OffsetCommitter {
    private static final Logger LOG = Logger.getLogger(OffsetCommitter.class);
    private static final Duration LAST_COMMIT_WAIT = Duration.ofSeconds(1);

    private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();
    /** What was sent last, accepted or not. */
    private final Map<TopicPartition, OffsetAndMetadata> sent = new HashMap<>();

    /** Notes offsets that the database has. */
    public synchronized void stored(ReadBatch batch) {
        for (PartitionRead read : batch.reads()) {
            pending.put(
                    new TopicPartition(
                            read.partition().topic(), read.partition().partition()),
                    new OffsetAndMetadata(read.nextOffset(), Optional.ofNullable(read.leaderEpoch()), ""));
        }
    }

    /**
     * Notes the offset from which a partition is read on: a writer that was killed between its two commits said less than
     * is stored, and at the end of the log no batch would ever put that right.
     */
    synchronized void resumed(TopicPartition partition, OffsetAndMetadata stored) {
        pending.put(partition, stored);
    }

    public synchronized boolean isIdle() {
        return pending.isEmpty();
    }

    /** Sends what is pending for partitions that are still ours, without waiting for the answer. */
    void commit(Consumer<?, ?> consumer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = takeOwned(consumer.assignment());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, error) -> {
                if (error != null) {
                    // A rebalance under way refuses commits, for one.
                    LOG.debugf("Commit for display failed, it is repeated reason=%s", error.getMessage());
                    failed(offsets);
                }
            });
        }
    }

    /** Sends what is pending for partitions that are about to go; what is pending for others stays so. */
    void commitLast(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = take(partitions);
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets, LAST_COMMIT_WAIT);
            } catch (KafkaException e) {
                LOG.debugf("Last commit for display failed reason=%s", e.getMessage());
            }
        }
    }

    private synchronized void failed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset.equals(sent.get(partition))) {
                pending.putIfAbsent(partition, offset);
            }
        });
    }

    /** What is pending for these partitions; for all others nothing is pending any more. */
    private synchronized Map<TopicPartition, OffsetAndMetadata> takeOwned(Collection<TopicPartition> owned) {
        Map<TopicPartition, OffsetAndMetadata> offsets = take(owned);
        pending.clear();
        return offsets;
    }

    private synchronized Map<TopicPartition, OffsetAndMetadata> take(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = pending.remove(partition);
            if (offset != null) {
                offsets.put(partition, offset);
            }
        }
        sent.putAll(offsets);
        return offsets;
    }
}
