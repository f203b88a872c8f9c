package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** DeleteTopics, CreatePartitions, ElectLeaders: decisions and their refusals, worded as by Apache Kafka. */
class TopicChangesTest {

    private static final Uuid ID = new Uuid(8, 8);
    private static final Uuid NO_SUCH_ID = new Uuid(9, 9);

    private final MetadataImage image = Images.withTopic(Images.cluster(1, 2), "t", ID, 2);
    private final TopicDeletion deletion = new TopicDeletion(TopicDefaults.KAFKA);
    private final PartitionAddition addition = new PartitionAddition(new SeededRandom());

    private static DeleteTopicState byName(String name) {
        return new DeleteTopicState().setName(name);
    }

    private static DeleteTopicState byId(Uuid id) {
        return new DeleteTopicState().setName(null).setTopicId(id);
    }

    private Decision<DeleteTopicsResponseData> delete(DeleteTopicState... topics) {
        return deletion.decide(image, new DeleteTopicsRequestData().setTopics(List.of(topics)));
    }

    private static List<String> answers(Decision<DeleteTopicsResponseData> decision) {
        return decision.answer().responses().stream()
                .map(result -> result.name() + " " + Errors.forCode(result.errorCode()) + " " + result.errorMessage())
                .toList();
    }

    @Test
    void a_topic_is_deleted_by_name_in_either_form_of_the_request_or_by_id() {
        for (Decision<DeleteTopicsResponseData> decision : List.of(
                delete(byName("t")),
                delete(byId(ID)),
                deletion.decide(image, new DeleteTopicsRequestData().setTopicNames(List.of("t"))))) {
            assertThat(answers(decision)).containsExactly("t NONE null");
            assertThat(decision.answer().responses().iterator().next().topicId())
                    .isEqualTo(ID);
            assertThat(Images.apply(image, decision).topics()).isEmpty();
        }
    }

    @Test
    void a_topic_that_is_not_there_is_refused_by_the_way_it_was_named() {
        assertThat(answers(delete(byName("none"), byId(NO_SUCH_ID))))
                .containsExactly(
                        "none UNKNOWN_TOPIC_OR_PARTITION This server does not host this topic-partition.",
                        "null UNKNOWN_TOPIC_ID This server does not host this topic ID.");
    }

    @Test
    void a_topic_named_twice_by_name_or_id_is_kept() {
        Decision<DeleteTopicsResponseData> twice = delete(byName("t"), byName("t"));
        assertThat(answers(twice)).containsExactly("t INVALID_REQUEST Duplicate topic name.");
        assertThat(twice.records()).isEmpty();
        assertThat(delete(byId(ID), byName("t")).records()).isEmpty();
        assertThat(answers(delete(byName("t").setTopicId(ID))))
                .containsExactly("t INVALID_REQUEST You may not specify both topic name and topic id.");
        assertThat(answers(delete(byId(Uuid.ZERO_UUID))))
                .containsExactly("null INVALID_REQUEST Neither topic name nor id were specified.");
    }

    @Test
    void deletion_can_be_switched_off() {
        TopicDeletion off = new TopicDeletion(new TopicDefaults(1, 1, false, true));
        assertThatThrownBy(() -> off.decide(image, new DeleteTopicsRequestData().setTopicNames(List.of("t"))))
                .isInstanceOf(TopicDeletionDisabledException.class);
    }

    private static CreatePartitionsTopic extend(String name, int count) {
        return new CreatePartitionsTopic().setName(name).setCount(count).setAssignments(null);
    }

    @Test
    void an_internal_topic_keeps_its_number_of_partitions() {
        CreatePartitionsRequestData request = new CreatePartitionsRequestData();
        request.topics().add(extend("__consumer_offsets", 51));
        Decision<CreatePartitionsResponseData> decision =
                addition.decide(Images.withTopic(image, "__consumer_offsets", NO_SUCH_ID, 50), request);

        assertThat(Errors.forCode(decision.answer().results().get(0).errorCode()))
                .isEqualTo(Errors.INVALID_REQUEST);
        assertThat(decision.answer().results().get(0).errorMessage()).contains("__consumer_offsets is fixed");
        assertThat(decision.records()).isEmpty();
    }

    private static CreatePartitionsTopic extend(int count, List<List<Integer>> replicas) {
        return new CreatePartitionsTopic()
                .setName("t")
                .setCount(count)
                .setAssignments(replicas.stream()
                        .map(brokers -> new CreatePartitionsAssignment().setBrokerIds(brokers))
                        .toList());
    }

    private Decision<CreatePartitionsResponseData> extend(boolean validateOnly, CreatePartitionsTopic... topics) {
        CreatePartitionsRequestData request = new CreatePartitionsRequestData().setValidateOnly(validateOnly);
        for (CreatePartitionsTopic topic : topics) {
            request.topics().add(topic);
        }
        return addition.decide(image, request);
    }

    static Stream<Arguments> refusedExtensions() {
        return Stream.of(
                Arguments.of(extend("t", 2), Errors.INVALID_PARTITIONS, "Topic already has 2 partition(s)."),
                Arguments.of(
                        extend("t", 1),
                        Errors.INVALID_PARTITIONS,
                        "The topic t currently has 2 partition(s); 1 would not be an increase."),
                Arguments.of(
                        extend("t", -1),
                        Errors.INVALID_PARTITIONS,
                        "The topic t currently has 2 partition(s); -1 would not be an increase."),
                Arguments.of(
                        extend("none", 2),
                        Errors.UNKNOWN_TOPIC_OR_PARTITION,
                        "This server does not host this topic-partition."),
                Arguments.of(
                        extend("t", 10_003),
                        Errors.POLICY_VIOLATION,
                        "Excessively large number of partitions per request."),
                Arguments.of(
                        extend(4, List.of(List.of(1))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "Attempted to add 2 additional partition(s), but only 1 assignment(s) were specified."),
                Arguments.of(
                        extend(3, List.of(List.of(77))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The manual partition assignment includes broker 77, but no such broker is registered."),
                Arguments.of(
                        extend(3, List.of(List.of(1, 2))),
                        Errors.INVALID_REPLICA_ASSIGNMENT,
                        "The manual partition assignment includes a partition with 2 replica(s), but this is not"
                                + " consistent with previous partitions, which have 1 replica(s)."));
    }

    @ParameterizedTest
    @MethodSource("refusedExtensions")
    void an_extension_that_cannot_be_is_refused_as_apache_kafka_does(
            CreatePartitionsTopic topic, Errors error, String message) {
        Decision<CreatePartitionsResponseData> decision = extend(false, topic);
        assertThat(decision.answer().results()).singleElement().satisfies(result -> {
            assertThat(Errors.forCode(result.errorCode())).isEqualTo(error);
            // The general message of an error is left to the client, which knows it.
            assertThat(new ApiError(result.errorCode(), result.errorMessage()).messageWithFallback())
                    .isEqualTo(message);
        });
        assertThat(decision.records()).isEmpty();
    }

    @Test
    void partitions_are_added_behind_the_present_ones_where_they_were_asked_for() {
        Decision<CreatePartitionsResponseData> decision = extend(false, extend(4, List.of(List.of(2), List.of(1))));
        TopicImage extended = Images.apply(image, decision).topic("t");
        assertThat(extended.partitionCount()).isEqualTo(4);
        assertThat(extended.partition(1)).isEqualTo(image.topic("t").partition(1));
        assertThat(extended.partition(2).leader()).isEqualTo(2);
        assertThat(extended.partition(3).leader()).isEqualTo(1);
    }

    @Test
    void a_topic_extended_twice_in_one_request_is_refused_and_validate_only_changes_nothing() {
        assertThat(extend(false, extend("t", 3), extend("t", 4)).answer().results())
                .allSatisfy(result -> assertThat(result.errorMessage()).isEqualTo("Duplicate topic name."));
        Decision<CreatePartitionsResponseData> checked = extend(true, extend("t", 3));
        assertThat(checked.answer().results())
                .singleElement()
                .satisfies(result -> assertThat(result.errorCode()).isZero());
        assertThat(checked.records()).isEmpty();
    }

    private static ElectLeadersRequestData elect(ElectionType type, String topic, Integer... partitions) {
        ElectLeadersRequestData request = new ElectLeadersRequestData().setElectionType(type.value);
        request.topicPartitions()
                .add(new ElectLeadersRequestData.TopicPartitions()
                        .setTopic(topic)
                        .setPartitions(List.of(partitions)));
        return request;
    }

    private static List<String> elected(Decision<ElectLeadersResponseData> decision) {
        return decision.answer().replicaElectionResults().stream()
                .flatMap(topic -> topic.partitionResult().stream()
                        .map(p -> topic.topic() + "-" + p.partitionId() + " " + Errors.forCode(p.errorCode())))
                .toList();
    }

    /** Partition 0 led by its second replica, partition 1 by nobody and with broker 2 out of sync. */
    private final MetadataImage disturbed = Images.apply(
            image,
            List.of(
                    new MetadataRecord.PartitionSet(ID, new PartitionImage(0, List.of(1, 2), List.of(1, 2), 2, 4, 4)),
                    new MetadataRecord.PartitionSet(
                            ID, new PartitionImage(1, List.of(2), List.of(), PartitionImage.NO_LEADER, 4, 4))));

    @Test
    void an_election_that_is_not_needed_or_not_possible_says_so() {
        assertThat(elected(LeaderElection.decide(image, elect(ElectionType.PREFERRED, "t", 0, 9))))
                .containsExactly("t-0 ELECTION_NOT_NEEDED", "t-9 UNKNOWN_TOPIC_OR_PARTITION");
        assertThat(elected(LeaderElection.decide(image, elect(ElectionType.UNCLEAN, "none", 0))))
                .containsExactly("none-0 UNKNOWN_TOPIC_OR_PARTITION");
        assertThat(elected(LeaderElection.decide(disturbed, elect(ElectionType.PREFERRED, "t", 1))))
                .containsExactly("t-1 PREFERRED_LEADER_NOT_AVAILABLE");
        assertThat(elected(LeaderElection.decide(
                        image,
                        new ElectLeadersRequestData().setElectionType((byte) 0).setTopicPartitions(null))))
                .as("for all: only those that changed or failed")
                .isEmpty();
        assertThatThrownBy(() -> LeaderElection.decide(image, new ElectLeadersRequestData().setElectionType((byte) 7)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void a_preferred_election_goes_back_to_the_first_replica_in_a_new_epoch() {
        Decision<ElectLeadersResponseData> decision =
                LeaderElection.decide(disturbed, elect(ElectionType.PREFERRED, "t", 0));
        assertThat(elected(decision)).containsExactly("t-0 NONE");
        PartitionImage after = Images.apply(disturbed, decision).partition("t", 0);
        assertThat(after.leader()).isEqualTo(1);
        assertThat(after.leaderEpoch()).isEqualTo(5);
    }

    @Test
    void an_unclean_election_takes_a_replica_that_is_out_of_sync() {
        Decision<ElectLeadersResponseData> decision =
                LeaderElection.decide(disturbed, elect(ElectionType.UNCLEAN, "t", 1));
        PartitionImage after = Images.apply(disturbed, decision).partition("t", 1);
        assertThat(after.leader()).isEqualTo(2);
        assertThat(after.isr()).containsExactly(2);
    }
}
