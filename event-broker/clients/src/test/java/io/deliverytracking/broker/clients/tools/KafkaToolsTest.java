package io.deliverytracking.broker.clients.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kafka.admin.ConfigCommand;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.tools.BrokerApiVersionsCommand;
import org.apache.kafka.tools.ClusterTool;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.DeleteRecordsCommand;
import org.apache.kafka.tools.FeatureCommand;
import org.apache.kafka.tools.GetOffsetShell;
import org.apache.kafka.tools.LogDirsCommand;
import org.apache.kafka.tools.MetadataQuorumCommand;
import org.apache.kafka.tools.TransactionsCommand;
import org.apache.kafka.tools.reassign.ReassignPartitionsCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kafka-topics}, {@code kafka-console-producer} and {@code -consumer}, {@code kafka-configs}, {@code
 * kafka-log-dirs}, {@code kafka-get-offsets}, {@code kafka-delete-records}, {@code kafka-cluster}, {@code
 * kafka-broker-api-versions} and {@code kafka-metadata-quorum}.
 */
@DeliveryBroker
class KafkaToolsTest {

    private final String topic = Topics.unique("tools");

    private EmbeddedBroker broker;
    private KafkaTools tools;

    @TempDir
    Path directory;

    @BeforeEach
    void take(EmbeddedBroker broker) {
        this.broker = broker;
        tools = new KafkaTools(broker.bootstrapServers());
    }

    @AfterEach
    void giveBack() {
        tools.close();
    }

    @Test
    void kafka_topics_creates_lists_describes_extends_and_deletes() throws Exception {
        assertThat(tools.topics("--create", "--topic", topic, "--partitions", "2", "--config", "retention.ms=60000"))
                .contains("Created topic " + topic);
        assertThat(tools.topics("--list").lines()).contains(topic);
        assertThat(tools.topics("--describe", "--topic", topic))
                .contains(
                        "PartitionCount: 2", "ReplicationFactor: 1", "retention.ms=60000", "Partition: 1", "Leader: 1");
        tools.topics("--alter", "--topic", topic, "--partitions", "3");
        assertThat(tools.topics("--describe", "--topic", topic)).contains("PartitionCount: 3");
        assertThat(tools.topics("--describe", "--under-replicated-partitions")).isBlank();
        tools.topics("--delete", "--topic", topic);
        assertThat(tools.topics("--list").lines()).doesNotContain(topic);
    }

    @Test
    void the_console_producer_and_consumer_move_lines_with_keys() throws Exception {
        tools.run(
                "a:1\nb:2\nc:3\n",
                ConsoleProducer::main,
                tools.withBroker(
                        "--topic",
                        topic,
                        "--request-timeout-ms",
                        Integer.toString(KafkaTools.PATIENCE_MS),
                        "--reader-property",
                        "parse.key=true",
                        "--reader-property",
                        "key.separator=:"));
        assertThat(tools.consume(topic, 3, "--from-beginning", "--formatter-property", "print.key=true"))
                .containsExactly("a\t1", "b\t2", "c\t3");
    }

    private String configs(String... arguments) throws Exception {
        return tools.run(ConfigCommand::main, tools.withBroker(arguments));
    }

    @Test
    void kafka_configs_sets_describes_and_deletes_what_a_topic_has_of_its_own() throws Exception {
        tools.topics("--create", "--topic", topic);
        String[] entity = {"--entity-type", "topics", "--entity-name", topic};
        assertThat(configs(
                        with(entity, "--alter", "--add-config", "retention.ms=1000,cleanup.policy=[delete,compact]")))
                .contains("Completed updating config for topic " + topic);
        assertThat(configs(with(entity, "--describe")))
                .contains("retention.ms=1000", "cleanup.policy=delete,compact", "DYNAMIC_TOPIC_CONFIG");
        // Everything there is, with where it comes from.
        assertThat(configs(with(entity, "--describe", "--all"))).contains("segment.bytes=", "DEFAULT_CONFIG");
        configs(with(entity, "--alter", "--delete-config", "retention.ms"));
        assertThat(configs(with(entity, "--describe"))).doesNotContain("retention.ms=1000");
        assertThat(tools.runInVain(
                        ConfigCommand::main,
                        tools.withBroker(with(entity, "--alter", "--add-config", "retention.ms=soon"))))
                .contains("Invalid value soon for configuration retention.ms");
    }

    @Test
    void kafka_configs_tells_what_a_broker_is_set_to() throws Exception {
        assertThat(configs(
                        "--entity-type",
                        "brokers",
                        "--entity-name",
                        Integer.toString(broker.server().nodeId()),
                        "--describe",
                        "--all"))
                .contains("log.retention.ms=-1", "STATIC_BROKER_CONFIG", "num.partitions=1");
    }

    private static String[] with(String[] first, String... then) {
        String[] all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    @Test
    void kafka_log_dirs_tells_how_large_each_partition_is() throws Exception {
        tools.topics("--create", "--topic", topic, "--partitions", "2");
        tools.produceNumbers(topic, 10);
        String printed = tools.run(LogDirsCommand::main, tools.withBroker("--describe", "--topic-list", topic));
        JsonNode json = new ObjectMapper()
                .readTree(printed.lines()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .orElseThrow());
        JsonNode logDir = json.path("brokers").path(0).path("logDirs").path(0);
        assertThat(json.path("brokers").path(0).path("broker").asInt())
                .isEqualTo(broker.server().nodeId());
        assertThat(logDir.path("logDir").asText())
                .isEqualTo(broker.server().config().logDir().toString());
        assertThat(logDir.path("error").isNull()).isTrue();
        assertThat(logDir.path("partitions").findValuesAsText("partition"))
                .containsExactlyInAnyOrder(topic + "-0", topic + "-1");
        long bytes = 0;
        for (JsonNode partition : logDir.path("partitions")) {
            bytes += partition.path("size").asLong();
            assertThat(partition.path("isFuture").asBoolean()).isFalse();
        }
        assertThat(bytes).isEqualTo(logBytes(topic + "-0") + logBytes(topic + "-1"));
    }

    private long logBytes(String partition) throws Exception {
        return Files.size(broker.server().config().logDir().resolve(partition).resolve("00000000000000000000.log"));
    }

    @Test
    void kafka_get_offsets_and_kafka_delete_records_agree_on_where_a_partition_begins_and_ends() throws Exception {
        tools.produceNumbers(topic, 10);
        assertThat(tools.run(GetOffsetShell::main, tools.withBroker("--topic", topic))
                        .trim())
                .isEqualTo(topic + ":0:10");

        Path offsets = directory.resolve("offsets.json");
        Files.writeString(
                offsets, "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":4}],\"version\":1}");
        tools.run(DeleteRecordsCommand::main, tools.withBroker("--offset-json-file", offsets.toString()));

        assertThat(tools.run(GetOffsetShell::main, tools.withBroker("--topic", topic, "--time", "earliest"))
                        .trim())
                .isEqualTo(topic + ":0:4");
        assertThat(tools.consume(topic, 1, "--from-beginning")).containsExactly("4");
    }

    @Test
    void kafka_get_offsets_finds_the_latest_timestamp_and_a_time() throws Exception {
        tools.produceNumbers(topic, 10);
        assertThat(tools.run(GetOffsetShell::main, tools.withBroker("--topic", topic, "--time", "max-timestamp"))
                        .trim())
                .startsWith(topic + ":0:");
        assertThat(tools.run(GetOffsetShell::main, tools.withBroker("--topic", topic, "--time", "1"))
                        .trim())
                .isEqualTo(topic + ":0:0");
        assertThat(tools.run(GetOffsetShell::main, tools.withBroker("--topic-partitions", topic + ":0"))
                        .trim())
                .isEqualTo(topic + ":0:10");
    }

    @Test
    void kafka_cluster_tells_id_and_endpoints() throws Exception {
        String[] address = {"--bootstrap-server", broker.bootstrapServers()};
        assertThat(tools.run(ClusterTool::main, with(new String[] {"cluster-id"}, address)))
                .contains("Cluster ID: " + broker.clusterId());
        assertThat(tools.run(ClusterTool::main, with(new String[] {"list-endpoints"}, address)))
                .contains("127.0.0.1", Integer.toString(broker.port()), "broker");
    }

    @Test
    void kafka_broker_api_versions_finds_nothing_unusable() throws Exception {
        assertThat(tools.run(BrokerApiVersionsCommand::main, tools.withBroker()))
                .contains(
                        broker.bootstrapServers() + " (id: " + broker.server().nodeId(),
                        "Produce(0): 0 to 13 [usable: 13]")
                .contains("Fetch(1): 4 to 18 [usable: 18]");
    }

    @Test
    void kafka_metadata_quorum_names_this_node_as_leader() throws Exception {
        assertThat(tools.run(MetadataQuorumCommand::main, tools.withBroker("describe", "--status")))
                .contains("ClusterId:", broker.clusterId(), "LeaderId:");
    }

    @Test
    void kafka_metadata_quorum_and_kafka_features_describe_one_node() throws Exception {
        assertThat(tools.run(MetadataQuorumCommand::main, tools.withBroker("describe", "--status")))
                .contains("MaxFollowerLag:", "CurrentVoters:");
        assertThat(tools.run(MetadataQuorumCommand::main, tools.withBroker("describe", "--replication")))
                .contains("NodeId", "Leader");
        tools.run(FeatureCommand::main, tools.withBroker("describe"));
    }

    @Test
    void kafka_reassign_partitions_executes_and_verifies_what_is_there_already() throws Exception {
        tools.topics("--create", "--topic", topic, "--partitions", "1");
        Path plan = directory.resolve("plan.json");
        Files.writeString(
                plan,
                "{\"version\":1,\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"replicas\":["
                        + broker.server().nodeId() + "]}]}");
        tools.run(
                ReassignPartitionsCommand::main,
                tools.withBroker("--execute", "--reassignment-json-file", plan.toString()));
        assertThat(tools.run(
                        ReassignPartitionsCommand::main,
                        tools.withBroker("--verify", "--reassignment-json-file", plan.toString())))
                .contains("Reassignment of partition " + topic + "-0 is completed.");
    }

    @Test
    void kafka_transactions_lists_none_and_describes_none() throws Exception {
        assertThat(tools.run(TransactionsCommand::main, tools.withBroker("list")))
                .contains("TransactionalId");
        assertThat(tools.runInVain(
                        TransactionsCommand::main, tools.withBroker("describe", "--transactional-id", "nobody")))
                .contains("nobody");
        assertThatThrownBy(() -> broker.client()
                        .admin()
                        .describeTransactions(List.of("nobody"))
                        .description("nobody")
                        .get())
                .hasCauseInstanceOf(TransactionalIdNotFoundException.class);
    }
}
