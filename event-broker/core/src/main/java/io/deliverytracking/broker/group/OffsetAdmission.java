package io.deliverytracking.broker.group;

import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may commit for a consumer group, or ask how far it has read.
 *
 * <p>A member commits in its epoch. In an older one it may still commit for what it had then and has since: the answer
 * that told it the new epoch may be on its way. Whoever names no member commits while there are none, and may always ask.
 *
 * <p>Source: KIP-848, "OffsetCommit API", "OffsetFetch API"; KIP-1251 (older epochs).
 */
final class OffsetAdmission {

    private OffsetAdmission() {}

    static Errors ofCommit(ConsumerMembers members, CommitOffsets.Request request) {
        if (request.generationId() < 0 && members.isEmpty()) {
            return Errors.NONE;
        }
        ConsumerMember member = members.find(request.memberId());
        if (member == null) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        if (!member.isClassic() && !request.knowsGroupIdNotFound()) {
            // Before version 9 a client cannot understand STALE_MEMBER_EPOCH.
            return Errors.UNSUPPORTED_VERSION;
        }
        int epoch = request.generationId();
        boolean accepted = epoch == member.epoch() || (epoch < member.epoch() && hadAll(request, member.current()));
        return accepted ? Errors.NONE : stale(member);
    }

    /** What a member is told that names another epoch than its own, in the words of its protocol. */
    private static Errors stale(ConsumerMember member) {
        return member.isClassic() ? Errors.ILLEGAL_GENERATION : Errors.STALE_MEMBER_EPOCH;
    }

    private static boolean hadAll(CommitOffsets.Request request, CurrentAssignment current) {
        for (CommitOffsets.Topic topic : request.topics()) {
            for (CommitOffsets.Partition partition : topic.partitions()) {
                int assigned = Math.max(
                        current.assigned().epochOf(topic.topicId(), partition.partition()),
                        current.pendingRevocation().epochOf(topic.topicId(), partition.partition()));
                if (assigned == AssignedPartitions.NOT_ASSIGNED || request.generationId() < assigned) {
                    return false;
                }
            }
        }
        return true;
    }

    static Errors ofFetch(ConsumerMembers members, FetchOffsets.Request request) {
        String memberId = request.memberId();
        if (memberId == null && request.memberEpoch() < 0) {
            return Errors.NONE;
        }
        ConsumerMember member = find(members, memberId);
        if (member == null) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        return member.epoch() == request.memberEpoch() ? Errors.NONE : stale(member);
    }

    private static @Nullable ConsumerMember find(ConsumerMembers members, @Nullable String memberId) {
        return memberId == null ? null : members.find(memberId);
    }
}
