package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A group as it stood at one moment: what DescribeGroups and, of both kinds of groups, the inspection API show.
 *
 * <p>Immutable; the byte arrays are shared with the coordinator and must not be changed.
 *
 * @param state Kafka's name of the state, e.g. {@code PreparingRebalance}
 * @param type Kafka's name of the kind of group: {@code classic} or {@code consumer}
 * @param protocol the chosen assignment protocol; null while there is none, and in a consumer group
 * @param generationId the generation, or the group epoch of a consumer group
 * @param leaderId the member that assigns, null if there is none: in a consumer group the coordinator does
 * @param coordinatorPartition the partition of {@code __consumer_offsets} that holds the group
 * @param stateSinceMs when the group entered its state, in milliseconds since the epoch; -1 if unknown
 */
public record GroupSnapshot(
        String groupId,
        String state,
        String type,
        String protocolType,
        @Nullable String protocol,
        int generationId,
        @Nullable String leaderId,
        int coordinatorPartition,
        long stateSinceMs,
        List<Member> members,
        List<TopicOffsets> committedOffsets) {

    /**
     * @param sessionTimeoutMs how long it may be silent; -1 in a consumer group, where the broker's setting says
     * @param metadata what the member told the leader under the chosen protocol; empty while the group is
     *     not stable, and in a consumer group
     * @param assignment what the leader gave it; empty in a consumer group
     * @param assignedPartitions the assignment decoded, if the members are consumers
     */
    public record Member(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs,
            byte[] metadata,
            byte[] assignment,
            List<TopicPartitions> assignedPartitions) {}

    /** Partitions of one topic. */
    public record TopicPartitions(String topic, List<Integer> partitions) {}

    /** What the group committed for one topic. */
    public record TopicOffsets(String topic, List<PartitionOffset> partitions) {}

    /** What the group committed for one partition. */
    public record PartitionOffset(
            int partition, long offset, int leaderEpoch, String metadata, long committedAtMs, Uuid topicId) {}
}
