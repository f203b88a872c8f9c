package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData.TopicRequest;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData.TopicPartitions;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopicCollection;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every API in every version that ApiVersions promises: a request gets a response that can be read in that version, to
 * its last byte.
 *
 * <p>Old clients speak old versions (Debian's librdkafka asks for ListOffsets 2), and the codec refuses to write a field
 * that a version doesn't have: an answer right in the newest version may be none at all in an older one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryVersionTest {

    private static final String TOPIC = "t";
    private static final String UNKNOWN = "unknown";
    private static final List<String> BOTH = List.of(TOPIC, UNKNOWN);
    private static final short FIRST_PRODUCE = 3;

    private Path directory;
    private BrokerServer broker;
    private Uuid topicId;

    @BeforeAll
    void start() throws Exception {
        directory = Files.createTempDirectory("every-version");
        broker = BrokerServer.start(BrokerConfig.ephemeral(directory).with("group.initial.rebalance.delay.ms", "0"));
        BrokerClients clients = new BrokerClients(broker);
        clients.createTopic(TOPIC, 1);
        try (RawClient client = new RawClient(broker);
                Admin admin = clients.admin()) {
            client.send(ApiKeys.PRODUCE, 9, 0, RawRequests.produce(TOPIC, new byte[10], -1));
            client.receive();
            topicId = admin.describeTopics(List.of(TOPIC))
                    .allTopicNames()
                    .get()
                    .get(TOPIC)
                    .topicId();
        }
    }

    @AfterAll
    void stop() throws IOException {
        broker.close();
        Directories.delete(directory);
    }

    @TestFactory
    Stream<DynamicTest> answersWithWhatTheVersionCanCarry() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (ApiVersion api : advertised()) {
            ApiKeys key = ApiKeys.forId(api.apiKey());
            int lowest = key == ApiKeys.PRODUCE ? FIRST_PRODUCE : api.minVersion();
            IntStream.rangeClosed(lowest, api.maxVersion())
                    .forEach(version -> tests.add(DynamicTest.dynamicTest(
                            key.name + " " + version, () -> asksInEveryWay(key, (short) version))));
        }
        assertThat(tests).hasSizeGreaterThan(100);
        return tests.stream();
    }

    private Iterable<ApiVersion> advertised() throws IOException {
        try (RawClient client = new RawClient(broker)) {
            client.send(ApiKeys.API_VERSIONS, 3, 1, RawRequests.software());
            return client.receive(ApiKeys.API_VERSIONS, 3, 1, new ApiVersionsResponseData())
                    .apiKeys();
        }
    }

    private void asksInEveryWay(ApiKeys key, short version) throws IOException {
        try (RawClient client = new RawClient(broker)) {
            int correlationId = 0;
            for (ApiMessage request : requests(key, version)) {
                client.send(key, version, ++correlationId, request);
                client.receive(key, version, correlationId, key.messageType.newResponse());
            }
        }
    }

    /** Requests that succeed and requests that are refused; the codec's empty one where nothing is worth more. */
    private List<ApiMessage> requests(ApiKeys key, short version) {
        switch (key) {
            case PRODUCE:
                return List.of(produce(version, TOPIC), produce(version, UNKNOWN));
            case FETCH:
                return List.of(fetch(version, -1), fetch(version, 0));
            case LIST_OFFSETS:
                return List.of(listOffsets(-1), listOffsets(-2), listOffsets(-3), listOffsets(0));
            case METADATA:
                return List.of(metadata(version), new MetadataRequestData().setTopics(version == 0 ? List.of() : null));
            case API_VERSIONS:
                return List.of(RawRequests.software());
            case FIND_COORDINATOR:
                return List.of(
                        version < 4
                                ? new FindCoordinatorRequestData().setKey("g")
                                : new FindCoordinatorRequestData().setCoordinatorKeys(List.of("g", "h")));
            case JOIN_GROUP:
                return List.of(join("g-" + version), join(""));
            case LEAVE_GROUP:
                return List.of(leave(version, "unknown"), leave(version, ""));
            case DESCRIBE_GROUPS:
                return List.of(new DescribeGroupsRequestData()
                        .setGroups(List.of("g-9", "never seen"))
                        .setIncludeAuthorizedOperations(version >= 3));
            case CONSUMER_GROUP_HEARTBEAT:
                return List.of(
                        heartbeat(version, "consumers", 0),
                        heartbeat(version, "consumers", -1),
                        heartbeat(version, "", 0),
                        heartbeat(version, "never seen", 7));
            case CONSUMER_GROUP_DESCRIBE:
                return List.of(new ConsumerGroupDescribeRequestData()
                        .setGroupIds(List.of("consumers", "g-9", "never seen", ""))
                        .setIncludeAuthorizedOperations(true));
            case OFFSET_COMMIT:
                return List.of(commit(version, "committing"), commit(version, ""));
            case OFFSET_FETCH:
                return List.of(fetchOffsets(version, "committing"), fetchOffsets(version, ""));
            case OFFSET_FOR_LEADER_EPOCH:
                return List.of(leaderEpoch());
            case CREATE_TOPICS:
                return List.of(create("made-by-" + version), create("made-by-" + version), create("not a name"));
            case ELECT_LEADERS:
                return version == 0 ? List.of(elect((byte) 0)) : List.of(elect((byte) 0), elect((byte) 77));
            case DESCRIBE_CONFIGS:
                return List.of(describeConfigs());
            case DESCRIBE_PRODUCERS:
                return List.of(new DescribeProducersRequestData()
                        .setTopics(List.of(new TopicRequest().setName(TOPIC).setPartitionIndexes(List.of(0, 7)))));
            default:
                List<ApiMessage> administrative = AdminRequests.of(key, version);
                return administrative.isEmpty() ? List.of(key.messageType.newRequest()) : administrative;
        }
    }

    private Uuid id(String topic) {
        return topic.equals(TOPIC) ? topicId : new Uuid(1, 2);
    }

    private ProduceRequestData produce(short version, String topic) {
        ProduceRequestData request = RawRequests.produce(topic, new byte[10], -1);
        if (version >= 13) {
            request.topicData().forEach(data -> data.setName("").setTopicId(id(topic)));
        }
        return request;
    }

    private FetchRequestData fetch(short version, int sessionEpoch) {
        FetchRequestData request = RawRequests.fetch(TOPIC, 1).setSessionEpoch(version < 7 ? -1 : sessionEpoch);
        request.topics().addAll(RawRequests.fetch(UNKNOWN, 1).topics());
        if (version >= 13) {
            request.topics()
                    .forEach(topic -> topic.setTopicId(id(topic.topic())).setTopic(""));
        }
        return request;
    }

    private static ListOffsetsRequestData listOffsets(long timestamp) {
        return new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTopics(BOTH.stream()
                        .map(topic -> new ListOffsetsTopic()
                                .setName(topic)
                                .setPartitions(List.of(new ListOffsetsPartition().setTimestamp(timestamp))))
                        .toList());
    }

    private static MetadataRequestData metadata(short version) {
        return new MetadataRequestData()
                .setAllowAutoTopicCreation(version < 4)
                .setIncludeTopicAuthorizedOperations(version >= 8)
                .setIncludeClusterAuthorizedOperations(version >= 8 && version <= 10)
                .setTopics(Stream.of(TOPIC, UNKNOWN + "?")
                        .map(topic -> new MetadataRequestTopic().setName(topic))
                        .toList());
    }

    private static JoinGroupRequestData join(String group) {
        JoinGroupRequestData request = new JoinGroupRequestData()
                .setGroupId(group)
                .setSessionTimeoutMs(10_000)
                .setRebalanceTimeoutMs(10_000)
                .setProtocolType("consumer");
        request.protocols().add(new JoinGroupRequestProtocol().setName("range"));
        return request;
    }

    private static LeaveGroupRequestData leave(short version, String group) {
        LeaveGroupRequestData request = new LeaveGroupRequestData().setGroupId(group);
        return version < 3
                ? request.setMemberId("m")
                : request.setMembers(List.of(new MemberIdentity().setMemberId("m")));
    }

    private static ConsumerGroupHeartbeatRequestData heartbeat(short version, String group, int epoch) {
        ConsumerGroupHeartbeatRequestData request = new ConsumerGroupHeartbeatRequestData()
                .setGroupId(group)
                .setMemberId("m")
                .setMemberEpoch(epoch)
                .setRebalanceTimeoutMs(10_000)
                .setSubscribedTopicNames(BOTH)
                .setTopicPartitions(List.of());
        return version == 0 ? request : request.setSubscribedTopicRegex("t.*");
    }

    private OffsetCommitRequestData commit(short version, String group) {
        return new OffsetCommitRequestData()
                .setGroupId(group)
                .setTopics(BOTH.stream()
                        .map(topic -> {
                            OffsetCommitRequestTopic named = new OffsetCommitRequestTopic()
                                    .setPartitions(List.of(new OffsetCommitRequestPartition().setCommittedOffset(1)));
                            return version >= 10 ? named.setTopicId(id(topic)) : named.setName(topic);
                        })
                        .toList());
    }

    private OffsetFetchRequestData fetchOffsets(short version, String group) {
        if (version < 8) {
            return new OffsetFetchRequestData()
                    .setGroupId(group)
                    .setTopics(BOTH.stream()
                            .map(topic ->
                                    new OffsetFetchRequestTopic().setName(topic).setPartitionIndexes(List.of(0)))
                            .toList());
        }
        return new OffsetFetchRequestData()
                .setGroups(List.of(new OffsetFetchRequestGroup()
                        .setGroupId(group)
                        .setTopics(BOTH.stream()
                                .map(topic -> {
                                    OffsetFetchRequestTopics named =
                                            new OffsetFetchRequestTopics().setPartitionIndexes(List.of(0));
                                    return version >= 10 ? named.setTopicId(id(topic)) : named.setName(topic);
                                })
                                .toList())));
    }

    private static OffsetForLeaderEpochRequestData leaderEpoch() {
        OffsetForLeaderTopicCollection topics = new OffsetForLeaderTopicCollection();
        BOTH.forEach(topic -> topics.add(new OffsetForLeaderTopic()
                .setTopic(topic)
                .setPartitions(List.of(new OffsetForLeaderPartition().setLeaderEpoch(0)))));
        return new OffsetForLeaderEpochRequestData().setReplicaId(-1).setTopics(topics);
    }

    private static CreateTopicsRequestData create(String topic) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(10_000);
        request.topics()
                .add(new CreatableTopic().setName(topic).setNumPartitions(1).setReplicationFactor((short) 1));
        return request;
    }

    private static ElectLeadersRequestData elect(byte kind) {
        ElectLeadersRequestData request = new ElectLeadersRequestData().setTimeoutMs(10_000);
        BOTH.forEach(topic -> request.topicPartitions()
                .add(new TopicPartitions().setTopic(topic).setPartitions(List.of(0))));
        return kind == 0 ? request : request.setElectionType(kind);
    }

    private static DescribeConfigsRequestData describeConfigs() {
        return new DescribeConfigsRequestData()
                .setResources(Map.of(TOPIC, (byte) 2, UNKNOWN, (byte) 2, "1", (byte) 4).entrySet().stream()
                        .map(resource -> new DescribeConfigsResource()
                                .setResourceName(resource.getKey())
                                .setResourceType(resource.getValue()))
                        .toList());
    }
}
