package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.PartitionOffset;
import io.deliverytracking.broker.group.GroupSnapshot.TopicOffsets;
import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what administrators ask: DescribeGroups, ListGroups, DeleteGroups, and the snapshots of the
 * inspection API.
 *
 * <p>Threading: confined to the lane of the shard.
 */
final class GroupAdministration {

    /** Kafka's name for groups of the protocol in which the members assign. */
    static final String CLASSIC_TYPE = "classic";

    private static final Logger LOG = LoggerFactory.getLogger(GroupAdministration.class);

    private final GroupStore store;
    private final int partition;

    GroupAdministration(GroupStore store, int partition) {
        this.store = store;
        this.partition = partition;
    }

    /** A group goes with all it committed, if it has no members. */
    void delete(Turn turn, String groupId, Answer<Errors> answer) {
        ClassicGroup group = store.group(groupId);
        if (group == null) {
            turn.answer(answer, Errors.GROUP_ID_NOT_FOUND);
        } else if (!group.isEmpty()) {
            turn.answer(answer, Errors.NON_EMPTY_GROUP);
        } else {
            int deleted = OffsetDecisions.forgetAll(turn, groupId, store.offsets(groupId));
            turn.append(new GroupMetadataRecord(groupId, null));
            turn.counters().offsetsDeleted(deleted);
            LOG.info("group {}: deleted by an administrator, with {} committed offsets", groupId, deleted);
            turn.answer(answer, Errors.NONE);
        }
    }

    void list(Turn turn, ListGroups.Request request, Answer<ListGroups.Response> answer) {
        List<ListGroups.Listing> found = new ArrayList<>();
        for (ClassicGroup group : store.groups()) {
            String state = group.state().displayName();
            if (passes(request.states(), state) && passes(request.types(), CLASSIC_TYPE)) {
                found.add(new ListGroups.Listing(group.groupId(), orEmpty(group.protocolType()), state, CLASSIC_TYPE));
            }
        }
        turn.answer(answer, new ListGroups.Response(found));
    }

    private static boolean passes(List<String> filter, String name) {
        if (filter.isEmpty()) {
            return true;
        }
        for (String wanted : filter) {
            if (wanted.trim().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    void describe(Turn turn, String groupId, Answer<GroupSnapshot> answer) {
        ClassicGroup group = store.group(groupId);
        if (group == null) {
            turn.fail(answer, Errors.GROUP_ID_NOT_FOUND);
        } else {
            turn.answer(answer, snapshot(group));
        }
    }

    /** All groups as they stand. */
    List<GroupSnapshot> snapshots() {
        List<GroupSnapshot> snapshots = new ArrayList<>(store.groups().size());
        store.groups().forEach(group -> snapshots.add(snapshot(group)));
        return snapshots;
    }

    private GroupSnapshot snapshot(ClassicGroup group) {
        boolean stable = group.state().isStable();
        List<GroupSnapshot.Member> members = new ArrayList<>(group.members().size());
        for (Member member : group.members().all()) {
            members.add(new GroupSnapshot.Member(
                    member.memberId(),
                    member.groupInstanceId(),
                    member.clientId(),
                    member.clientHost(),
                    member.sessionTimeoutMs(),
                    member.rebalanceTimeoutMs(),
                    stable ? member.subscription(group.protocol()) : Member.NO_BYTES,
                    member.assignment(),
                    group.hasConsumers() ? assignedPartitions(member) : List.of()));
        }
        return new GroupSnapshot(
                group.groupId(),
                group.state().displayName(),
                CLASSIC_TYPE,
                orEmpty(group.protocolType()),
                stable ? group.protocol() : null,
                group.generationId(),
                group.leaderId(),
                partition,
                group.stateSinceMs(),
                members,
                committedOffsets(group.groupId()));
    }

    private static List<TopicPartitions> assignedPartitions(Member member) {
        try {
            return ConsumerProtocolReader.assignedPartitions(member.assignment());
        } catch (RecordFormatException e) {
            LOG.debug("cannot read the assignment of member {}", member.memberId(), e);
            return List.of();
        }
    }

    private List<TopicOffsets> committedOffsets(String groupId) {
        List<TopicOffsets> topics = new ArrayList<>();
        store.offsets(groupId).byTopic().forEach((topic, committed) -> {
            List<PartitionOffset> partitions = new ArrayList<>(committed.size());
            committed.forEach((index, offset) -> partitions.add(new PartitionOffset(
                    index,
                    offset.offset(),
                    offset.leaderEpoch(),
                    offset.metadata(),
                    offset.commitTimestampMs(),
                    offset.topicId())));
            topics.add(new TopicOffsets(topic, partitions));
        });
        return topics;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
