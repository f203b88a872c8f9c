package io.deliverytracking.broker.app;

import io.deliverytracking.broker.group.GroupSnapshot;
import io.deliverytracking.broker.group.GroupSnapshot.PartitionOffset;
import io.deliverytracking.broker.group.GroupSnapshot.TopicOffsets;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * How far a group is behind in one partition: the records between its committed offset and the high
 * watermark.
 *
 * @param committedOffset the next offset that the group would read
 * @param leaderEpoch of the last record consumed, -1 if not told
 * @param metadata what the client wrote beside the offset
 * @param committedAtMs in milliseconds since the epoch
 * @param highWatermark null when this broker has no such partition
 * @param lag null when it is not known
 */
public record Lag(
        String topic,
        int partition,
        long committedOffset,
        int leaderEpoch,
        String metadata,
        long committedAtMs,
        @Nullable Long highWatermark,
        @Nullable Long lag) {

    /** One entry for each committed offset; on the lane. */
    public static List<Lag> of(GroupSnapshot group, Partitions partitions) {
        List<Lag> lags = new ArrayList<>();
        for (TopicOffsets topic : group.committedOffsets()) {
            for (PartitionOffset committed : topic.partitions()) {
                Partition partition = partitions.find(topic.topic(), committed.partition());
                Long highWatermark = null;
                if (partition != null
                        && (committed.topicId().equals(Uuid.ZERO_UUID)
                                || committed.topicId().equals(partition.topicId()))) {
                    highWatermark = partition.highWatermark();
                }
                lags.add(new Lag(
                        topic.topic(),
                        committed.partition(),
                        committed.offset(),
                        committed.leaderEpoch(),
                        committed.metadata(),
                        committed.committedAtMs(),
                        highWatermark,
                        highWatermark == null ? null : Math.max(0, highWatermark - committed.offset())));
            }
        }
        return lags;
    }
}
