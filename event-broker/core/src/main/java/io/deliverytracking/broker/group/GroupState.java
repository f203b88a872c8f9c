package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a classic group is doing. Each state holds what only exists in it (the parked answers, the timer it
 * waits for) and answers each event for itself.
 *
 * <pre>
 *                     first member joins                 window over, or all here
 *        +-------+  ------------------------&gt;  +--------------------+  ----------&gt;  +---------------------+
 *   ---&gt; | Empty |                             | PreparingRebalance |               | CompletingRebalance |
 *        +-------+  &lt;------------------------  +--------------------+  &lt;----------  +---------------------+
 *                     window over, nobody left          ^      a member comes, goes,          |
 *                                                       |      or says something new          | the leader's
 *                                                       |                                     | assignment
 *                                                       |             +--------+              | is accepted
 *                                                       +-----------  | Stable | &lt;------------+
 *                                        a member comes, goes,        +--------+
 *                                        or says something new
 *
 *   any state --- removed, or the shard is unloaded ---&gt; Dead
 * </pre>
 *
 * <table>
 * <caption>What a member with the right id and generation hears</caption>
 * <tr><th></th><th>Empty</th><th>PreparingRebalance</th><th>CompletingRebalance</th><th>Stable</th></tr>
 * <tr><td>JoinGroup, nothing new</td><td>-</td><td>parked</td><td>current generation</td>
 *     <td>current generation; the leader starts a rebalance</td></tr>
 * <tr><td>JoinGroup, something new</td><td>-</td><td>parked</td><td>starts a rebalance</td>
 *     <td>starts a rebalance</td></tr>
 * <tr><td>SyncGroup</td><td>UNKNOWN_MEMBER_ID</td><td>REBALANCE_IN_PROGRESS</td>
 *     <td>parked; the leader's makes it Stable</td><td>its assignment</td></tr>
 * <tr><td>Heartbeat</td><td>UNKNOWN_MEMBER_ID</td><td>REBALANCE_IN_PROGRESS</td><td>fine</td><td>fine</td></tr>
 * <tr><td>OffsetCommit</td><td>fine without generation</td><td>fine</td><td>REBALANCE_IN_PROGRESS</td>
 *     <td>fine</td></tr>
 * </table>
 *
 * <p>Threading: confined to the lane of the group.
 *
 * <p>Source: Apache Kafka's classic group protocol; KIP-62 (rebalance timeout), KIP-134 (initial delay),
 * KIP-345 (static members).
 */
sealed interface GroupState permits Empty, PreparingRebalance, CompletingRebalance, Stable, Dead {

    /** Kafka's name of the state, as tools show it. */
    String displayName();

    /** Whether the group has no members, so that whoever asks may commit for it or delete it. */
    default boolean isEmpty() {
        return false;
    }

    /** Whether a generation is at work. */
    default boolean isStable() {
        return false;
    }

    /** Whether the group is small enough for this member to join. */
    boolean hasRoomFor(String memberId, int maxSize);

    /** A member was added; its JoinGroup waits for an answer. */
    void onMemberAdded(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer);

    /** A known member joins again. */
    void onRejoin(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer);

    /** A restarted static member took the place of {@code previous}; its JoinGroup waits for an answer. */
    void onStaticMemberReplaced(
            Turn turn, Member previous, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer);

    /** A known member of the current generation asks for its assignment. */
    void onSync(Turn turn, Member member, SyncGroup.Request request, Answer<SyncGroup.Response> answer);

    /** What a known member of the current generation hears when it calls. */
    Errors onHeartbeat();

    /** What a known member of the current generation hears when it commits. */
    Errors onCommit();

    /** A member was removed because it left or was silent for too long. */
    void onMemberRemoved(Turn turn, Member member, Departure departure);

    /** Somebody who was given a member id did not come back with it. */
    void onPendingMemberGone(Turn turn, Departure departure);

    /** These members joined and then did not ask for their assignment in time. */
    void onSyncTimeout(Turn turn, List<String> missing);

    /** Whether the member's request is parked here: it cannot call meanwhile, and is taken to be alive. */
    boolean holdsRequestOf(Member member);

    /** The state that a newly written generation leads to. */
    GroupState onGenerationWritten(ClassicGroup group);

    /** The group is about to become one of the consumer protocol: parked requests are refused, when that is durable. */
    default void release(Turn turn) {}

    /** The group ends here: parked requests are refused, timers stop. */
    void abandon(Errors error);

    /** Why a member is gone. */
    enum Departure {
        /** It said so, or an administrator did. */
        LEFT("left"),
        /** It came too late to a group that has all the members it may have. */
        TURNED_AWAY("found no room"),
        /** It was silent for longer than its session timeout. */
        EXPIRED("was silent for too long");

        private final String words;

        Departure(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
