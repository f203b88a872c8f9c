package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A group, as far as it does not matter who assigns: the members, as in {@link ClassicGroup}, or the coordinator, as in
 * {@link ConsumerGroup}.
 *
 * <p>Threading: confined to the lane of its shard.
 */
sealed interface Group permits ClassicGroup, ConsumerGroup {

    String groupId();

    /** Kafka's name of the kind: {@code classic} or {@code consumer}. */
    String typeName();

    /** Kafka's name of the state, as tools show it. */
    String stateName();

    /** What the members are; null for a group that only commits offsets. */
    @Nullable
    String protocolType();

    /** Whether there are no members, so that whoever asks may commit for the group or delete it. */
    boolean isEmpty();

    /** Whether the members are consumers, so that it can be known which topics they read. */
    boolean hasConsumers();

    /** Whether members read the topic. */
    boolean isSubscribedTo(String topic);

    /** Whether a commit is to be taken. */
    Errors checkCommit(CommitOffsets.Request request);

    /** Whether this member may ask how far the group has read. */
    Errors checkFetch(FetchOffsets.Request request);

    /** Members say goodbye or an administrator does for them, by their ids or their names; one result for each. */
    List<LeaveGroup.Result> leave(Turn turn, List<LeaveGroup.Member> leaving);

    /** A commit was taken from this member. */
    void onCommitted(Turn turn, String memberId);

    /** Whether offsets of topics that nobody reads may expire. */
    boolean letsOffsetsExpire();

    /** From when on an offset counts as unused, in milliseconds since the epoch. */
    long unusedSinceMs(CommittedOffset committed);

    /** Whether the group goes when it has no offsets any more. */
    boolean isAbandoned();

    /** What removes a group without members from the log; its offsets are not part of it. */
    List<GroupRecord> tombstones();

    /** The shard is loaded: the members may be silent for a session timeout from now. */
    void onLoaded(Turn turn);

    /** The group ends here: parked requests are refused, timers stop. */
    void abandon(Errors error);

    /**
     * The group as people see it.
     *
     * @param coordinatorPartition the partition of {@code __consumer_offsets} that holds the group
     * @param committedOffsets what it committed
     * @param topics names of the topics that the coordinator knows by id
     */
    GroupSnapshot snapshot(
            int coordinatorPartition, List<GroupSnapshot.TopicOffsets> committedOffsets, TopicDirectory topics);
}
