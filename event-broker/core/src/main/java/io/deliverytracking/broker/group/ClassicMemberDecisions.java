package io.deliverytracking.broker.group;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides JoinGroup, SyncGroup and Heartbeat of members of the classic protocol in a consumer group: the coordinator
 * assigns, and what KIP-848 says in one heartbeat is said here in three steps.
 *
 * <pre>
 *   Heartbeat   REBALANCE_IN_PROGRESS as soon as there is anything new for the member
 *   JoinGroup   the member says what it reads and what it still has; answered at once, with its epoch as the generation
 *               and without a leader, so that no client assigns
 *   SyncGroup   what it has now
 * </pre>
 *
 * A member that is to give up something hears so in its assignment; a cooperative consumer gives it up and joins again,
 * an eager one has given up everything before it joined.
 *
 * <p>Threading: confined to the lane of the shard.
 *
 * <p>Source: KIP-848, "Upgrade & Downgrade"; Apache Kafka's {@code GroupMetadataManager.classicGroupJoinToConsumerGroup}
 * and its siblings.
 */
final class ClassicMemberDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(ClassicMemberDecisions.class);

    private ClassicMemberDecisions() {}

    static void join(Turn turn, ConsumerGroup group, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Errors error = refusal(turn, group, request);
        String memberId = request.memberId();
        if (error == Errors.NONE && request.isNewMember()) {
            memberId = MemberIds.random(turn.random());
            if (request.requiresKnownMemberId() && request.groupInstanceId() == null) {
                error = Errors.MEMBER_ID_REQUIRED;
            }
        }
        if (error != Errors.NONE) {
            LOG.debug("group {}: member {} of the classic protocol is refused: {}", group.groupId(), memberId, error);
            turn.answer(answer, JoinGroup.Response.error(memberId, error));
            return;
        }
        turn.answer(answer, join(turn, group, request, memberId));
    }

    private static Errors refusal(Turn turn, ConsumerGroup group, JoinGroup.Request request) {
        String memberId = request.memberId();
        if (turn.config().consumer().migrationPolicy() == MigrationPolicy.DISABLED) {
            return Errors.INCONSISTENT_GROUP_PROTOCOL;
        }
        boolean isFull = group.members().size() >= turn.config().consumer().maxSize();
        if (isFull && !group.members().has(memberId)) {
            return Errors.GROUP_MAX_SIZE_REACHED;
        }
        boolean isConsumer = request.protocolType().equals(ConsumerProtocolReader.PROTOCOL_TYPE);
        if (!isConsumer || !group.members().agreeOnOneOf(request.protocols())) {
            return Errors.INCONSISTENT_GROUP_PROTOCOL;
        }
        if (request.groupInstanceId() != null && !request.isNewMember()) {
            Errors error = group.members().check(memberId, request.groupInstanceId());
            if (error != Errors.NONE) {
                return error;
            }
        }
        try {
            ConsumerMemberMetadata words = ConsumerMemberMetadata.UNKNOWN.updatedBy(
                    request, ConsumerSubscription.of(request.protocols().get(0).metadata()));
            boolean fits = turn.fits(new ConsumerMemberRecord(group.groupId(), memberId, words));
            return fits ? Errors.NONE : Errors.UNKNOWN_SERVER_ERROR;
        } catch (RecordFormatException e) {
            LOG.warn("group {}: cannot read what member {} says", group.groupId(), memberId, e);
            return Errors.UNKNOWN_SERVER_ERROR;
        }
    }

    private static JoinGroup.Response join(Turn turn, ConsumerGroup group, JoinGroup.Request request, String memberId) {
        JoinGroup.Protocol chosen = request.protocols().get(0);
        ConsumerSubscription subscription = ConsumerSubscription.of(chosen.metadata());
        String groupInstanceId = request.groupInstanceId();
        ConsumerMember holder = groupInstanceId == null ? null : group.members().findStatic(groupInstanceId);
        boolean changesProtocol = holder != null && !holder.isClassic();
        if (holder != null && request.isNewMember()) {
            MemberUpdate.takeOver(turn, group, holder, memberId);
        }
        ConsumerMember known = group.members().find(memberId);
        ConsumerMemberMetadata before = known == null ? ConsumerMemberMetadata.UNKNOWN : known.metadata();
        boolean saysSomethingNew =
                MemberUpdate.say(turn, group.groupId(), memberId, known, before.updatedBy(request, subscription));
        MemberUpdate.maybeNextEpoch(turn, group, saysSomethingNew);
        boolean isLastToChange = changesProtocol && ProtocolDowngrade.isDue(turn, group, Set.of());
        if (isLastToChange && group.groupEpoch().epoch() == group.targetEpoch().epoch()) {
            MemberUpdate.reconcile(turn, group, memberId, subscription.owned(turn.topics()));
        }
        ConsumerMember member = group.members().get(memberId);
        if (!isLastToChange || !ProtocolDowngrade.maybe(turn, group)) {
            MemberUpdate.maybeNextTarget(turn, group);
            MemberUpdate.reconcile(turn, group, memberId, subscription.owned(turn.topics()));
            member = group.members().get(memberId);
            group.touch(turn, member);
            group.timersOf(memberId).onJoined(turn, ConsumerGroup.rebalanceTimeoutMs(turn, member));
        }
        return new JoinGroup.Response(
                Errors.NONE,
                member.epoch(),
                ConsumerProtocolReader.PROTOCOL_TYPE,
                chosen.name(),
                "",
                false,
                memberId,
                List.of());
    }

    static void sync(Turn turn, ConsumerGroup group, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        ConsumerMember member = group.members().find(request.memberId());
        Errors error = check(group, request.memberId(), request.groupInstanceId(), request.generationId());
        ClassicMemberMetadata classic =
                member == null ? null : member.metadata().classic();
        if (error != Errors.NONE || member == null || classic == null) {
            turn.fail(answer, error);
            return;
        }
        boolean contradicts = contradicts(request.protocolType(), ConsumerProtocolReader.PROTOCOL_TYPE)
                || contradicts(request.protocol(), classic.chosen().name());
        if (contradicts) {
            turn.fail(answer, Errors.INCONSISTENT_GROUP_PROTOCOL);
        } else if (group.targetEpoch().epoch() > member.epoch()
                && member.current().state() != MemberState.UNREVOKED_PARTITIONS) {
            turn.fail(answer, rejoin(turn, group, member));
        } else {
            group.timersOf(member.memberId()).onSynced();
            group.touch(turn, member);
            short version = ConsumerSubscription.of(classic.chosen().metadata()).version();
            byte[] assignment = ConsumerProtocolReader.assignment(
                    version, member.current().assigned().toPartitionSet(), turn.topics());
            turn.answer(answer, new SyncGroup.Response(request.protocolType(), request.protocol(), assignment));
        }
    }

    static void heartbeat(
            Turn turn, ConsumerGroup group, Heartbeat.Request request, Answer<Heartbeat.Response> answer) {
        Errors error = check(group, request.memberId(), request.groupInstanceId(), request.generationId());
        if (error == Errors.NONE) {
            ConsumerMember member = group.members().get(request.memberId());
            group.touch(turn, member);
            error = hasNews(turn, group, member) ? rejoin(turn, group, member) : Errors.NONE;
        }
        if (error == Errors.NONE) {
            turn.answer(answer, Heartbeat.Response.OK);
        } else {
            turn.fail(answer, error);
        }
    }

    /**
     * Whether the member would have something else after joining again. Unlike Apache Kafka: also when a target is due,
     * because in a group of classic members that may not become a classic one nobody else works it out.
     */
    private static boolean hasNews(Turn turn, ConsumerGroup group, ConsumerMember member) {
        if (member.epoch() < group.targetEpoch().epoch() || MemberUpdate.isTargetDue(turn, group)) {
            return true;
        }
        return switch (member.current().state()) {
            case STABLE -> false;
            case UNREVOKED_PARTITIONS -> true;
            case UNRELEASED_PARTITIONS -> !group.letsWait(member);
        };
    }

    private static Errors rejoin(Turn turn, ConsumerGroup group, ConsumerMember member) {
        group.timersOf(member.memberId()).awaitJoin(turn, ConsumerGroup.rebalanceTimeoutMs(turn, member));
        return Errors.REBALANCE_IN_PROGRESS;
    }

    /** Whether this is a member of the classic protocol, in its own epoch. */
    private static Errors check(
            ConsumerGroup group, String memberId, @Nullable String groupInstanceId, int generationId) {
        Errors error = group.members().check(memberId, groupInstanceId);
        if (error != Errors.NONE) {
            return error;
        }
        ConsumerMember member = group.members().get(memberId);
        if (!member.isClassic()) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        return member.epoch() == generationId ? Errors.NONE : Errors.ILLEGAL_GENERATION;
    }

    private static boolean contradicts(@Nullable String claimed, String actual) {
        return claimed != null && !claimed.equals(actual);
    }
}
