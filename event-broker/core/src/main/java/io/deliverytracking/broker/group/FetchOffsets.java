package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** How far has a group read? */
public final class FetchOffsets {

    private FetchOffsets() {}

    /**
     * @param memberId the member of a consumer group that asks (from version 9); null if it does not say
     * @param memberEpoch the epoch it is in; below 0 if it does not say
     * @param topics which partitions, or null for every committed one
     */
    public record Request(
            String groupId,
            @Nullable String memberId,
            int memberEpoch,
            @Nullable List<Topic> topics) {

        /** From outside the group. */
        public Request(String groupId, @Nullable List<Topic> topics) {
            this(groupId, null, JoinGroup.NO_GENERATION, topics);
        }
    }

    /** @param topicId the topic's id, {@link Uuid#ZERO_UUID} if unknown */
    public record Topic(String name, Uuid topicId, List<Integer> partitions) {}

    public record Response(List<TopicOffsets> topics) {}

    /** @param topicId the topic's id as asked for, {@link Uuid#ZERO_UUID} if every committed one was */
    public record TopicOffsets(String name, Uuid topicId, List<PartitionOffset> partitions) {}

    /**
     * @param offset the committed offset, or {@link CommittedOffset#NO_OFFSET}
     * @param topicId the topic that it was committed for, {@link Uuid#ZERO_UUID} if unknown
     */
    public record PartitionOffset(int partition, long offset, int leaderEpoch, String metadata, Uuid topicId) {

        static PartitionOffset none(int partition) {
            return new PartitionOffset(
                    partition, CommittedOffset.NO_OFFSET, CommittedOffset.NO_LEADER_EPOCH, "", Uuid.ZERO_UUID);
        }

        static PartitionOffset of(int partition, CommittedOffset committed) {
            return new PartitionOffset(
                    partition, committed.offset(), committed.leaderEpoch(), committed.metadata(), committed.topicId());
        }
    }
}
