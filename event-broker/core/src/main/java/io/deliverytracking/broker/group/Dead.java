package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/**
 * The group was removed, or its shard unloaded. The store does not know it any more, so no request gets
 * here; the state is what remains for those who still hold the object.
 */
enum Dead implements GroupState {
    DEAD;

    @Override
    public String displayName() {
        return "Dead";
    }

    @Override
    public boolean hasRoomFor(String memberId, int maxSize) {
        return true;
    }

    @Override
    public void onMemberAdded(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        turn.fail(answer, Errors.COORDINATOR_NOT_AVAILABLE);
    }

    @Override
    public void onRejoin(Turn turn, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        turn.fail(answer, Errors.COORDINATOR_NOT_AVAILABLE);
    }

    @Override
    public void onStaticMemberReplaced(
            Turn turn, Member previous, Member member, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        turn.fail(answer, Errors.COORDINATOR_NOT_AVAILABLE);
    }

    @Override
    public void onSync(Turn turn, Member member, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        turn.fail(answer, Errors.COORDINATOR_NOT_AVAILABLE);
    }

    @Override
    public Errors onHeartbeat() {
        return Errors.COORDINATOR_NOT_AVAILABLE;
    }

    @Override
    public Errors onCommit() {
        return Errors.COORDINATOR_NOT_AVAILABLE;
    }

    @Override
    public void onMemberRemoved(Turn turn, Member member, Departure departure) {}

    @Override
    public void onPendingMemberGone(Turn turn, Departure departure) {}

    @Override
    public void onSyncTimeout(Turn turn, List<String> missing) {}

    @Override
    public boolean holdsRequestOf(Member member) {
        return false;
    }

    @Override
    public GroupState onGenerationWritten(ClassicGroup group) {
        throw new AssertionError("A dead group has no next generation");
    }

    @Override
    public void abandon(Errors error) {}
}
