package io.deliverytracking.broker.group;

import io.deliverytracking.broker.common.Invariant;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/**
 * The group has no members. It lives on for its committed offsets, or because somebody was given a member
 * id and is expected back.
 */
final class Empty implements GroupState {

    private final ClassicGroup group;

    Empty(ClassicGroup group) {
        this.group = group;
    }

    @Override
    public String displayName() {
        return "Empty";
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public boolean hasRoomFor(String memberId, int maxSize) {
        return true;
    }

    @Override
    public void onMemberAdded(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        PreparingRebalance preparing = group.becomePreparingRebalance(
                turn,
                true,
                "the first member " + member.memberId() + " joined; client reason: " + request.reasonOrDefault());
        preparing.park(turn, member, answer);
        preparing.openInitialWindow(turn);
    }

    @Override
    public void onRejoin(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        throw new AssertionError("An empty group has no member " + member.memberId());
    }

    @Override
    public void onStaticMemberReplaced(
            Turn turn, Member previous, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        throw new AssertionError("An empty group has no member " + previous.memberId());
    }

    @Override
    public void onSync(Turn turn, Member member, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        throw new AssertionError("An empty group has no member " + member.memberId());
    }

    @Override
    public Errors onHeartbeat() {
        return Errors.UNKNOWN_MEMBER_ID;
    }

    @Override
    public Errors onCommit() {
        return Errors.UNKNOWN_MEMBER_ID;
    }

    @Override
    public void onMemberRemoved(Turn turn, Member member, Departure departure) {
        throw new AssertionError("An empty group has no member " + member.memberId());
    }

    @Override
    public void onPendingMemberGone(Turn turn, Departure departure) {}

    @Override
    public void onSyncTimeout(Turn turn, List<String> missing) {
        throw new AssertionError("An empty group has no members, so nobody can miss the sync phase: " + missing);
    }

    @Override
    public boolean holdsRequestOf(Member member) {
        return false;
    }

    @Override
    public GroupState onGenerationWritten(ClassicGroup written) {
        Invariant.check(written == group, "A state belongs to one group");
        return written.members().isEmpty() ? this : Stable.afterLoading(written);
    }

    @Override
    public void abandon(Errors error) {}
}
