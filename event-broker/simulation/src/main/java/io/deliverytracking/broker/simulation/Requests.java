package io.deliverytracking.broker.simulation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.utils.Utils;

/** The requests of a scripted client, as the official client's message classes. */
final class Requests {

    static final int TIMEOUT_MS = 10_000;
    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int FETCH_BYTES = 10_000_000;
    private static final byte SET = 0;

    private Requests() {}

    static CreateTopicsRequestData createTopic(String name, int partitions, Map<String, String> configs) {
        CreatableTopic topic =
                new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) 1);
        configs.forEach((key, value) ->
                topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value)));
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(TIMEOUT_MS);
        request.topics().add(topic);
        return request;
    }

    static DeleteTopicsRequestData deleteTopic(String name) {
        return new DeleteTopicsRequestData().setTopicNames(List.of(name)).setTimeoutMs(TIMEOUT_MS);
    }

    static CreatePartitionsRequestData createPartitions(String topic, int count) {
        CreatePartitionsRequestData request = new CreatePartitionsRequestData().setTimeoutMs(TIMEOUT_MS);
        request.topics()
                .add(new CreatePartitionsTopic().setName(topic).setCount(count).setAssignments(null));
        return request;
    }

    static IncrementalAlterConfigsRequestData setConfig(String topic, String key, String value) {
        AlterConfigsResource resource = new AlterConfigsResource()
                .setResourceType(ConfigResource.Type.TOPIC.id())
                .setResourceName(topic);
        resource.configs()
                .add(new AlterableConfig().setName(key).setValue(value).setConfigOperation(SET));
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().add(resource);
        return request;
    }

    static ProduceRequestData produce(String topic, int partition, Batch batch) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MS);
        request.topicData()
                .add(new TopicProduceData()
                        .setName(topic)
                        .setPartitionData(List.of(
                                new PartitionProduceData().setIndex(partition).setRecords(batch.toSend()))));
        return request;
    }

    static FetchRequestData fetch(String topic, int partition, long offset) {
        return fetch(topic, partition, offset, FETCH_BYTES);
    }

    /** As many batches as fit, one at least. */
    static FetchRequestData fetch(String topic, int partition, long offset, int maxBytes) {
        FetchTopic asked = new FetchTopic()
                .setTopic(topic)
                .setPartitions(List.of(new FetchPartition()
                        .setPartition(partition)
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(maxBytes)));
        return new FetchRequestData()
                .setSessionEpoch(-1)
                .setMaxBytes(FETCH_BYTES)
                .setMaxWaitMs(0)
                .setTopics(List.of(asked));
    }

    static DeleteRecordsRequestData deleteRecords(String topic, int partition, long offset) {
        return new DeleteRecordsRequestData()
                .setTimeoutMs(TIMEOUT_MS)
                .setTopics(List.of(new DeleteRecordsTopic()
                        .setName(topic)
                        .setPartitions(List.of(new DeleteRecordsPartition()
                                .setPartitionIndex(partition)
                                .setOffset(offset)))));
    }

    static OffsetCommitRequestData commit(
            CommitModel.Key key, String memberId, int generation, long offset, String metadata) {
        OffsetCommitRequestTopic topic = new OffsetCommitRequestTopic().setName(key.topic());
        topic.partitions()
                .add(new OffsetCommitRequestPartition()
                        .setPartitionIndex(key.partition())
                        .setCommittedOffset(offset)
                        .setCommittedMetadata(metadata));
        return new OffsetCommitRequestData()
                .setGroupId(key.group())
                .setMemberId(memberId)
                .setGenerationIdOrMemberEpoch(generation)
                .setTopics(List.of(topic));
    }

    static OffsetFetchRequestData committed(List<String> groups) {
        return new OffsetFetchRequestData()
                .setGroups(groups.stream()
                        .map(group ->
                                new OffsetFetchRequestGroup().setGroupId(group).setTopics(null))
                        .toList());
    }

    static JoinGroupRequestData join(String group, String topic) {
        JoinGroupRequestData request = new JoinGroupRequestData()
                .setGroupId(group)
                .setSessionTimeoutMs(SESSION_TIMEOUT_MS)
                .setRebalanceTimeoutMs(SESSION_TIMEOUT_MS)
                .setProtocolType("consumer");
        byte[] words = Utils.toArray(ConsumerProtocol.serializeSubscription(new Subscription(List.of(topic))));
        request.protocols().add(new JoinGroupRequestProtocol().setName("range").setMetadata(words));
        return request;
    }

    static SyncGroupRequestData sync(String group, String memberId, int generation, String topic) {
        byte[] assignment = Utils.toArray(
                ConsumerProtocol.serializeAssignment(new Assignment(List.of(new TopicPartition(topic, 0)))));
        return new SyncGroupRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setGenerationId(generation)
                .setAssignments(List.of(
                        new SyncGroupRequestAssignment().setMemberId(memberId).setAssignment(assignment)));
    }

    static ConsumerGroupHeartbeatRequestData joinAssigned(String group, String memberId, String topic) {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(0)
                .setRebalanceTimeoutMs(SESSION_TIMEOUT_MS)
                .setSubscribedTopicNames(List.of(topic))
                .setTopicPartitions(List.of());
    }

    static ConsumerGroupHeartbeatRequestData leaveAssigned(String group, String memberId) {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId(memberId)
                .setMemberEpoch(-1);
    }
}
