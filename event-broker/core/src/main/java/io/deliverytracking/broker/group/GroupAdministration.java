package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.PartitionOffset;
import io.deliverytracking.broker.group.GroupSnapshot.TopicOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what administrators ask: DescribeGroups, ConsumerGroupDescribe, ListGroups, DeleteGroups, and the
 * snapshots of the inspection API.
 *
 * <p>Threading: confined to the lane of the shard.
 */
final class GroupAdministration {

    private static final Logger LOG = LoggerFactory.getLogger(GroupAdministration.class);

    private final GroupStore store;
    private final int partition;
    private final TopicDirectory topics;

    GroupAdministration(GroupStore store, int partition, TopicDirectory topics) {
        this.store = store;
        this.partition = partition;
        this.topics = topics;
    }

    /** A group goes with all it committed, if it has no members. */
    void delete(Turn turn, String groupId, Answer<Errors> answer) {
        Group group = store.group(groupId);
        if (group == null) {
            turn.answer(answer, Errors.GROUP_ID_NOT_FOUND);
        } else if (!group.isEmpty()) {
            turn.answer(answer, Errors.NON_EMPTY_GROUP);
        } else {
            int deleted = OffsetDecisions.forgetAll(turn, groupId, store.offsets(groupId));
            group.tombstones().forEach(turn::append);
            turn.counters().offsetsDeleted(deleted);
            LOG.info("group {}: deleted by an administrator, with {} committed offsets", groupId, deleted);
            turn.answer(answer, Errors.NONE);
        }
    }

    void list(Turn turn, ListGroups.Request request, Answer<ListGroups.Response> answer) {
        List<ListGroups.Listing> found = new ArrayList<>();
        for (Group group : store.groups()) {
            String state = group.stateName();
            String type = group.typeName();
            if (passes(request.states(), state) && passes(request.types(), type)) {
                String protocolType = group.protocolType();
                found.add(
                        new ListGroups.Listing(group.groupId(), protocolType == null ? "" : protocolType, state, type));
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

    /** Members who assign are described so; a group whose coordinator assigns is as good as unknown here. */
    void describe(Turn turn, String groupId, Answer<GroupSnapshot> answer) {
        ClassicGroup group = store.classicGroup(groupId);
        if (group == null) {
            turn.fail(answer, Errors.GROUP_ID_NOT_FOUND);
        } else {
            turn.answer(answer, snapshot(group));
        }
    }

    void describeConsumers(Turn turn, String groupId, Answer<ConsumerGroupSnapshot> answer) {
        ConsumerGroup group = store.consumerGroup(groupId);
        if (group == null) {
            turn.fail(answer, Errors.GROUP_ID_NOT_FOUND);
        } else {
            turn.answer(
                    answer,
                    ConsumerGroupPicture.describe(
                            group, turn.config().consumer().assignors(), topics));
        }
    }

    /** All groups as they stand. */
    List<GroupSnapshot> snapshots() {
        List<GroupSnapshot> snapshots = new ArrayList<>(store.groups().size());
        store.groups().forEach(group -> snapshots.add(snapshot(group)));
        return snapshots;
    }

    private GroupSnapshot snapshot(Group group) {
        return group.snapshot(partition, committedOffsets(group.groupId()), topics);
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
}
