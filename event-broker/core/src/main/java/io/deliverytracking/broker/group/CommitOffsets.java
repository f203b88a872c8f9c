package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** A group, or a client on its behalf, says how far it has read. */
public final class CommitOffsets {

    /** {@code offsets.retention.minutes} applies. */
    public static final long DEFAULT_RETENTION = -1L;

    private CommitOffsets() {}

    /**
     * @param generationId the member's generation, or its epoch in a consumer group, or {@link JoinGroup#NO_GENERATION} from outside the group
     * @param memberId the member, or empty from outside the group
     * @param retentionMs the client's own retention, or {@link #DEFAULT_RETENTION}
     * @param knowsGroupIdNotFound whether the client understands GROUP_ID_NOT_FOUND and STALE_MEMBER_EPOCH here (from
     *     version 9, which members of a consumer group have to use)
     */
    public record Request(
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId,
            long retentionMs,
            boolean knowsGroupIdNotFound,
            List<Topic> topics) {}

    /** @param topicId the topic's id, {@link Uuid#ZERO_UUID} if unknown */
    public record Topic(String name, Uuid topicId, List<Partition> partitions) {}

    /** @param metadata the client's own words; null is kept as the empty string */
    public record Partition(
            int partition,
            long offset,
            int leaderEpoch,
            @Nullable String metadata) {}

    /** Results in the order of the request. */
    public record Response(List<TopicResult> topics) {}

    public record TopicResult(String name, Uuid topicId, List<PartitionResult> partitions) {}

    public record PartitionResult(int partition, Errors error) {}
}
