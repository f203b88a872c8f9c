package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.StartingPoint;
import io.deliverytracking.dbwriter.domain.WrongLogException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes partitions over at the offsets that the database has, and lets them go.
 *
 * <p>Threading: the polling thread. Blocks it while the database is away; see {@link Takeover}.
 */
@ApplicationScoped
@Identifier("partition-ownership")
public class PartitionOwnership implements KafkaConsumerRebalanceListener {
    private final ReadTracker tracker;
    private final Takeover takeover;
    private final OffsetCommitter committer;
    private final OwnershipListener listener;
    private final LoudStop loudStop;

    public PartitionOwnership(
            ReadTracker tracker,
            Takeover takeover,
            OffsetCommitter committer,
            OwnershipListener listener,
            LoudStop loudStop) {
        this.tracker = tracker;
        this.takeover = takeover;
        this.committer = committer;
        this.listener = listener;
        this.loudStop = loudStop;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        try {
            for (StartingPoint start : takeover.startingPoints(partitions)) {
                position(consumer, start);
            }
        } catch (WrongLogException e) {
            // Without a position in the tracker nothing that is read counts.
            partitions.forEach(tracker::forget);
            loudStop.stop(e);
        }
    }

    /** Has the consumer read from {@code start}, if the partition is ours. */
    void position(Consumer<?, ?> consumer, StartingPoint start) {
        TopicPartition partition = new TopicPartition(start.log().topic(), start.partition());
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        listener.onTakenOver(start.logPartition());
        // With the epoch the client notices a log that was cut and grew again.
        OffsetAndMetadata stored = new OffsetAndMetadata(start.offset(), Optional.ofNullable(start.leaderEpoch()), "");
        consumer.seek(partition, stored);
        committer.resumed(partition, stored);
        tracker.positioned(partition, start.log(), start.offset());
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(tracker::forget);
        committer.commitLast(consumer, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(tracker::forget);
    }
}
