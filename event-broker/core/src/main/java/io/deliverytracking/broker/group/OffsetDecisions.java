package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.CommitOffsets.PartitionResult;
import io.deliverytracking.broker.group.CommitOffsets.TopicResult;
import io.deliverytracking.broker.group.FetchOffsets.PartitionOffset;
import io.deliverytracking.broker.group.FetchOffsets.TopicOffsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Decides OffsetCommit, OffsetFetch and OffsetDelete, and what becomes of the offsets of deleted topics.
 *
 * <p>Threading: confined to the lane of the shard.
 */
final class OffsetDecisions {

    private final GroupStore store;

    OffsetDecisions(GroupStore store) {
        this.store = store;
    }

    /** A commit is taken from a member of the current generation, or from anybody while there are no members. */
    void commit(Turn turn, CommitOffsets.Request request, Answer<CommitOffsets.Response> answer) {
        Group group = store.group(request.groupId());
        Errors error = checkCommit(group, request);
        if (error != Errors.NONE) {
            turn.fail(answer, error);
            return;
        }
        if (group != null) {
            group.onCommitted(turn, request.memberId());
        }
        List<OffsetRecord> records = new ArrayList<>();
        CommitOffsets.Response response = accept(turn, request, records);
        if (turn.tryAppend(records)) {
            turn.counters().offsetsCommitted(records.size());
            turn.answer(answer, response);
        } else {
            turn.fail(answer, Errors.UNKNOWN_SERVER_ERROR);
        }
    }

    private static Errors checkCommit(@Nullable Group group, CommitOffsets.Request request) {
        if (group != null) {
            return group.checkCommit(request);
        }
        if (request.generationId() < 0) {
            return Errors.NONE;
        }
        return request.knowsGroupIdNotFound() ? Errors.GROUP_ID_NOT_FOUND : Errors.ILLEGAL_GENERATION;
    }

    private static CommitOffsets.Response accept(Turn turn, CommitOffsets.Request request, List<OffsetRecord> records) {
        long nowMs = turn.wallClockMs();
        OptionalLong expireTimestampMs = request.retentionMs() == CommitOffsets.DEFAULT_RETENTION
                ? OptionalLong.empty()
                : OptionalLong.of(nowMs + request.retentionMs());
        List<TopicResult> topics = new ArrayList<>(request.topics().size());
        for (CommitOffsets.Topic topic : request.topics()) {
            List<PartitionResult> partitions =
                    new ArrayList<>(topic.partitions().size());
            for (CommitOffsets.Partition partition : topic.partitions()) {
                String metadata = partition.metadata() == null ? "" : partition.metadata();
                Errors error = Errors.NONE;
                if (metadata.length() > turn.config().offsetMetadataMaxSize()) {
                    error = Errors.OFFSET_METADATA_TOO_LARGE;
                } else {
                    CommittedOffset committed = new CommittedOffset(
                            partition.offset(),
                            partition.leaderEpoch(),
                            metadata,
                            nowMs,
                            expireTimestampMs,
                            topic.topicId());
                    records.add(new OffsetRecord(request.groupId(), topic.name(), partition.partition(), committed));
                }
                partitions.add(new PartitionResult(partition.partition(), error));
            }
            topics.add(new TopicResult(topic.name(), topic.topicId(), partitions));
        }
        return new CommitOffsets.Response(topics);
    }

    /** An unknown group has no offsets; that is an answer, not an error. */
    void fetch(Turn turn, FetchOffsets.Request request, Answer<FetchOffsets.Response> answer) {
        Group group = store.group(request.groupId());
        Errors error = group == null ? Errors.NONE : group.checkFetch(request);
        if (error != Errors.NONE) {
            turn.fail(answer, error);
            return;
        }
        GroupOffsets offsets = store.offsets(request.groupId());
        List<FetchOffsets.Topic> topics = request.topics();
        turn.answer(answer, new FetchOffsets.Response(topics == null ? fetchAll(offsets) : fetch(offsets, topics)));
    }

    private static List<TopicOffsets> fetch(GroupOffsets offsets, List<FetchOffsets.Topic> topics) {
        List<TopicOffsets> found = new ArrayList<>(topics.size());
        for (FetchOffsets.Topic topic : topics) {
            SortedMap<Integer, CommittedOffset> ofTopic = offsets.ofTopic(topic.name());
            List<PartitionOffset> partitions =
                    new ArrayList<>(topic.partitions().size());
            for (int partition : topic.partitions()) {
                CommittedOffset committed = ofTopic.get(partition);
                partitions.add(
                        committed == null || committed.belongsToAnotherTopicThan(topic.topicId())
                                ? PartitionOffset.none(partition)
                                : PartitionOffset.of(partition, committed));
            }
            found.add(new TopicOffsets(topic.name(), topic.topicId(), partitions));
        }
        return found;
    }

    private static List<TopicOffsets> fetchAll(GroupOffsets offsets) {
        List<TopicOffsets> found = new ArrayList<>();
        offsets.byTopic().forEach((topic, ofTopic) -> {
            List<PartitionOffset> partitions = new ArrayList<>(ofTopic.size());
            ofTopic.forEach((partition, committed) -> partitions.add(PartitionOffset.of(partition, committed)));
            found.add(new TopicOffsets(topic, Uuid.ZERO_UUID, partitions));
        });
        return found;
    }

    /** Offsets of a topic that members read stay: they would commit it again, from where they are. */
    void delete(Turn turn, DeleteOffsets.Request request, Answer<DeleteOffsets.Response> answer) {
        Group group = store.group(request.groupId());
        if (group == null) {
            turn.fail(answer, Errors.GROUP_ID_NOT_FOUND);
            return;
        }
        if (!group.isEmpty() && !group.hasConsumers()) {
            turn.fail(answer, Errors.NON_EMPTY_GROUP);
            return;
        }
        GroupOffsets offsets = store.offsets(request.groupId());
        List<DeleteOffsets.TopicResult> topics =
                new ArrayList<>(request.topics().size());
        int deleted = 0;
        for (DeleteOffsets.Topic topic : request.topics()) {
            Errors error = group.isSubscribedTo(topic.name()) ? Errors.GROUP_SUBSCRIBED_TO_TOPIC : Errors.NONE;
            List<DeleteOffsets.PartitionResult> partitions =
                    new ArrayList<>(topic.partitions().size());
            for (int partition : topic.partitions()) {
                if (error == Errors.NONE && offsets.get(topic.name(), partition) != null) {
                    forget(turn, request.groupId(), topic.name(), partition);
                    deleted++;
                }
                partitions.add(new DeleteOffsets.PartitionResult(partition, error));
            }
            topics.add(new DeleteOffsets.TopicResult(topic.name(), partitions));
        }
        turn.counters().offsetsDeleted(deleted);
        turn.answer(answer, new DeleteOffsets.Response(topics));
    }

    /** Topics were deleted: nobody will ever go on from where they were read to. */
    void forgetTopics(Turn turn, Collection<String> topics) {
        int deleted = 0;
        for (Group group : store.copyOfGroups()) {
            for (String topic : topics) {
                for (int partition : List.copyOf(
                        store.offsets(group.groupId()).ofTopic(topic).keySet())) {
                    forget(turn, group.groupId(), topic, partition);
                    deleted++;
                }
            }
        }
        turn.counters().offsetsDeleted(deleted);
    }

    /**
     * Forgets what was committed for topics that there are no more, or for others of the same name. Whoever dies between
     * the deletion of a topic and the tombstones of its offsets leaves them behind, and so does a topic that is deleted
     * while a shard is loaded.
     */
    void forgetDeletedTopics(Turn turn) {
        List<OffsetRecord> tombstones = new ArrayList<>();
        for (Group group : store.copyOfGroups()) {
            store.offsets(group.groupId()).byTopic().forEach((topic, offsets) -> {
                Uuid topicId = turn.topics().topicId(topic);
                boolean gone = topicId.equals(Uuid.ZERO_UUID);
                offsets.forEach((partition, committed) -> {
                    if (gone || committed.belongsToAnotherTopicThan(topicId)) {
                        tombstones.add(new OffsetRecord(group.groupId(), topic, partition, null));
                    }
                });
            });
        }
        tombstones.forEach(turn::append);
        turn.counters().offsetsDeleted(tombstones.size());
    }

    /** Emits what makes a whole group forget, and returns how many offsets it had. */
    static int forgetAll(Turn turn, String groupId, GroupOffsets offsets) {
        List<OffsetRecord> tombstones = new ArrayList<>();
        for (Map.Entry<String, SortedMap<Integer, CommittedOffset>> topic :
                offsets.byTopic().entrySet()) {
            for (int partition : topic.getValue().keySet()) {
                tombstones.add(new OffsetRecord(groupId, topic.getKey(), partition, null));
            }
        }
        tombstones.forEach(turn::append);
        return tombstones.size();
    }

    private static void forget(Turn turn, String groupId, String topic, int partition) {
        turn.append(new OffsetRecord(groupId, topic, partition, null));
    }
}
