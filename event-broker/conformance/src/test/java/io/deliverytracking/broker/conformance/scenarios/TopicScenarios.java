package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.CREATE_PARTITIONS;
import static org.apache.kafka.common.protocol.ApiKeys.CREATE_TOPICS;
import static org.apache.kafka.common.protocol.ApiKeys.DELETE_TOPICS;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.MetadataResponseData;

/** Topics made, grown and deleted. */
final class TopicScenarios {

    private static final int FIRST_WITH_DEFAULTS = 4;
    private static final int FIRST_WITH_TOPIC_IDS = 6;

    private TopicScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(creating(), deleting(), growing()).flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> creating() {
        return Stream.of(
                scenario(CREATE_TOPICS, "one, and again", with -> {
                    String topic = with.name("t");
                    with.ask(create(topic(topic, 3, 1)));
                    with.ask(create(topic(topic, 3, 1)));
                    with.askUntil(Requests.metadata(topic), TopicScenarios::allHaveLeaders);
                }),
                scenario(
                        CREATE_TOPICS,
                        "with configs",
                        with -> with.ask(create(topic(
                                with.name("t"), 1, 1, "retention.ms", "1000", "cleanup.policy", "compact,delete")))),
                scenario(
                                CREATE_TOPICS,
                                "with the broker's defaults",
                                with -> with.ask(create(topic(with.name("t"), -1, -1))))
                        .from(FIRST_WITH_DEFAULTS),
                scenario(CREATE_TOPICS, "only to see whether it could be", with -> {
                    String topic = with.name("t");
                    with.ask(create(topic(topic, 3, 1)).setValidateOnly(true));
                    with.ask(create(topic(topic, 0, 1)).setValidateOnly(true));
                    with.ask(Requests.metadata(topic));
                }),
                scenario(CREATE_TOPICS, "names that are none", with -> {
                    with.ask(create(topic("not a name", 1, 1)));
                    with.ask(create(topic("", 1, 1)));
                    with.ask(create(topic(".", 1, 1)));
                    with.ask(create(topic("x".repeat(250), 1, 1)));
                }),
                scenario(CREATE_TOPICS, "names that collide as metrics", with -> {
                    String topic = with.name("a.b");
                    with.ask(create(topic(topic, 1, 1)));
                    with.ask(create(topic(topic.replace('.', '_'), 1, 1)));
                }),
                scenario(CREATE_TOPICS, "counts that can't be", with -> {
                    with.ask(create(topic(with.name("none"), 0, 1)));
                    with.ask(create(topic(with.name("negative"), -2, 1)));
                    with.ask(create(topic(with.name("no-replica"), 1, 0)));
                    with.ask(create(topic(with.name("negative-replica"), 1, -2)));
                    with.ask(create(topic(with.name("too-many-replicas"), 1, 2)));
                }),
                scenario(
                                CREATE_TOPICS,
                                "defaults, asked of a version that knows none",
                                with -> with.ask(create(topic(with.name("t"), -1, -1))))
                        .upTo(FIRST_WITH_DEFAULTS - 1),
                scenario(CREATE_TOPICS, "replicas assigned by hand", with -> {
                    with.ask(create(assigned(with.name("one"), List.of(1))));
                    with.ask(create(assigned(with.name("two"), List.of(1), List.of(1))));
                    with.ask(create(assigned(with.name("twice"), List.of(1, 1))));
                    with.ask(create(assigned(with.name("unknown-broker"), List.of(7))));
                    with.ask(create(assigned(with.name("none"), List.of())));
                    with.ask(
                            create(assigned(with.name("counts-too"), List.of(1)).setNumPartitions(1)));
                }),
                scenario(CREATE_TOPICS, "configs that can't be", with -> {
                    with.ask(create(topic(with.name("a"), 1, 1, "no.such.config", "1")));
                    with.ask(create(topic(with.name("b"), 1, 1, "retention.ms", "soon")));
                    with.ask(create(topic(with.name("c"), 1, 1, "cleanup.policy", "burn")));
                    with.ask(create(topic(with.name("d"), 1, 1, "segment.bytes", "1")));
                    with.ask(create(topic(with.name("e"), 1, 1, "retention.ms", null)));
                }),
                scenario(CREATE_TOPICS, "a name twice in one request", with -> {
                    CreateTopicsRequestData request = create(topic(with.name("t"), 1, 1), topic(with.name("u"), 1, 1));
                    request.topics().mustAdd(topic(with.name("t"), 2, 1));
                    with.ask(request);
                }),
                scenario(CREATE_TOPICS, "nothing", with -> with.ask(create())),
                scenario(
                        CREATE_TOPICS,
                        "good and bad together",
                        with -> with.ask(create(
                                topic(with.name("good"), 1, 1),
                                topic(with.name("bad"), 0, 1),
                                topic("not a name", 1, 1)))));
    }

    private static Stream<Scenario> deleting() {
        return Stream.of(
                scenario(DELETE_TOPICS, "by name, again, and what is none", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(delete(topic));
                    with.ask(delete(topic));
                    with.ask(delete(with.name("unknown"), "not a name"));
                    with.ask(delete());
                }),
                scenario(DELETE_TOPICS, "a name twice in one request", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(delete(topic, topic));
                }),
                scenario(DELETE_TOPICS, "by id", with -> {
                            String topic = with.topic("t", 1);
                            Uuid id = with.idOf(topic);
                            with.ask(deleteById(id));
                            with.ask(deleteById(id));
                            with.ask(deleteById(Requests.UNKNOWN_ID));
                        })
                        .from(FIRST_WITH_TOPIC_IDS),
                scenario(DELETE_TOPICS, "by neither and by both", with -> {
                            String topic = with.topic("t", 1);
                            with.ask(deleteById(Uuid.ZERO_UUID));
                            DeleteTopicsRequestData both = deleteById(with.idOf(topic));
                            both.topics().get(0).setName(topic);
                            with.ask(both);
                        })
                        .from(FIRST_WITH_TOPIC_IDS));
    }

    private static Stream<Scenario> growing() {
        return Stream.of(
                scenario(CREATE_PARTITIONS, "more, as many, fewer", with -> {
                    String topic = with.topic("t", 2);
                    with.ask(grow(topic, 3));
                    with.ask(grow(topic, 3));
                    with.ask(grow(topic, 1));
                    with.ask(grow(topic, 0));
                    with.ask(grow(topic, -1));
                    with.ask(grow(with.name("unknown"), 3));
                    with.ask(new CreatePartitionsRequestData().setTimeoutMs(Requests.TIMEOUT_MS));
                    with.askUntil(Requests.metadata(topic), TopicScenarios::allHaveLeaders);
                }),
                scenario(CREATE_PARTITIONS, "assigned by hand", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(grow(topic, 2, List.of(1)));
                    with.ask(grow(topic, 3, List.of(7)));
                    with.ask(grow(topic, 3, List.of(1), List.of(1)));
                    with.ask(grow(topic, 3, List.of(1, 1)));
                    with.ask(grow(topic, 3, List.of()));
                }),
                scenario(CREATE_PARTITIONS, "only to see whether they could be", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(grow(topic, 2).setValidateOnly(true));
                    with.ask(Requests.metadata(topic));
                }));
    }

    private static boolean allHaveLeaders(MetadataResponseData answer) {
        return answer.topics().stream()
                .allMatch(topic -> topic.errorCode() == 0
                        && topic.partitions().stream().allMatch(partition -> partition.leaderId() >= 0));
    }

    static CreateTopicsRequestData create(CreateTopicsRequestData.CreatableTopic... topics) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(Requests.TIMEOUT_MS);
        for (CreateTopicsRequestData.CreatableTopic topic : topics) {
            request.topics().add(topic);
        }
        return request;
    }

    static CreateTopicsRequestData.CreatableTopic topic(String name, int partitions, int replicas, String... configs) {
        CreateTopicsRequestData.CreatableTopic topic = new CreateTopicsRequestData.CreatableTopic()
                .setName(name)
                .setNumPartitions(partitions)
                .setReplicationFactor((short) replicas);
        for (int i = 0; i < configs.length; i += 2) {
            topic.configs()
                    .add(new CreateTopicsRequestData.CreatableTopicConfig()
                            .setName(configs[i])
                            .setValue(configs[i + 1]));
        }
        return topic;
    }

    @SafeVarargs
    private static CreateTopicsRequestData.CreatableTopic assigned(String name, List<Integer>... replicas) {
        CreateTopicsRequestData.CreatableTopic topic = topic(name, -1, -1);
        for (int i = 0; i < replicas.length; i++) {
            topic.assignments()
                    .add(new CreateTopicsRequestData.CreatableReplicaAssignment()
                            .setPartitionIndex(i)
                            .setBrokerIds(replicas[i]));
        }
        return topic;
    }

    /** As names, and as the structures that name or id may stand in. */
    private static DeleteTopicsRequestData delete(String... topics) {
        return new DeleteTopicsRequestData()
                .setTimeoutMs(Requests.TIMEOUT_MS)
                .setTopicNames(List.of(topics))
                .setTopics(Arrays.stream(topics)
                        .map(topic -> new DeleteTopicsRequestData.DeleteTopicState().setName(topic))
                        .toList());
    }

    private static DeleteTopicsRequestData deleteById(Uuid id) {
        return new DeleteTopicsRequestData()
                .setTimeoutMs(Requests.TIMEOUT_MS)
                .setTopics(List.of(new DeleteTopicsRequestData.DeleteTopicState()
                        .setName(null)
                        .setTopicId(id)));
    }

    @SafeVarargs
    private static CreatePartitionsRequestData grow(String topic, int count, List<Integer>... assignments) {
        CreatePartitionsRequestData.CreatePartitionsTopic grown =
                new CreatePartitionsRequestData.CreatePartitionsTopic()
                        .setName(topic)
                        .setCount(count)
                        .setAssignments(null);
        if (assignments.length > 0) {
            grown.setAssignments(Arrays.stream(assignments)
                    .map(brokers -> new CreatePartitionsRequestData.CreatePartitionsAssignment().setBrokerIds(brokers))
                    .toList());
        }
        CreatePartitionsRequestData request = new CreatePartitionsRequestData().setTimeoutMs(Requests.TIMEOUT_MS);
        request.topics().add(grown);
        return request;
    }
}
