package io.deliverytracking.broker.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generation has formed and its leader works out the assignment. Each SyncGroup is parked until the
 * leader's arrives; writing the leader's assignment makes the group stable and answers them all.
 */
final class CompletingRebalance implements GroupState {

    private static final Logger LOG = LoggerFactory.getLogger(CompletingRebalance.class);

    private final ClassicGroup group;
    private final PendingSyncs pendingSyncs;
    private final Map<String, Answer<SyncGroup.Response>> parked = new LinkedHashMap<>();

    CompletingRebalance(ClassicGroup group, PendingSyncs pendingSyncs) {
        this.group = group;
        this.pendingSyncs = pendingSyncs;
    }

    @Override
    public String displayName() {
        return "CompletingRebalance";
    }

    @Override
    public boolean hasRoomFor(String memberId, int maxSize) {
        return group.hasRoomInGenerationFor(memberId, maxSize);
    }

    @Override
    public void onMemberAdded(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        startOver(turn, member, "member " + member.memberId() + " joined", request, answer);
    }

    @Override
    public void onRejoin(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        if (member.matches(request.protocols())) {
            // Its first answer got lost.
            turn.answer(answer, GenerationReplies.joined(group, member));
        } else {
            group.members().update(member, request);
            startOver(turn, member, "member " + member.memberId() + " says something new", request, answer);
        }
    }

    /** The leader may have assigned for the id that is gone: the new one would get nothing. */
    @Override
    public void onStaticMemberReplaced(
            Turn turn, Member previous, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Answer<SyncGroup.Response> fenced = parked.remove(previous.memberId());
        if (fenced != null) {
            turn.fail(fenced, Errors.FENCED_INSTANCE_ID);
        }
        startOver(turn, member, "static member " + member.memberId() + " restarted", request, answer);
    }

    @Override
    public void onSync(Turn turn, Member member, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        Answer<SyncGroup.Response> earlier = parked.put(member.memberId(), answer);
        if (earlier != null) {
            turn.fail(earlier, Errors.REBALANCE_IN_PROGRESS);
        }
        pendingSyncs.onSynced(member.memberId());
        if (group.isLeader(member)) {
            onAssigned(turn, request.assignments());
        }
    }

    private void onAssigned(Turn turn, List<SyncGroup.Assignment> assignments) {
        Map<String, byte[]> byMember = new LinkedHashMap<>();
        assignments.forEach(assignment -> byMember.put(assignment.memberId(), assignment.assignment()));
        GroupMetadata generation =
                group.metadata(turn, member -> byMember.getOrDefault(member.memberId(), Member.NO_BYTES));
        if (turn.tryAppend(List.of(new GroupMetadataRecord(group.groupId(), generation)))) {
            turn.counters().rebalanceCompleted();
            parked.forEach((memberId, answer) -> {
                Member member = group.members().get(memberId);
                turn.answer(answer, GenerationReplies.synced(group, member));
                member.touch(turn);
            });
            parked.clear();
            LOG.info(
                    "group {}: generation {} is stable with {} members",
                    group.groupId(),
                    generation.generationId(),
                    generation.members().size());
        } else {
            LOG.warn(
                    "group {}: the assignment of generation {} is too large for a batch of {}",
                    group.groupId(),
                    generation.generationId(),
                    GroupConfig.OFFSETS_TOPIC);
            pendingSyncs.cancel();
            refuseParked(turn, Errors.UNKNOWN_SERVER_ERROR);
            group.becomePreparingRebalance(turn, false, "the assignment is too large")
                    .openWindow(turn);
        }
    }

    @Override
    public Errors onHeartbeat() {
        return Errors.NONE;
    }

    /**
     * The member has read the answer to its JoinGroup, and commits for the generation before: too late, its
     * partitions may be somebody else's in a moment.
     */
    @Override
    public Errors onCommit() {
        return Errors.REBALANCE_IN_PROGRESS;
    }

    @Override
    public void onMemberRemoved(Turn turn, Member member, Departure departure) {
        Answer<SyncGroup.Response> removed = parked.remove(member.memberId());
        if (removed != null) {
            turn.fail(removed, Errors.UNKNOWN_MEMBER_ID);
        }
        leave(turn);
        group.becomePreparingRebalance(turn, false, "member " + member.memberId() + " " + departure.words())
                .openWindow(turn);
    }

    @Override
    public void onPendingMemberGone(Turn turn, Departure departure) {}

    @Override
    public boolean holdsRequestOf(Member member) {
        return parked.containsKey(member.memberId());
    }

    @Override
    public GroupState onGenerationWritten(ClassicGroup written) {
        return new Stable(written, pendingSyncs);
    }

    @Override
    public void release(Turn turn) {
        parked.values().forEach(answer -> turn.fail(answer, Errors.REBALANCE_IN_PROGRESS));
        parked.clear();
    }

    @Override
    public void abandon(Errors error) {
        pendingSyncs.cancel();
        parked.values().forEach(answer -> answer.fail(error));
        parked.clear();
    }

    @Override
    public void onSyncTimeout(Turn turn, List<String> missing) {
        leave(turn);
        group.removeSilently(missing);
        group.becomePreparingRebalance(turn, false, "members did not sync in time: " + missing)
                .openWindow(turn);
    }

    private void startOver(
            Turn turn, Member member, String reason, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        leave(turn);
        PreparingRebalance preparing =
                group.becomePreparingRebalance(turn, false, reason + "; client reason: " + request.reasonOrDefault());
        preparing.park(turn, member, answer);
        preparing.openWindow(turn);
    }

    private void leave(Turn turn) {
        pendingSyncs.cancel();
        refuseParked(turn, Errors.REBALANCE_IN_PROGRESS);
    }

    /**
     * The assignment that was being made counts for nothing. Unlike Apache Kafka, which then takes every member's from it:
     * the last one that was accepted still says what cooperative members read, and a group that changes over now goes by it.
     */
    private void refuseParked(Turn turn, Errors error) {
        parked.forEach((memberId, answer) -> {
            turn.fail(answer, error);
            Member member = group.members().find(memberId);
            if (member != null) {
                member.touch(turn);
            }
        });
        parked.clear();
    }
}
