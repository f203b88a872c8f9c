package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_ACLS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_LOG_DIRS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_PRODUCERS;
import static org.apache.kafka.common.protocol.ApiKeys.ELECT_LEADERS;
import static org.apache.kafka.common.protocol.ApiKeys.LIST_PARTITION_REASSIGNMENTS;

import io.deliverytracking.broker.conformance.script.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.DescribeAclsRequestData;
import org.apache.kafka.common.message.DescribeLogDirsRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;

/** What operators look at and set off. */
final class AdminScenarios {

    private AdminScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(DESCRIBE_LOG_DIRS, "one topic's", with -> {
                    String topic = with.topic("t", 2);
                    Requests.write(with, topic, Batches.of("a", "b"));
                    with.ask(logDirs(topic, 0, 1));
                    with.ask(logDirs(topic, 9));
                    with.ask(logDirs(with.name("unknown"), 0));
                    with.ask(new DescribeLogDirsRequestData());
                }),
                scenario(DESCRIBE_PRODUCERS, "of a partition", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(describeProducers(topic, 0));
                    InitProducerIdResponseData given =
                            with.prepare(new InitProducerIdRequestData().setTransactionTimeoutMs(60_000));
                    Requests.write(with, topic, Batches.idempotent(given.producerId(), 0, 0, "a", "b"));
                    with.ask(describeProducers(topic, 0));
                    with.ask(describeProducers(topic, 9));
                    with.ask(describeProducers(with.name("unknown"), 0));
                    with.ask(describeProducers("not a name", 0));
                }),
                scenario(ELECT_LEADERS, "the preferred one, which leads", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(elect(0, topic, 0));
                    with.ask(elect(0, topic, 9));
                    with.ask(elect(0, with.name("unknown"), 0));
                }),
                scenario(ELECT_LEADERS, "an unclean one, and one that there is not", with -> {
                            String topic = with.topic("t", 1);
                            with.ask(elect(1, topic, 0));
                            with.ask(elect(77, topic, 0));
                        })
                        .from(1),
                scenario(LIST_PARTITION_REASSIGNMENTS, "none are under way", with -> {
                    String topic = with.topic("t", 1);
                    with.ask(new ListPartitionReassignmentsRequestData()
                            .setTimeoutMs(Requests.TIMEOUT_MS)
                            .setTopics(null));
                    with.ask(reassignments(topic, 0));
                    with.ask(reassignments(topic, 9));
                    with.ask(reassignments(with.name("unknown"), 0));
                }),
                scenario(
                        DESCRIBE_ACLS,
                        "without an authorizer",
                        with -> with.ask(new DescribeAclsRequestData()
                                .setResourceTypeFilter((byte) 2)
                                .setPatternTypeFilter((byte) 3)
                                .setOperation((byte) 1)
                                .setPermissionType((byte) 1))));
    }

    static DescribeProducersRequestData describeProducers(String topic, int partition) {
        return new DescribeProducersRequestData()
                .setTopics(List.of(new DescribeProducersRequestData.TopicRequest()
                        .setName(topic)
                        .setPartitionIndexes(List.of(partition))));
    }

    private static DescribeLogDirsRequestData logDirs(String topic, Integer... partitions) {
        DescribeLogDirsRequestData request = new DescribeLogDirsRequestData();
        request.topics()
                .add(new DescribeLogDirsRequestData.DescribableLogDirTopic()
                        .setTopic(topic)
                        .setPartitions(List.of(partitions)));
        return request;
    }

    private static ElectLeadersRequestData elect(int type, String topic, int partition) {
        ElectLeadersRequestData request =
                new ElectLeadersRequestData().setElectionType((byte) type).setTimeoutMs(Requests.TIMEOUT_MS);
        request.topicPartitions()
                .add(new ElectLeadersRequestData.TopicPartitions()
                        .setTopic(topic)
                        .setPartitions(List.of(partition)));
        return request;
    }

    private static ListPartitionReassignmentsRequestData reassignments(String topic, int partition) {
        return new ListPartitionReassignmentsRequestData()
                .setTimeoutMs(Requests.TIMEOUT_MS)
                .setTopics(List.of(new ListPartitionReassignmentsRequestData.ListPartitionReassignmentsTopics()
                        .setName(topic)
                        .setPartitionIndexes(List.of(partition))));
    }
}
