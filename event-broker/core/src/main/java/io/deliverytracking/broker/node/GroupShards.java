package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.metadata.MetadataDelta;
import io.deliverytracking.broker.metadata.MetadataListener;
import io.deliverytracking.broker.metadata.TopicImage;
import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.List;

/**
 * Gives the group coordinator a shard for each partition of {@code __consumer_offsets} that this broker leads, in the
 * epoch it leads it.
 *
 * <p>Comes after {@link ReplicaOpener} in the order of listeners: a shard is loaded from a log that is open.
 *
 * <p>Threading: confined to the lane.
 */
final class GroupShards implements MetadataListener {

    private final GroupCoordinator groups;
    private final Partitions partitions;
    private final Purgatory<Partition> purgatory;
    private final BackgroundTasks background;
    private final Clock clock;

    GroupShards(
            GroupCoordinator groups,
            Partitions partitions,
            Purgatory<Partition> purgatory,
            BackgroundTasks background,
            Clock clock) {
        this.groups = groups;
        this.partitions = partitions;
        this.purgatory = purgatory;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public void onMetadataChange(MetadataDelta delta) {
        for (TopicImage topic : delta.deleted()) {
            if (topic.name().equals(GroupConfig.OFFSETS_TOPIC)) {
                topic.partitions().forEach(gone -> groups.onResigned(gone.partition(), gone.leaderEpoch()));
            }
        }
        delta.created().forEach(this::follow);
        delta.changed().forEach(this::follow);
        List<String> deleted = delta.deleted().stream().map(TopicImage::name).toList();
        if (!deleted.isEmpty()) {
            groups.onTopicsDeleted(deleted);
        }
    }

    /** The disk failed under a partition: if it held groups, they have no coordinator any more. */
    void onOffline(Partition partition) {
        if (partition.topic().equals(GroupConfig.OFFSETS_TOPIC)) {
            groups.onResigned(partition.index(), partition.leaderEpoch());
        }
    }

    /** Takes up partitions that are served since the last change, or led in another epoch. */
    void follow(TopicImage topic) {
        if (!topic.name().equals(GroupConfig.OFFSETS_TOPIC)) {
            return;
        }
        for (int index = 0; index < topic.partitionCount(); index++) {
            Partition partition = partitions.find(topic.id(), index);
            if (partition == null) {
                continue;
            }
            if (partition.isLeader()) {
                groups.onElected(
                        index,
                        partition.leaderEpoch(),
                        new GroupAppender(partition, purgatory, clock),
                        new GroupLoader(partition, background));
            } else {
                groups.onResigned(index, partition.leaderEpoch());
            }
        }
    }
}
