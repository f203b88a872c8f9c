package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import io.deliverytracking.broker.group.JoinGroup.Protocol;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer group becomes a classic one, when nobody is left in it who speaks the consumer protocol.
 *
 * <pre>
 *   group epoch                   becomes   generation
 *   target assignment             becomes   the leader's assignment, as if it had been written
 *   what members said as classic  becomes   what they say
 * </pre>
 *
 * The members are called together for a rebalance, unless everybody has what it is to have: then the classic group is
 * stable as it is, and the first member leads. As long as the rebalance is due, what stands for the leader's assignment is
 * what each member has: nobody is told of it, but the group may change back before everybody has come.
 *
 * <p>Invariant: all of it is one batch, so that a crash leaves the one group or the other.
 *
 * <p>Threading: confined to the lane of the shard.
 *
 * <p>Source: KIP-848, "Downgrade"; Apache Kafka's {@code GroupMetadataManager.convertToClassicGroup}. Unlike Apache Kafka,
 * which rebalances after a static member changed protocol only if the target is out of date: also as long as some member
 * has not met its target, because the stable group would give out what another member still reads. And as long as the
 * rebalance is due, the written generation has no leader, where Apache Kafka names one: a broker that is killed meanwhile
 * would find a stable group in which nobody reads what the members that left had. And that generation says what members
 * have, where Apache Kafka's says what they were to have: should the group become a consumer group again at once, others
 * would be given what a member still reads.
 */
final class ProtocolDowngrade {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolDowngrade.class);

    private ProtocolDowngrade() {}

    /** These members leave. Returns whether that made the group a classic one; if not, nothing happened. */
    static boolean maybe(Turn turn, ConsumerGroup group, Set<String> leaving) {
        return append(turn, group, leaving, "members left: " + leaving);
    }

    /** A member came back in the classic protocol. Returns whether that made the group a classic one. */
    static boolean maybe(Turn turn, ConsumerGroup group) {
        return append(turn, group, Set.of(), isReconciled(group) ? null : "not all members had what they were to have");
    }

    /** Whether the group may become a classic one: everybody who stays is of the classic protocol. */
    static boolean isDue(Turn turn, ConsumerGroup group, Set<String> leaving) {
        int staying = 0;
        for (ConsumerMember member : group.members().all()) {
            if (!leaving.contains(member.memberId())) {
                staying++;
                if (!member.isClassic()) {
                    return false;
                }
            }
        }
        if (staying == 0) {
            return false;
        }
        if (!turn.config().consumer().migrationPolicy().downgrades()
                || staying > turn.config().maxSize()) {
            LOG.info(
                    "group {}: stays a consumer group, though its {} members speak the classic protocol:"
                            + " group.consumer.migration.policy={}, group.max.size={}",
                    group.groupId(),
                    staying,
                    turn.config().consumer().migrationPolicy(),
                    turn.config().maxSize());
            return false;
        }
        return true;
    }

    private static boolean isReconciled(ConsumerGroup group) {
        return group.state() == ConsumerGroupState.STABLE;
    }

    private static boolean append(Turn turn, ConsumerGroup group, Set<String> leaving, @Nullable String rebalance) {
        if (!isDue(turn, group, leaving)) {
            return false;
        }
        String groupId = group.groupId();
        Members members = members(group, leaving);
        GroupMetadata generation = generation(turn, group, members, rebalance == null);
        if (generation == null) {
            return false;
        }
        List<GroupRecord> records = new ArrayList<>(group.tombstones());
        records.add(new GroupMetadataRecord(groupId, generation));
        if (!turn.tryAppend(records)) {
            LOG.warn("group {}: stays a consumer group, it is too large for one batch", groupId);
            return false;
        }
        ClassicGroup downgraded = turn.classicGroup(groupId);
        if (downgraded == null) {
            throw new AssertionError("Replaying the metadata of group " + groupId + " did not create it");
        }
        Map<String, List<Protocol>> protocols = new LinkedHashMap<>();
        members.all().forEach(member -> protocols.put(member.memberId(), member.protocols()));
        downgraded.resume(turn, protocols);
        LOG.info(
                "group {}: from here on of the classic protocol, with {} members in generation {}",
                groupId,
                members.size(),
                generation.generationId());
        if (rebalance != null) {
            downgraded.becomePreparingRebalance(turn, false, rebalance).openWindow(turn);
        }
        return true;
    }

    /** Those who stay, as members of a classic group. */
    private static Members members(ConsumerGroup group, Set<String> leaving) {
        Members members = new Members();
        for (ConsumerMember member : group.members().all()) {
            ClassicMemberMetadata classic = member.metadata().classic();
            if (classic != null && !leaving.contains(member.memberId())) {
                members.add(new Member(
                        member.memberId(),
                        member.groupInstanceId(),
                        member.metadata().clientId(),
                        member.metadata().clientHost(),
                        member.metadata().rebalanceTimeoutMs(),
                        classic.sessionTimeoutMs(),
                        classic.protocols(),
                        new SessionTimer(turn -> {})));
            }
        }
        return members;
    }

    /** The generation that the group's epoch is; null if it cannot be said what members are to have. */
    private static @Nullable GroupMetadata generation(
            Turn turn, ConsumerGroup group, Members members, boolean isComplete) {
        Member first = members.all().iterator().next();
        if (!members.agreeOnOneOf(first.protocols())) {
            LOG.warn("group {}: stays a consumer group, its members have no protocol in common", group.groupId());
            return null;
        }
        String protocol = members.electProtocol();
        List<MemberMetadata> written = new ArrayList<>(members.size());
        try {
            for (Member member : members.all()) {
                short version =
                        ConsumerSubscription.of(member.subscription(protocol)).version();
                PartitionSet has = isComplete
                        ? group.targetOf(member.memberId())
                        : group.members().get(member.memberId()).current().held();
                byte[] assignment = ConsumerProtocolReader.assignment(version, has, turn.topics());
                written.add(member.metadata(protocol, assignment));
            }
        } catch (RecordFormatException e) {
            LOG.warn("group {}: stays a consumer group, cannot read what its members say", group.groupId(), e);
            return null;
        }
        return new GroupMetadata(
                ConsumerProtocolReader.PROTOCOL_TYPE,
                group.groupEpoch().epoch(),
                protocol,
                isComplete ? first.memberId() : null,
                turn.wallClockMs(),
                written);
    }
}
