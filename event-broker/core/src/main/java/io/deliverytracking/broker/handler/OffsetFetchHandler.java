package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.CommittedOffset;
import io.deliverytracking.broker.group.FetchOffsets;
import io.deliverytracking.broker.group.Gather;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.TopicDirectory;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartition;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopic;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * OffsetFetch: how far groups have read.
 *
 * <pre>
 * version 1     one group, named partitions, errors with each partition
 *         2     null topics mean all, one error for the group (KIP-88)
 *         7     require stable: harmless here, an offset is never shown before it is durable
 *         8     several groups (KIP-709)
 *         9     member id and epoch, checked in consumer groups of KIP-848: a classic group ignores them
 *         10    topics by id
 * </pre>
 */
public final class OffsetFetchHandler implements ApiHandler<OffsetFetchRequestData, OffsetFetchResponseData> {

    private static final short FIRST_WITH_GROUP_ERROR = 2;
    private static final short FIRST_WITH_SEVERAL_GROUPS = 8;
    private static final short FIRST_WITH_TOPIC_IDS = 10;

    private final GroupCoordinator groups;
    private final TopicDirectory topics;

    public OffsetFetchHandler(GroupCoordinator groups, TopicDirectory topics) {
        this.groups = groups;
        this.topics = topics;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.OFFSET_FETCH;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 10;
    }

    @Override
    public void handle(RequestContext context, OffsetFetchRequestData request, Reply<OffsetFetchResponseData> reply) {
        short version = context.apiVersion();
        if (version < FIRST_WITH_SEVERAL_GROUPS) {
            fetch(version, asGroup(request), Answer.of(group -> reply.send(single(version, group)), error -> {
                throw new AssertionError("Errors are part of a group's answer: " + error);
            }));
            return;
        }
        OffsetFetchResponseGroup[] found =
                new OffsetFetchResponseGroup[request.groups().size()];
        Gather<OffsetFetchResponseGroup> gather = new Gather<>(
                found.length,
                group -> {},
                error -> reply.send(new OffsetFetchResponseData().setGroups(List.of(found))));
        for (int i = 0; i < found.length; i++) {
            int index = i;
            Answer<OffsetFetchResponseGroup> part = gather.part();
            fetch(
                    version,
                    request.groups().get(i),
                    Answer.of(
                            group -> {
                                found[index] = group;
                                part.send(group);
                            },
                            part::fail));
        }
    }

    private void fetch(short version, OffsetFetchRequestGroup group, Answer<OffsetFetchResponseGroup> answer) {
        boolean byId = version >= FIRST_WITH_TOPIC_IDS;
        OffsetFetchResponseGroup response = new OffsetFetchResponseGroup().setGroupId(group.groupId());
        List<FetchOffsets.Topic> wanted = group.topics() == null ? null : known(byId, group.topics(), response);
        groups.fetchOffsets(
                new FetchOffsets.Request(group.groupId(), group.memberId(), group.memberEpoch(), wanted),
                Answer.of(
                        offsets -> {
                            for (FetchOffsets.TopicOffsets topic : offsets.topics()) {
                                addTopic(byId, topic, wanted == null, response);
                            }
                            answer.send(response);
                        },
                        error -> answer.send(refused(version, group, error))));
    }

    /** The topics to ask for; those with an unknown id go straight into the response. */
    private List<FetchOffsets.Topic> known(
            boolean byId, List<OffsetFetchRequestTopics> wanted, OffsetFetchResponseGroup response) {
        List<FetchOffsets.Topic> known = new ArrayList<>(wanted.size());
        for (OffsetFetchRequestTopics topic : wanted) {
            String name = byId ? topics.topicName(topic.topicId()) : topic.name();
            if (name == null) {
                response.topics().add(refused(topic, Errors.UNKNOWN_TOPIC_ID));
            } else {
                Uuid topicId = byId ? topic.topicId() : topics.topicId(name);
                known.add(new FetchOffsets.Topic(name, topicId, topic.partitionIndexes()));
            }
        }
        return known;
    }

    private void addTopic(
            boolean byId, FetchOffsets.TopicOffsets topic, boolean allWereAsked, OffsetFetchResponseGroup response) {
        Uuid topicId = allWereAsked ? topics.topicId(topic.name()) : topic.topicId();
        if (byId && topicId.equals(Uuid.ZERO_UUID)) {
            // A deleted topic whose offsets are about to go has no id to be named by.
            return;
        }
        OffsetFetchResponseTopics found = new OffsetFetchResponseTopics();
        if (byId) {
            found.setTopicId(topicId);
        } else {
            found.setName(topic.name());
        }
        for (FetchOffsets.PartitionOffset partition : topic.partitions()) {
            if (!allWereAsked || isOf(topicId, partition)) {
                found.partitions()
                        .add(new OffsetFetchResponsePartitions()
                                .setPartitionIndex(partition.partition())
                                .setCommittedOffset(partition.offset())
                                .setCommittedLeaderEpoch(partition.leaderEpoch())
                                .setMetadata(partition.metadata())
                                .setErrorCode(Errors.NONE.code()));
            }
        }
        if (!allWereAsked || !found.partitions().isEmpty()) {
            response.topics().add(found);
        }
    }

    /** Whether an offset was committed for this topic, and not for a deleted one of the same name. */
    private static boolean isOf(Uuid topicId, FetchOffsets.PartitionOffset partition) {
        return topicId.equals(Uuid.ZERO_UUID)
                || partition.topicId().equals(Uuid.ZERO_UUID)
                || partition.topicId().equals(topicId);
    }

    private static OffsetFetchResponseGroup refused(short version, OffsetFetchRequestGroup group, Errors error) {
        OffsetFetchResponseGroup response = new OffsetFetchResponseGroup().setGroupId(group.groupId());
        if (version >= FIRST_WITH_GROUP_ERROR) {
            return response.setErrorCode(error.code());
        }
        group.topics().forEach(topic -> response.topics().add(refused(topic, error)));
        return response;
    }

    private static OffsetFetchResponseTopics refused(OffsetFetchRequestTopics topic, Errors error) {
        OffsetFetchResponseTopics response =
                new OffsetFetchResponseTopics().setName(topic.name()).setTopicId(topic.topicId());
        for (int partition : topic.partitionIndexes()) {
            response.partitions()
                    .add(new OffsetFetchResponsePartitions()
                            .setPartitionIndex(partition)
                            .setCommittedOffset(CommittedOffset.NO_OFFSET)
                            .setCommittedLeaderEpoch(CommittedOffset.NO_LEADER_EPOCH)
                            .setMetadata("")
                            .setErrorCode(error.code()));
        }
        return response;
    }

    /** The request of a version that knows one group only, in the form of the later ones. */
    private static OffsetFetchRequestGroup asGroup(OffsetFetchRequestData request) {
        OffsetFetchRequestGroup group = new OffsetFetchRequestGroup().setGroupId(request.groupId());
        if (request.topics() == null) {
            return group.setTopics(null);
        }
        List<OffsetFetchRequestTopics> wanted = new ArrayList<>(request.topics().size());
        for (OffsetFetchRequestTopic topic : request.topics()) {
            wanted.add(
                    new OffsetFetchRequestTopics().setName(topic.name()).setPartitionIndexes(topic.partitionIndexes()));
        }
        return group.setTopics(wanted);
    }

    private static OffsetFetchResponseData single(short version, OffsetFetchResponseGroup group) {
        OffsetFetchResponseData response = new OffsetFetchResponseData();
        if (version >= FIRST_WITH_GROUP_ERROR) {
            response.setErrorCode(group.errorCode());
        }
        for (OffsetFetchResponseTopics topic : group.topics()) {
            OffsetFetchResponseTopic found = new OffsetFetchResponseTopic().setName(topic.name());
            for (OffsetFetchResponsePartitions partition : topic.partitions()) {
                found.partitions()
                        .add(new OffsetFetchResponsePartition()
                                .setPartitionIndex(partition.partitionIndex())
                                .setCommittedOffset(partition.committedOffset())
                                .setCommittedLeaderEpoch(partition.committedLeaderEpoch())
                                .setMetadata(partition.metadata())
                                .setErrorCode(partition.errorCode()));
            }
            response.topics().add(found);
        }
        return response;
    }
}
