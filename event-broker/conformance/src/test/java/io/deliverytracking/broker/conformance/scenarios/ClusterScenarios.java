package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.ALTER_PARTITION_REASSIGNMENTS;
import static org.apache.kafka.common.protocol.ApiKeys.ALTER_REPLICA_LOG_DIRS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_QUORUM;
import static org.apache.kafka.common.protocol.ApiKeys.UPDATE_FEATURES;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsResponseData;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.jspecify.annotations.Nullable;

/** Where replicas are, who keeps the metadata, and what the cluster can do; nothing here changes anything. */
final class ClusterScenarios {

    private static final String METADATA = "__cluster_metadata";
    private static final String GROUPS = "group.version";
    private static final int UPGRADE = 1;
    private static final int SAFE_DOWNGRADE = 2;
    private static final int NO_UPGRADE_TYPE = 9;

    private ClusterScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(ALTER_REPLICA_LOG_DIRS, "to where it is, and to where nothing can be", with -> {
                    String topic = with.topic("t", 1);
                    DescribeLogDirsResponseData dirs = with.prepare(new DescribeLogDirsRequestData().setTopics(null));
                    String here = dirs.results().get(0).logDir();
                    with.ask(moveTo(here, topic, 0));
                    with.ask(moveTo(here, topic, 0, 9));
                    with.ask(moveTo(here, with.name("unknown"), 0));
                    with.ask(moveTo("/no/such/directory", topic, 0));
                    with.ask(moveTo("not absolute", topic, 0));
                    with.ask(moveTo("", topic, 0));
                    with.ask(new AlterReplicaLogDirsRequestData());
                }),
                scenario(ALTER_PARTITION_REASSIGNMENTS, "to the nodes that there are", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(reassign(topic, 0, List.of(1)));
                    with.ask(reassign(topic, 0, null));
                    with.ask(reassign(topic, 0, List.of(1)).setAllowReplicationFactorChange(false));
                    with.ask(new AlterPartitionReassignmentsRequestData().setTimeoutMs(Requests.TIMEOUT_MS));
                }),
                scenario(ALTER_PARTITION_REASSIGNMENTS, "what can't be", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(reassign(topic, 0, List.of()));
                    with.ask(reassign(topic, 0, List.of(1, 1)));
                    with.ask(reassign(topic, 0, List.of(99)));
                    with.ask(reassign(topic, 0, List.of(1, 99)));
                    with.ask(reassign(topic, 0, List.of(-1)));
                    with.ask(reassign(topic, 9, List.of(1)));
                    with.ask(reassign(topic, 9, null));
                    with.ask(reassign(with.name("unknown"), 0, List.of(1)));
                    with.ask(reassign("", 0, List.of(1)));
                }),
                scenario(DESCRIBE_QUORUM, "the metadata's", with -> with.ask(quorum(METADATA, 0))),
                scenario(DESCRIBE_QUORUM, "what is none", with -> {
                    with.ask(quorum(METADATA, 1));
                    with.ask(quorum(with.name("unknown"), 0));
                    with.ask(new DescribeQuorumRequestData());
                }),
                scenario(UPDATE_FEATURES, "to the level that it has", with -> {
                    with.ask(update(GROUPS, 1, UPGRADE));
                    with.ask(update(GROUPS, 1, UPGRADE).setValidateOnly(true));
                    with.ask(new UpdateFeaturesRequestData());
                }),
                scenario(UPDATE_FEATURES, "what can't be", with -> {
                    with.ask(update(GROUPS, 99, UPGRADE));
                    with.ask(update(GROUPS, -1, UPGRADE));
                    with.ask(update(GROUPS, 1, NO_UPGRADE_TYPE));
                    with.ask(update("no.such.feature", 1, UPGRADE));
                    with.ask(update("no.such.feature", 0, SAFE_DOWNGRADE));
                    with.ask(update("", 1, UPGRADE));
                }));
    }

    private static AlterReplicaLogDirsRequestData moveTo(String path, String topic, Integer... partitions) {
        AlterReplicaLogDirsRequestData.AlterReplicaLogDir dir =
                new AlterReplicaLogDirsRequestData.AlterReplicaLogDir().setPath(path);
        dir.topics()
                .add(new AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic()
                        .setName(topic)
                        .setPartitions(Arrays.asList(partitions)));
        AlterReplicaLogDirsRequestData request = new AlterReplicaLogDirsRequestData();
        request.dirs().add(dir);
        return request;
    }

    /** Null replicas take a reassignment back. */
    private static AlterPartitionReassignmentsRequestData reassign(
            String topic, int partition, @Nullable List<Integer> replicas) {
        return new AlterPartitionReassignmentsRequestData()
                .setTimeoutMs(Requests.TIMEOUT_MS)
                .setTopics(List.of(new AlterPartitionReassignmentsRequestData.ReassignableTopic()
                        .setName(topic)
                        .setPartitions(List.of(new AlterPartitionReassignmentsRequestData.ReassignablePartition()
                                .setPartitionIndex(partition)
                                .setReplicas(replicas)))));
    }

    private static DescribeQuorumRequestData quorum(String topic, int partition) {
        return new DescribeQuorumRequestData()
                .setTopics(List.of(new DescribeQuorumRequestData.TopicData()
                        .setTopicName(topic)
                        .setPartitions(
                                List.of(new DescribeQuorumRequestData.PartitionData().setPartitionIndex(partition)))));
    }

    private static UpdateFeaturesRequestData update(String feature, int level, int upgradeType) {
        UpdateFeaturesRequestData request = new UpdateFeaturesRequestData().setTimeoutMs(Requests.TIMEOUT_MS);
        request.featureUpdates()
                .add(new UpdateFeaturesRequestData.FeatureUpdateKey()
                        .setFeature(feature)
                        .setMaxVersionLevel((short) level)
                        .setAllowDowngrade(upgradeType != UPGRADE)
                        .setUpgradeType((byte) upgradeType));
        return request;
    }
}
