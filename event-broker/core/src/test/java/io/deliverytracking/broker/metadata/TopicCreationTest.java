package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Error codes and messages are those of Apache Kafka 4.3.1, read off a live broker. */
class TopicCreationTest {

    private final TopicConfigs configs = new TopicConfigs(Map.of("log.retention.hours", "2"));
    private final TopicCreation creation =
            new TopicCreation(new TopicDefaults(3, 1, true, true), configs, new SeededRandom());
    private final MetadataImage image = Images.withTopic(Images.cluster(1, 2, 3), "exists", new Uuid(8, 8), 1);

    private static CreatableTopic topic(String name, int partitions, int replicas) {
        return new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor((short) replicas);
    }

    private static CreatableTopic withConfig(String key, String value) {
        CreatableTopic topic = topic("t", 1, 1);
        topic.configs().add(new CreatableTopicConfig().setName(key).setValue(value));
        return topic;
    }

    private static CreatableTopic manual(Map<Integer, List<Integer>> assignments) {
        CreatableTopic topic = topic("t", -1, -1);
        new TreeMap<>(assignments)
                .forEach((partition, brokers) -> topic.assignments()
                        .add(new CreatableReplicaAssignment()
                                .setPartitionIndex(partition)
                                .setBrokerIds(brokers)));
        return topic;
    }

    private Decision<CreateTopicsResponseData> decide(CreatableTopic... topics) {
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        for (CreatableTopic topic : topics) {
            request.topics().add(topic);
        }
        return creation.decide(image, request);
    }

    private static CreatableTopicResult only(Decision<CreateTopicsResponseData> decision) {
        assertThat(decision.answer().topics()).hasSize(1);
        return decision.answer().topics().iterator().next();
    }

    static Stream<Arguments> refusals() {
        String many = "a".repeat(250);
        return Stream.of(
                Arguments.of(topic("exists", 1, 1), Errors.TOPIC_ALREADY_EXISTS, "Topic 'exists' already exists."),
                Arguments.of(
                        topic("a b", 1, 1),
                        Errors.INVALID_TOPIC_EXCEPTION,
                        "Topic name is invalid: 'a b' contains one or more characters other than ASCII alphanumerics,"
                                + " '.', '_' and '-'"),
                Arguments.of(
                        topic("..", 1, 1),
                        Errors.INVALID_TOPIC_EXCEPTION,
                        "Topic name is invalid: '..' is not allowed"),
                Arguments.of(
                        topic("", 1, 1),
                        Errors.INVALID_TOPIC_EXCEPTION,
                        "Topic name is invalid: the empty string is not allowed"),
                Arguments.of(
                        topic(many, 1, 1),
                        Errors.INVALID_TOPIC_EXCEPTION,
                        "Topic name is invalid: the length of '" + many
                                + "' is longer than the max allowed length 249"),
                Arguments.of(
                        topic("__cluster_metadata", 1, 1),
                        Errors.INVALID_REQUEST,
                        "Creation of internal topic __cluster_metadata is prohibited."),
                Arguments.of(
                        topic("t", 0, 1),
                        Errors.INVALID_PARTITIONS,
                        "Number of partitions was set to an invalid non-positive value."),
                Arguments.of(
                        topic("t", -5, 1),
                        Errors.INVALID_PARTITIONS,
                        "Number of partitions was set to an invalid non-positive value."),
                Arguments.of(
                        topic("t", 1, 0),
                        Errors.INVALID_REPLICATION_FACTOR,
                        "Replication factor must be larger than 0, or -1 to use the default value."),
                Arguments.of(
                        topic("t", 1, 4),
                        Errors.INVALID_REPLICATION_FACTOR,
                        "Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be"
                                + " reached because only 3 broker(s) are registered."),
                Arguments.of(withConfig("foo", "1"), Errors.INVALID_CONFIG, "Unknown topic config name: foo"),
                Arguments.of(
                        withConfig("retention.ms", "x"),
                        Errors.INVALID_CONFIG,
                        "Invalid value x for configuration retention.ms: Not a number of type LONG"),
                Arguments.of(
                        withConfig("segment.bytes", "5"),
                        Errors.INVALID_CONFIG,
                        "Invalid value 5 for configuration segment.bytes: Value must be at least 1048576"),
                Arguments.of(
                        withConfig("cleanup.policy", "zz"),
                        Errors.INVALID_CONFIG,
                        "Invalid value zz for configuration cleanup.policy: String must be one of: compact, delete"),
                Arguments.of(
                        withConfig("retention.ms", null),
                        Errors.INVALID_CONFIG,
                        "Null value not supported for topic configs: retention.ms"),
                Arguments.of(
                        manual(Map.of(0, List.of(77))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The manual partition assignment includes broker 77, but no such broker is registered."),
                Arguments.of(
                        manual(Map.of(1, List.of(1))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "partitions should be a consecutive 0-based integer sequence"),
                Arguments.of(
                        manual(Map.of(0, List.of(1, 1))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The manual partition assignment includes the broker 1 more than once."),
                Arguments.of(
                        manual(Map.of(0, List.of())),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The manual partition assignment includes an empty replica list."),
                Arguments.of(
                        manual(Map.of(0, List.of(1), 1, List.of(1, 2))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The manual partition assignment includes a partition with 2 replica(s), but this is not"
                                + " consistent with previous partitions, which have 1 replica(s)."),
                Arguments.of(
                        manual(Map.of(0, List.of(1))).setNumPartitions(1),
                        Errors.INVALID_REQUEST,
                        "A manual partition assignment was specified, but numPartitions was not set to -1."),
                Arguments.of(
                        manual(Map.of(0, List.of(1))).setReplicationFactor((short) 1),
                        Errors.INVALID_REQUEST,
                        "A manual partition assignment was specified, but replication factor was not set to -1."));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_topic_that_cannot_be_is_refused_as_apache_kafka_does(CreatableTopic topic, Errors error, String message) {
        Decision<CreateTopicsResponseData> decision = decide(topic);
        assertThat(Errors.forCode(only(decision).errorCode())).isEqualTo(error);
        assertThat(only(decision).errorMessage()).isEqualTo(message);
        assertThat(decision.records()).isEmpty();
    }

    @Test
    void a_created_topic_has_an_id_leaders_and_its_configuration_in_force_in_the_answer() {
        Decision<CreateTopicsResponseData> decision = decide(withConfig("segment.ms", "5000"));
        CreatableTopicResult result = only(decision);
        TopicImage created = Images.apply(image, decision).topic("t");

        assertThat(result.errorCode()).isZero();
        assertThat(result.numPartitions()).isEqualTo(1);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
        assertThat(created.id()).isEqualTo(result.topicId()).isNotIn(Uuid.RESERVED);
        assertThat(created.partition(0).hasLeader()).isTrue();
        assertThat(created.partition(0).leaderEpoch()).isZero();
        assertThat(result.configs())
                .anySatisfy(config -> {
                    assertThat(config.name()).isEqualTo("segment.ms");
                    assertThat(config.value()).isEqualTo("5000");
                    assertThat(config.configSource()).isEqualTo(ConfigSource.TOPIC_CONFIG.id());
                })
                .anySatisfy(config -> {
                    assertThat(config.name()).isEqualTo("retention.ms");
                    assertThat(config.value()).isEqualTo("7200000");
                    assertThat(config.configSource()).isEqualTo(ConfigSource.STATIC_BROKER_CONFIG.id());
                })
                .anySatisfy(config -> {
                    assertThat(config.name()).isEqualTo("max.message.bytes");
                    assertThat(config.configSource()).isEqualTo(ConfigSource.DEFAULT_CONFIG.id());
                });
    }

    @Test
    void minus_one_asks_for_the_brokers_defaults() {
        CreatableTopicResult result = only(decide(topic("t", -1, -1)));
        assertThat(result.numPartitions()).isEqualTo(3);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
    }

    @Test
    void leaders_and_replicas_spread_evenly_over_the_active_brokers() {
        MetadataImage created = Images.apply(image, decide(topic("t", 30, 2)));
        for (int broker : List.of(1, 2, 3)) {
            assertThat(created.topic("t").partitions())
                    .filteredOn(p -> p.leader() == broker)
                    .hasSize(10);
            assertThat(created.topic("t").partitions())
                    .filteredOn(p -> p.replicas().contains(broker))
                    .hasSize(20);
        }
    }

    @Test
    void fenced_brokers_get_no_replicas_and_a_manual_replica_on_one_is_not_in_sync() {
        MetadataImage withFenced = Images.apply(image, List.of(new MetadataRecord.BrokerRegistered(Images.fenced(2))));
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        request.topics().add(manual(Map.of(0, List.of(2, 1), 1, List.of(2, 3))));
        TopicImage created =
                Images.apply(withFenced, creation.decide(withFenced, request)).topic("t");
        assertThat(created.partition(0).isr()).containsExactly(1);
        assertThat(created.partition(0).leader()).isEqualTo(1);
        assertThat(created.partition(1).isUnderReplicated()).isTrue();

        CreateTopicsRequestData onlyFenced = new CreateTopicsRequestData();
        onlyFenced.topics().add(manual(Map.of(0, List.of(2))));
        assertThat(only(creation.decide(withFenced, onlyFenced)).errorMessage())
                .isEqualTo("All brokers specified in the manual partition assignment for partition 0 are fenced or in"
                        + " controlled shutdown.");
    }

    @Test
    void names_that_differ_in_dot_and_underscore_only_collide() {
        MetadataImage dotted = Images.withTopic(image, "a.b", new Uuid(5, 5), 1);
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        request.topics().add(topic("a_b", 1, 1));
        CreatableTopicResult result = only(creation.decide(dotted, request));
        assertThat(Errors.forCode(result.errorCode())).isEqualTo(Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(result.errorMessage()).isEqualTo("Topic 'a_b' collides with existing topic: a.b");
    }

    @Test
    void topics_of_one_request_succeed_and_fail_each_by_itself() {
        Decision<CreateTopicsResponseData> decision =
                decide(topic("new", 1, 1), topic("exists", 1, 1), topic("x.y", 1, 1), topic("x_y", 1, 1));
        assertThat(decision.answer().topics())
                .extracting(result -> Errors.forCode(result.errorCode()))
                .containsExactly(Errors.NONE, Errors.TOPIC_ALREADY_EXISTS, Errors.NONE, Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(Images.apply(image, decision).topics())
                .extracting(TopicImage::name)
                .containsExactly("exists", "new", "x.y");
    }

    @Test
    void a_topic_named_twice_in_one_request_is_answered_once_and_refused() {
        Decision<CreateTopicsResponseData> decision = decide(topic("t", 1, 1), topic("t", 2, 1));
        assertThat(only(decision).errorMessage()).isEqualTo("Duplicate topic name.");
        assertThat(decision.records()).isEmpty();
    }

    @Test
    void validate_only_answers_the_same_and_changes_nothing() {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setValidateOnly(true);
        request.topics().add(topic("t", 4, 1));
        request.topics().add(topic("exists", 4, 1));
        Decision<CreateTopicsResponseData> decision = creation.decide(image, request);
        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().topics().find("t").numPartitions()).isEqualTo(4);
        assertThat(decision.answer().topics().find("exists").errorCode()).isEqualTo(Errors.TOPIC_ALREADY_EXISTS.code());
    }

    @Test
    void more_partitions_than_a_batch_holds_are_refused_as_a_whole() {
        assertThatThrownBy(() -> decide(topic("t", 6000, 1), topic("u", 6000, 1)))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessage("Excessively large number of partitions per request.");
    }

    @Test
    void ids_never_repeat_and_never_begin_with_a_dash() {
        List<String> ids = new ArrayList<>();
        SeededRandom random = new SeededRandom();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Uuids.random(random).toString());
        }
        assertThat(ids).doesNotHaveDuplicates().noneMatch(id -> id.startsWith("-"));
    }
}
