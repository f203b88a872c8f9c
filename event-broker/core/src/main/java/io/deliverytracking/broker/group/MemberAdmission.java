package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a heartbeat comes from whom it says, in the epoch that its sender is in.
 *
 * <table>
 * <caption>What is let in</caption>
 * <tr><td>epoch 0</td><td>a new member; a known one that was fenced, or did not hear the answer</td></tr>
 * <tr><td>the member's epoch</td><td>yes</td></tr>
 * <tr><td>the epoch before</td><td>if the member has nothing that it is not to have: it missed the last answer</td></tr>
 * <tr><td>any other epoch</td><td>FENCED_MEMBER_EPOCH: it gives up all that it has, and joins again</td></tr>
 * </table>
 *
 * <p>A static member's name is held by one process. Another one gets UNRELEASED_INSTANCE_ID until the first has left for
 * now (epoch -2) or its session has expired; the first one is told FENCED_INSTANCE_ID if it calls later than that. A
 * holder that speaks the classic protocol cannot say that it leaves for now: it gives way at once.
 *
 * <p>Source: KIP-848, "Member ID", "Member Epoch", "Static Membership".
 */
final class MemberAdmission {

    private final ConsumerGroup group;

    MemberAdmission(ConsumerGroup group) {
        this.group = group;
    }

    /** Why the sender is not let in, or null. */
    @Nullable
    Response refusal(Request request) {
        String groupInstanceId = request.groupInstanceId();
        if (groupInstanceId == null) {
            return ofDynamicMember(request);
        }
        ConsumerMember holder = group.members().findStatic(groupInstanceId);
        if (request.isJoining()) {
            return holder == null || holder.memberId().equals(request.memberId())
                    ? null
                    : ofReplacement(request, holder);
        }
        if (holder == null) {
            return Response.error(Errors.UNKNOWN_MEMBER_ID, "Instance id " + groupInstanceId + " is unknown.");
        }
        if (!holder.memberId().equals(request.memberId())) {
            return Response.error(
                    Errors.FENCED_INSTANCE_ID,
                    "Static member " + request.memberId() + " with instance id " + groupInstanceId
                            + " was fenced by member " + holder.memberId() + ".");
        }
        return request.isLeaving() ? null : ofEpoch(request, holder.current());
    }

    private @Nullable Response ofDynamicMember(Request request) {
        ConsumerMember member = group.members().find(request.memberId());
        if (member == null) {
            return request.isJoining()
                    ? null
                    : Response.error(
                            Errors.UNKNOWN_MEMBER_ID,
                            "Member " + request.memberId() + " is not a member of group " + group.groupId() + ".");
        }
        return request.isJoining() || request.isLeaving() ? null : ofEpoch(request, member.current());
    }

    private static @Nullable Response ofReplacement(Request request, ConsumerMember holder) {
        return holder.current().isAway() || holder.isClassic()
                ? null
                : Response.error(
                        Errors.UNRELEASED_INSTANCE_ID,
                        "Static member " + request.memberId() + " with instance id " + request.groupInstanceId()
                                + " cannot join the group because the instance id is owned by " + holder.memberId()
                                + " member.");
    }

    private static @Nullable Response ofEpoch(Request request, CurrentAssignment current) {
        int epoch = request.memberEpoch();
        if (epoch == current.memberEpoch()) {
            return null;
        }
        if (epoch > current.memberEpoch()) {
            return fenced(epoch, "greater", current);
        }
        PartitionSet owned = request.owned();
        boolean missedAnAnswer = epoch == current.previousMemberEpoch()
                && owned != null
                && current.assigned().containsAll(owned);
        return missedAnAnswer ? null : fenced(epoch, "smaller", current);
    }

    private static Response fenced(int epoch, String comparison, CurrentAssignment current) {
        return Response.error(
                Errors.FENCED_MEMBER_EPOCH,
                "The consumer group member has a " + comparison + " member epoch (" + epoch
                        + ") than the one known by the group coordinator (" + current.memberEpoch()
                        + "). The member must abandon all its partitions and rejoin.");
    }
}
