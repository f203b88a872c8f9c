package io.deliverytracking.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData;
import org.apache.kafka.common.message.CreateAclsRequestData;
import org.apache.kafka.common.message.CreateAclsResponseData;
import org.apache.kafka.common.message.DeleteAclsRequestData;
import org.apache.kafka.common.message.DeleteAclsResponseData;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTransactionsRequestData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData.UserName;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData.FeatureUpdateKey;
import org.apache.kafka.common.message.UpdateFeaturesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What one node answers to administrators, where the truth is short. */
class AdminAnswersTest {

    private final NodeFixture broker = new NodeFixture(Map.of());

    private DescribeQuorumResponseData quorum(String topic, int partition, int version) {
        return broker.ask(
                ApiKeys.DESCRIBE_QUORUM,
                version,
                new DescribeQuorumRequestData()
                        .setTopics(List.of(new DescribeQuorumRequestData.TopicData()
                                .setTopicName(topic)
                                .setPartitions(List.of(
                                        new DescribeQuorumRequestData.PartitionData().setPartitionIndex(partition))))),
                DescribeQuorumResponseData.class);
    }

    @Test
    void the_quorum_is_this_node_which_has_committed_what_it_wrote() {
        DescribeQuorumResponseData answer = quorum("__cluster_metadata", 0, 2);
        DescribeQuorumResponseData.PartitionData partition =
                answer.topics().get(0).partitions().get(0);
        assertThat(partition.leaderId()).isEqualTo(1);
        assertThat(partition.leaderEpoch()).isNotNegative();
        assertThat(partition.observers()).isEmpty();
        assertThat(partition.currentVoters()).singleElement().satisfies(voter -> {
            assertThat(voter.replicaId()).isEqualTo(1);
            assertThat(voter.logEndOffset()).isEqualTo(partition.highWatermark());
            assertThat(voter.lastCaughtUpTimestamp()).isEqualTo(broker.lane.wallClockMs());
        });
        assertThat(answer.nodes().find(1)).isNotNull();
        long before = partition.highWatermark();
        broker.createTopic();
        assertThat(quorum("__cluster_metadata", 0, 0)
                        .topics()
                        .get(0)
                        .partitions()
                        .get(0)
                        .highWatermark())
                .isGreaterThan(before);
    }

    @Test
    void there_is_no_quorum_of_anything_else() {
        for (DescribeQuorumResponseData answer : List.of(quorum("riders", 0, 2), quorum("__cluster_metadata", 1, 2))) {
            assertThat(answer.topics().get(0).partitions().get(0).errorCode())
                    .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        }
    }

    private UpdateFeaturesResponseData update(int version, String feature, int level, int upgradeType) {
        FeatureUpdateKey update = new FeatureUpdateKey().setFeature(feature).setMaxVersionLevel((short) level);
        if (version > 0) {
            update.setUpgradeType((byte) upgradeType);
        }
        UpdateFeaturesRequestData request = new UpdateFeaturesRequestData();
        request.featureUpdates().add(update);
        return broker.ask(ApiKeys.UPDATE_FEATURES, version, request, UpdateFeaturesResponseData.class);
    }

    @Test
    void a_feature_that_is_not_there_cannot_be_updated() {
        UpdateFeaturesResponseData refused = update(2, "metadata.version", 27, 1);
        assertThat(refused.errorCode()).isEqualTo(Errors.INVALID_UPDATE_VERSION.code());
        assertThat(refused.errorMessage())
                .isEqualTo(
                        "The update failed for all features since the following feature had an error: Invalid update"
                                + " version 27 for feature metadata.version. Local controller 1 does not support this feature.");
        assertThat(update(2, "x", -1, 3).errorMessage()).contains("cannot be less than 0");
        assertThat(update(2, "x", 0, 9).errorMessage()).contains("upgrade type");
        assertThat(update(2, "x", 0, 2).errorMessage()).endsWith("Feature x not found.");
    }

    @Test
    void a_feature_is_updated_to_the_level_that_it_has_and_until_version_1_has_its_result() {
        for (int version = 0; version <= 1; version++) {
            UpdateFeaturesResponseData answer = update(version, "group.version", 1, 1);
            assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
            assertThat(answer.results().find("group.version").errorCode()).isEqualTo(Errors.NONE.code());
            UpdateFeaturesResponseData refused = update(version, "x", 1, 1);
            assertThat(refused.errorCode()).isEqualTo(Errors.INVALID_UPDATE_VERSION.code());
            assertThat(refused.results()).isEmpty();
        }
    }

    @Test
    void there_are_no_transactions() {
        ListTransactionsResponseData listed = broker.ask(
                ApiKeys.LIST_TRANSACTIONS,
                2,
                new ListTransactionsRequestData().setStateFilters(List.of("Ongoing", "Sleeping")),
                ListTransactionsResponseData.class);
        assertThat(listed.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(listed.transactionStates()).isEmpty();
        assertThat(listed.unknownStateFilters()).containsExactly("Sleeping");
        assertThat(broker.ask(
                                ApiKeys.LIST_TRANSACTIONS,
                                2,
                                new ListTransactionsRequestData().setTransactionalIdPattern("(a"),
                                ListTransactionsResponseData.class)
                        .errorCode())
                .isEqualTo(Errors.INVALID_REGULAR_EXPRESSION.code());
        DescribeTransactionsResponseData described = broker.ask(
                ApiKeys.DESCRIBE_TRANSACTIONS,
                0,
                new DescribeTransactionsRequestData().setTransactionalIds(List.of("x", "")),
                DescribeTransactionsResponseData.class);
        assertThat(described.transactionStates())
                .extracting(DescribeTransactionsResponseData.TransactionState::errorCode)
                .containsExactly(Errors.TRANSACTIONAL_ID_NOT_FOUND.code(), Errors.INVALID_REQUEST.code());
    }

    /** An administrator asks there, and is told that there are no transactions; who wants one is told at InitProducerId. */
    @Test
    void this_broker_is_asked_about_transactional_ids() {
        FindCoordinatorResponseData found = broker.ask(
                ApiKeys.FIND_COORDINATOR,
                6,
                new FindCoordinatorRequestData().setKeyType((byte) 1).setCoordinatorKeys(List.of("x", "y")),
                FindCoordinatorResponseData.class);
        assertThat(found.coordinators())
                .extracting(
                        coordinator -> coordinator.key() + " " + coordinator.nodeId() + " " + coordinator.errorCode())
                .containsExactly("x 1 0", "y 1 0");
        assertThat(broker.ask(
                                ApiKeys.FIND_COORDINATOR,
                                1,
                                new FindCoordinatorRequestData()
                                        .setKeyType((byte) 1)
                                        .setKey("x"),
                                FindCoordinatorResponseData.class)
                        .nodeId())
                .isEqualTo(1);
    }

    private Errors move(String path, String topic, int partition) {
        AlterReplicaLogDir target = new AlterReplicaLogDir().setPath(path);
        target.topics().add(new AlterReplicaLogDirTopic().setName(topic).setPartitions(List.of(partition)));
        AlterReplicaLogDirsRequestData request = new AlterReplicaLogDirsRequestData();
        request.dirs().add(target);
        return Errors.forCode(
                broker.ask(ApiKeys.ALTER_REPLICA_LOG_DIRS, 2, request, AlterReplicaLogDirsResponseData.class)
                        .results()
                        .get(0)
                        .partitions()
                        .get(0)
                        .errorCode());
    }

    @Test
    void a_replica_is_in_the_one_directory_and_stays_there() {
        broker.createTopic();
        String path = broker.ask(
                        ApiKeys.DESCRIBE_LOG_DIRS,
                        5,
                        new DescribeLogDirsRequestData().setTopics(null),
                        DescribeLogDirsResponseData.class)
                .results()
                .get(0)
                .logDir();
        assertThat(move(path, NodeFixture.TOPIC, 0)).isEqualTo(Errors.NONE);
        assertThat(move(path, NodeFixture.TOPIC, 9)).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(move("/elsewhere", NodeFixture.TOPIC, 0)).isEqualTo(Errors.LOG_DIR_NOT_FOUND);
    }

    @Test
    void nobody_has_credentials_and_nobody_gets_rights() {
        DescribeUserScramCredentialsResponseData all = broker.ask(
                ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS,
                0,
                new DescribeUserScramCredentialsRequestData().setUsers(null),
                DescribeUserScramCredentialsResponseData.class);
        assertThat(all.results()).isEmpty();
        DescribeUserScramCredentialsResponseData some = broker.ask(
                ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS,
                0,
                new DescribeUserScramCredentialsRequestData()
                        .setUsers(List.of(
                                new UserName().setName("a"), new UserName().setName("b"), new UserName().setName("a"))),
                DescribeUserScramCredentialsResponseData.class);
        assertThat(some.results())
                .extracting(result -> result.user() + " " + Errors.forCode(result.errorCode()))
                .containsExactly("a DUPLICATE_RESOURCE", "b RESOURCE_NOT_FOUND");

        assertThat(broker.ask(
                                ApiKeys.CREATE_ACLS,
                                3,
                                new CreateAclsRequestData()
                                        .setCreations(List.of(new CreateAclsRequestData.AclCreation())),
                                CreateAclsResponseData.class)
                        .results())
                .extracting(CreateAclsResponseData.AclCreationResult::errorCode)
                .containsExactly(Errors.SECURITY_DISABLED.code());
        assertThat(broker.ask(
                                ApiKeys.DELETE_ACLS,
                                3,
                                new DeleteAclsRequestData()
                                        .setFilters(List.of(new DeleteAclsRequestData.DeleteAclsFilter())),
                                DeleteAclsResponseData.class)
                        .filterResults())
                .extracting(DeleteAclsResponseData.DeleteAclsFilterResult::errorCode)
                .containsExactly(Errors.SECURITY_DISABLED.code());
    }

    @Test
    void a_name_that_no_topic_can_have_has_no_producers() {
        DescribeProducersResponseData answer = broker.ask(
                ApiKeys.DESCRIBE_PRODUCERS,
                0,
                new DescribeProducersRequestData()
                        .setTopics(List.of(new DescribeProducersRequestData.TopicRequest()
                                .setName("a b")
                                .setPartitionIndexes(List.of(0)))),
                DescribeProducersResponseData.class);
        assertThat(answer.topics().get(0).partitions().get(0).errorCode())
                .isEqualTo(Errors.INVALID_TOPIC_EXCEPTION.code());
    }

    @Test
    void a_cursor_before_the_first_partition_is_an_invalid_request() {
        broker.createTopic();
        DescribeTopicPartitionsResponseData answer = broker.ask(
                ApiKeys.DESCRIBE_TOPIC_PARTITIONS,
                0,
                new DescribeTopicPartitionsRequestData()
                        .setTopics(List.of(new TopicRequest().setName(NodeFixture.TOPIC)))
                        .setCursor(new Cursor().setTopicName(NodeFixture.TOPIC).setPartitionIndex(-1)),
                DescribeTopicPartitionsResponseData.class);
        assertThat(answer.topics().find(NodeFixture.TOPIC).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }
}
