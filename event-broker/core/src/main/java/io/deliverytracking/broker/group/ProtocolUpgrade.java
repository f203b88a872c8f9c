package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupEpochRecord.GroupEpoch;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import io.deliverytracking.broker.group.TargetEpochRecord.TargetEpoch;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A classic group with members becomes a consumer group, when the first member of the consumer protocol joins it.
 *
 * <pre>
 *   generation               becomes   group epoch, target epoch, epoch of each member
 *   the leader's assignment  becomes   target and current assignment of each member, with what it may still read
 *   what a member said       becomes   what it said in the classic protocol ({@link ClassicMemberMetadata})
 * </pre>
 *
 * So nobody has to give up anything, and each member hears of the next assignment when it next calls. Parked requests are
 * answered REBALANCE_IN_PROGRESS: the members come back into the consumer group.
 *
 * <p>Invariant: all of it is one batch, so that a crash leaves the one group or the other.
 *
 * <p>Threading: confined to the lane of the shard.
 *
 * <p>Source: KIP-848, "Upgrade"; Apache Kafka's {@code GroupMetadataManager.convertToConsumerGroup}. Unlike Apache Kafka,
 * which fails with UNKNOWN_SERVER_ERROR while a group's first generation forms: the members' words under the protocol that
 * they would choose are taken. And which goes by the leader's assignment alone: what a cooperative member said to have when
 * it joined, and was given to nobody, it is to give up, but may not have heard of that.
 *
 * <p>An assignment that leaves a partition to nobody is not kept: a target is worked out next. A static member that comes back
 * and reads what it read changes nothing by itself, and a generation that has not been assigned, or a cooperative one
 * half way, would for ever be the last.
 */
final class ProtocolUpgrade {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolUpgrade.class);

    /** Of a group whose target is to be worked out next: that of no topic, so the next step finds another one. */
    private static final long NOT_ASSIGNED = 0;

    private ProtocolUpgrade() {}

    /** Why the group cannot be upgraded for this member, in the words of Apache Kafka; null if it can. */
    static @Nullable Response refusal(Turn turn, ClassicGroup group, Request request) {
        int maxSize = turn.config().consumer().maxSize();
        int size = group.members().size();
        if (!turn.config().consumer().migrationPolicy().upgrades()) {
            return cannot(group, "online upgrade is disabled");
        }
        if (!group.hasConsumers()) {
            return cannot(group, "the group does not use the consumer embedded protocol");
        }
        if (size > maxSize) {
            return cannot(group, "the group size exceeds the consumer group maximum size");
        }
        for (Member member : group.members().all()) {
            Response refusal = refusal(group, member);
            if (refusal != null) {
                return refusal;
            }
        }
        if (size == maxSize && !group.members().has(request.memberId())) {
            return ConsumerGroupDecisions.full(turn);
        }
        return turn.fits(records(turn, group))
                ? null
                : Response.error(
                        Errors.UNKNOWN_SERVER_ERROR,
                        "Group " + group.groupId() + " is larger than a batch of " + GroupConfig.OFFSETS_TOPIC + ".");
    }

    private static @Nullable Response refusal(ClassicGroup group, Member member) {
        try {
            subscription(group, member);
            if (ConsumerProtocolReader.hasUserData(member.assignment())) {
                return cannot(
                        group,
                        "an unsupported custom assignor is in use. Please refer to the documentation or switch to a"
                                + " default assignor before re-attempting the upgrade");
            }
            return null;
        } catch (RecordFormatException e) {
            LOG.warn("group {}: cannot read what member {} says or has", group.groupId(), member.memberId(), e);
            return cannot(group, "the embedded consumer protocol is malformed");
        }
    }

    private static Response cannot(ClassicGroup group, String reason) {
        LOG.info("group {}: not upgraded to a consumer group because {}", group.groupId(), reason);
        return ConsumerGroupDecisions.notFound(
                "Cannot upgrade classic group " + group.groupId() + " to consumer group because " + reason + ".");
    }

    /** Makes the group a consumer group, once nothing is to be refused. */
    static void append(Turn turn, ClassicGroup group) {
        List<GroupRecord> records = records(turn, group);
        group.state().release(turn);
        if (!turn.tryAppend(records)) {
            throw new AssertionError("The upgrade of group " + group.groupId() + " was found to fit");
        }
        ConsumerGroup upgraded = turn.consumerGroup(group.groupId());
        upgraded.members().copy().forEach(member -> upgraded.touch(turn, member));
        LOG.info(
                "group {}: from here on of the consumer protocol, with {} members in generation {}",
                group.groupId(),
                upgraded.members().size(),
                group.generationId());
    }

    /** In the order in which Apache Kafka writes them. */
    private static List<GroupRecord> records(Turn turn, ClassicGroup group) {
        String groupId = group.groupId();
        int generationId = group.generationId();
        Map<String, ConsumerMemberMetadata> words = new LinkedHashMap<>();
        SortedSet<String> topics = new TreeSet<>();
        for (Member member : group.members().all()) {
            ConsumerSubscription subscription = subscription(group, member);
            topics.addAll(subscription.topics());
            words.put(member.memberId(), ConsumerMemberMetadata.of(member, subscription));
        }
        Map<String, PartitionSet> assignments = held(group, turn.topics());
        boolean isWhole = isWhole(topics, assignments.values(), turn.topics());
        long metadataHash = isWhole ? ConsumerSubscriptions.metadataHash(topics, turn.topics()) : NOT_ASSIGNED;
        GroupEpoch groupEpoch = new GroupEpoch(generationId, metadataHash);
        List<GroupRecord> records = new ArrayList<>(group.tombstones());
        words.forEach((memberId, said) -> records.add(new ConsumerMemberRecord(groupId, memberId, said)));
        records.add(new ConsumerGroupEpochRecord(groupId, groupEpoch));
        assignments.forEach((memberId, target) -> records.add(new TargetMemberRecord(groupId, memberId, target)));
        records.add(new TargetEpochRecord(groupId, new TargetEpoch(generationId, 0)));
        assignments.forEach((memberId, has) -> records.add(
                new CurrentAssignmentRecord(groupId, memberId, CurrentAssignment.ofGeneration(generationId, has))));
        return records;
    }

    /** What each member was given, and of the rest what it said to have: each partition once. */
    private static Map<String, PartitionSet> held(ClassicGroup group, TopicDirectory topics) {
        Map<String, PartitionSet.Builder> builders = new LinkedHashMap<>();
        Map<Uuid, Set<Integer>> taken = new TreeMap<>();
        for (Member member : group.members().all()) {
            PartitionSet.Builder given = builders.computeIfAbsent(member.memberId(), id -> new PartitionSet.Builder());
            take(ConsumerProtocolReader.assignedPartitions(member.assignment()), topics, taken, given);
        }
        for (Member member : group.members().all()) {
            PartitionSet.Builder has = builders.computeIfAbsent(member.memberId(), id -> new PartitionSet.Builder());
            take(subscription(group, member).owned(), topics, taken, has);
        }
        Map<String, PartitionSet> held = new LinkedHashMap<>();
        builders.forEach((memberId, partitions) -> held.put(memberId, partitions.build()));
        return held;
    }

    /** Whether each partition of these topics is somebody's. */
    private static boolean isWhole(
            SortedSet<String> topics, Collection<PartitionSet> assignments, TopicDirectory directory) {
        for (String topic : topics) {
            int partitionCount = directory.partitionCount(topic);
            int assigned = 0;
            for (PartitionSet partitions : assignments) {
                assigned += partitions
                        .ofTopic(directory.topicId(topic))
                        .headSet(partitionCount)
                        .size();
            }
            if (assigned < partitionCount) {
                return false;
            }
        }
        return true;
    }

    private static void take(
            List<TopicPartitions> named,
            TopicDirectory topics,
            Map<Uuid, Set<Integer>> taken,
            PartitionSet.Builder partitions) {
        ConsumerSubscription.partitionSet(named, topics).byTopic().forEach((topicId, ofTopic) -> {
            Set<Integer> takenOfTopic = taken.computeIfAbsent(topicId, id -> new TreeSet<>());
            ofTopic.stream().filter(takenOfTopic::add).forEach(partition -> partitions.add(topicId, partition));
        });
    }

    private static ConsumerSubscription subscription(ClassicGroup group, Member member) {
        return ConsumerSubscription.of(member.subscription(group.protocolOfAll()));
    }
}
