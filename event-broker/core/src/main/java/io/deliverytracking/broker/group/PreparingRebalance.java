package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The join phase: all members are called together; each JoinGroup is parked until the next generation forms.
 *
 * <p>It forms when every member has joined and nobody who was given a member id is expected, or at the end
 * of the rebalance timeout without those who have not come. A static member that has not come stays a member:
 * its session timeout decides.
 *
 * <p>The first generation of an empty group is different. It always waits
 * {@code group.initial.rebalance.delay.ms}, and once more for each window in which somebody new came, at most
 * for the rebalance timeout in all, so that a whole fleet starting together costs one rebalance (KIP-134).
 */
final class PreparingRebalance implements GroupState {

    private static final Logger LOG = LoggerFactory.getLogger(PreparingRebalance.class);

    /** Static members that set a rebalance timeout of zero must not make us look for them all the time. */
    private static final int SHORTEST_WAIT_FOR_STATIC_MEMBERS_MS = 1_000;

    private final ClassicGroup group;
    private final boolean initial;
    private final Map<String, Answer<JoinGroup.Response>> joined = new LinkedHashMap<>();
    private boolean newcomerInWindow;
    private @Nullable Cancellable window;

    PreparingRebalance(ClassicGroup group, boolean initial) {
        this.group = group;
        this.initial = initial;
    }

    @Override
    public String displayName() {
        return "PreparingRebalance";
    }

    /** Counts those who are here, not the members: the last to come of an oversized group are turned away. */
    @Override
    public boolean hasRoomFor(String memberId, int maxSize) {
        return joined.containsKey(memberId) || joined.size() < maxSize;
    }

    /** Parks a member's JoinGroup. One that is parked already belongs to a connection the member gave up. */
    void park(Turn turn, Member member, Answer<JoinGroup.Response> answer) {
        Answer<JoinGroup.Response> earlier = joined.put(member.memberId(), answer);
        if (earlier != null) {
            turn.fail(earlier, Errors.REBALANCE_IN_PROGRESS);
        }
    }

    /** Starts waiting for the first members. */
    void openInitialWindow(Turn turn) {
        int delayMs = turn.config().initialRebalanceDelayMs();
        openInitialWindow(turn, delayMs, Math.max(group.members().rebalanceTimeoutMs() - delayMs, 0));
    }

    private void openInitialWindow(Turn turn, int delayMs, int remainingMs) {
        window = turn.schedule(delayMs, later -> onInitialWindowOver(later, delayMs, remainingMs));
    }

    private void onInitialWindowOver(Turn turn, int delayMs, int remainingMs) {
        window = null;
        if (newcomerInWindow && remainingMs > 0) {
            newcomerInWindow = false;
            int nextDelayMs = Math.min(turn.config().initialRebalanceDelayMs(), remainingMs);
            openInitialWindow(turn, nextDelayMs, Math.max(remainingMs - delayMs, 0));
        } else {
            complete(turn);
        }
    }

    /** Starts waiting for the members of the last generation, unless all are here already. */
    void openWindow(Turn turn) {
        if (everybodyIsHere()) {
            complete(turn);
        } else {
            waitAtMost(turn, group.members().rebalanceTimeoutMs());
        }
    }

    private void waitAtMost(Turn turn, int timeoutMs) {
        window = turn.schedule(Math.max(timeoutMs, 0), later -> {
            window = null;
            complete(later);
        });
    }

    @Override
    public void onMemberAdded(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        newcomerInWindow = true;
        park(turn, member, answer);
        maybeComplete(turn);
    }

    @Override
    public void onRejoin(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        group.members().update(member, request);
        park(turn, member, answer);
        maybeComplete(turn);
    }

    @Override
    public void onStaticMemberReplaced(
            Turn turn, Member previous, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Answer<JoinGroup.Response> earlier = joined.remove(previous.memberId());
        if (earlier != null) {
            turn.answer(earlier, JoinGroup.Response.error(previous.memberId(), Errors.FENCED_INSTANCE_ID));
        }
        park(turn, member, answer);
        maybeComplete(turn);
    }

    @Override
    public void onSync(Turn turn, Member member, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        turn.fail(answer, Errors.REBALANCE_IN_PROGRESS);
    }

    @Override
    public Errors onHeartbeat() {
        return Errors.REBALANCE_IN_PROGRESS;
    }

    @Override
    public Errors onCommit() {
        return Errors.NONE;
    }

    @Override
    public void onMemberRemoved(Turn turn, Member member, Departure departure) {
        Answer<JoinGroup.Response> parked = joined.remove(member.memberId());
        if (parked != null) {
            // The client, if it still waits, joins again as somebody new.
            turn.answer(parked, JoinGroup.Response.error(JoinGroup.UNKNOWN_MEMBER_ID, Errors.UNKNOWN_MEMBER_ID));
        }
        onOneLessToWaitFor(turn, departure);
    }

    @Override
    public void onPendingMemberGone(Turn turn, Departure departure) {
        onOneLessToWaitFor(turn, departure);
    }

    /** An expiry ends even the initial window early, as in Apache Kafka; a departure does not. */
    private void onOneLessToWaitFor(Turn turn, Departure departure) {
        if (departure == Departure.EXPIRED && everybodyIsHere()) {
            complete(turn);
        } else {
            maybeComplete(turn);
        }
    }

    @Override
    public void onSyncTimeout(Turn turn, List<String> missing) {
        throw new AssertionError("The next generation has not formed, so nobody can miss the sync phase: " + missing);
    }

    @Override
    public boolean holdsRequestOf(Member member) {
        return joined.containsKey(member.memberId());
    }

    @Override
    public GroupState onGenerationWritten(ClassicGroup written) {
        if (!written.members().isEmpty()) {
            throw new AssertionError("Group " + written.groupId() + " wrote members during the join phase");
        }
        return new Empty(written);
    }

    @Override
    public void release(Turn turn) {
        joined.forEach((memberId, answer) ->
                turn.answer(answer, JoinGroup.Response.error(memberId, Errors.REBALANCE_IN_PROGRESS)));
        joined.clear();
    }

    @Override
    public void abandon(Errors error) {
        closeWindow();
        joined.values().forEach(answer -> answer.fail(error));
        joined.clear();
    }

    private void maybeComplete(Turn turn) {
        if (!initial && everybodyIsHere()) {
            complete(turn);
        }
    }

    private boolean everybodyIsHere() {
        return joined.size() == group.members().size() && !group.expectsPendingMembers();
    }

    private void complete(Turn turn) {
        closeWindow();
        removeAbsentDynamicMembers();
        if (joined.isEmpty() && !group.members().isEmpty()) {
            // Only static members are left, and none has come. Somebody must lead: wait until one joins, or
            // until their sessions have expired.
            LOG.info("group {}: no member has joined, waiting on", group.groupId());
            waitAtMost(turn, Math.max(group.members().rebalanceTimeoutMs(), SHORTEST_WAIT_FOR_STATIC_MEMBERS_MS));
        } else if (joined.isEmpty()) {
            group.becomeEmpty(turn);
        } else {
            group.becomeCompletingRebalance(turn, joined);
        }
    }

    private void removeAbsentDynamicMembers() {
        List<String> removed = new ArrayList<>();
        for (Member member : group.members().copy()) {
            if (!member.isStatic() && !holdsRequestOf(member)) {
                group.members().remove(member);
                removed.add(member.memberId());
            }
        }
        if (!removed.isEmpty()) {
            LOG.info("group {}: removed members that have not joined in time: {}", group.groupId(), removed);
        }
    }

    private void closeWindow() {
        if (window != null) {
            window.cancel();
            window = null;
        }
    }
}
