package io.deliverytracking.broker.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.DeleteRecordsCommand;
import org.apache.kafka.tools.FeatureCommand;
import org.apache.kafka.tools.GetOffsetShell;
import org.apache.kafka.tools.LogDirsCommand;
import org.apache.kafka.tools.MetadataQuorumCommand;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.TransactionsCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.apache.kafka.tools.reassign.ReassignPartitionsCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka's own command-line tools, by their main methods: what {@code kafka-topics}, {@code
 * kafka-console-producer}, {@code kafka-console-consumer}, {@code kafka-consumer-groups}, {@code
 * kafka-get-offsets}, {@code kafka-delete-records}, {@code kafka-metadata-quorum}, {@code kafka-features}, {@code
 * kafka-reassign-partitions}, {@code kafka-log-dirs} and {@code kafka-transactions} run.
 */
class KafkaToolsTest {

    /** What takes longer has failed, on the slowest machine too. */
    private static final int PATIENCE_MS = 60_000;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static RunningBroker broker;

    private final String topic = "tools-" + NUMBER.incrementAndGet();

    private final List<Runnable> shutdownHooks = new ArrayList<>();
    private Integer exitStatus;

    @TempDir
    Path directory;

    /** A tool called exit: nothing behind that call may run. */
    private static final class ToolExited extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private interface Tool {
        void main(String... arguments) throws Exception;
    }

    @BeforeAll
    static void start() {
        broker = new RunningBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void exitBecomesAnException() {
        Exit.setExitProcedure(this::onExit);
        Exit.setHaltProcedure(this::onExit);
        Exit.setShutdownHookAdder((name, hook) -> shutdownHooks.add(hook));
    }

    @AfterEach
    void exitIsExitAgain() {
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
        Exit.resetShutdownHookAdder();
    }

    /** The first status is the tool's: kafka-topics catches whatever leaves its exit(0), and calls exit(1). */
    private void onExit(int status, String message) {
        if (exitStatus == null) {
            exitStatus = status;
        }
        throw new ToolExited();
    }

    private String run(Tool tool, String... arguments) throws Exception {
        return run("", tool, arguments);
    }

    /** Runs a tool that must succeed, to the end of its shutdown hooks: some send there what they have not sent yet. */
    private String run(String input, Tool tool, String... arguments) throws Exception {
        PrintStream out = System.out;
        InputStream in = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        exitStatus = null;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            tool.main(arguments);
        } catch (ToolExited e) {
            assertThat(exitStatus).isNotNull();
        } finally {
            shutdownHooks.forEach(Runnable::run);
            shutdownHooks.clear();
            System.setOut(out);
            System.setIn(in);
        }
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(exitStatus)
                .as("exit status of %s; printed: %s", List.of(arguments), text)
                .isIn(null, 0);
        return text;
    }

    private String topics(String... arguments) throws Exception {
        return run(TopicCommand::main, withBroker(arguments));
    }

    /** With more patience than the tool's own five seconds. */
    private String groups(String... arguments) throws Exception {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--timeout";
        all[arguments.length + 1] = Integer.toString(PATIENCE_MS);
        return run(ConsumerGroupCommand::main, withBroker(all));
    }

    private static String[] withBroker(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--bootstrap-server";
        all[1] = broker.bootstrapServers();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return all;
    }

    private void produce(String lines) throws Exception {
        run(
                lines,
                ConsoleProducer::main,
                withBroker("--topic", topic, "--request-timeout-ms", Integer.toString(PATIENCE_MS)));
    }

    private String consume(int count, String... more) throws Exception {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {
                    "--topic",
                    topic,
                    "--max-messages",
                    Integer.toString(count),
                    "--timeout-ms",
                    Integer.toString(PATIENCE_MS)
                },
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return run(ConsoleConsumer::main, withBroker(arguments));
    }

    @Test
    void kafka_topics_creates_lists_describes_extends_and_deletes() throws Exception {
        assertThat(topics("--create", "--topic", topic, "--partitions", "2", "--config", "retention.ms=60000"))
                .contains("Created topic " + topic);
        assertThat(topics("--list").lines()).contains(topic);
        assertThat(topics("--describe", "--topic", topic))
                .contains(
                        "PartitionCount: 2", "ReplicationFactor: 1", "retention.ms=60000", "Partition: 1", "Leader: 1");
        topics("--alter", "--topic", topic, "--partitions", "3");
        assertThat(topics("--describe", "--topic", topic)).contains("PartitionCount: 3");
        assertThat(topics("--describe", "--under-replicated-partitions")).isBlank();
        topics("--delete", "--topic", topic);
        assertThat(topics("--list").lines()).doesNotContain(topic);
    }

    @Test
    void the_console_producer_and_consumer_move_lines_with_keys() throws Exception {
        run(
                "a:1\nb:2\nc:3\n",
                ConsoleProducer::main,
                withBroker(
                        "--topic",
                        topic,
                        "--request-timeout-ms",
                        Integer.toString(PATIENCE_MS),
                        "--reader-property",
                        "parse.key=true",
                        "--reader-property",
                        "key.separator=:"));
        assertThat(consume(3, "--from-beginning", "--formatter-property", "print.key=true")
                        .lines())
                .containsExactly("a\t1", "b\t2", "c\t3");
    }

    @Test
    void kafka_consumer_groups_lists_describes_resets_and_deletes() throws Exception {
        produce("1\n2\n3\n4\n5\n");
        String group = "group-of-" + topic;
        consume(2, "--group", group, "--from-beginning", "--consumer-property", "max.poll.records=2");

        assertThat(groups("--list").lines()).contains(group);
        String described = groups("--describe", "--group", group);
        assertThat(described.lines().filter(line -> line.startsWith(group)).map(line -> line.split("\\s+")))
                .as(described)
                .singleElement()
                .satisfies(columns -> assertThat(columns).startsWith(group, topic, "0", "2", "5", "3"));
        assertThat(groups("--describe", "--group", group, "--state")).contains("Empty");
        assertThat(groups("--describe", "--group", group, "--members")).doesNotContain("console-consumer");
        groups("--reset-offsets", "--group", group, "--topic", topic, "--to-earliest", "--execute");
        assertThat(consume(5, "--group", group).lines()).containsExactly("1", "2", "3", "4", "5");
        assertThat(groups("--delete", "--group", group))
                .contains("Deletion of requested consumer groups ('" + group + "') was successful.");
        assertThat(groups("--list").lines()).doesNotContain(group);
    }

    @Test
    void kafka_metadata_quorum_and_kafka_features_describe_one_node() throws Exception {
        assertThat(run(MetadataQuorumCommand::main, withBroker("describe", "--status")))
                .contains("ClusterId:", "LeaderId:", "MaxFollowerLag:", "CurrentVoters:");
        assertThat(run(MetadataQuorumCommand::main, withBroker("describe", "--replication")))
                .contains("NodeId", "Leader");
        run(FeatureCommand::main, withBroker("describe"));
    }

    @Test
    void kafka_reassign_partitions_executes_and_verifies_what_is_there_already() throws Exception {
        topics("--create", "--topic", topic, "--partitions", "1");
        Path plan = directory.resolve("plan.json");
        Files.writeString(
                plan,
                "{\"version\":1,\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"replicas\":["
                        + broker.nodeId() + "]}]}");
        run(ReassignPartitionsCommand::main, withBroker("--execute", "--reassignment-json-file", plan.toString()));
        assertThat(run(
                        ReassignPartitionsCommand::main,
                        withBroker("--verify", "--reassignment-json-file", plan.toString())))
                .contains("Reassignment of partition " + topic + "-0 is completed.");
    }

    @Test
    void kafka_log_dirs_and_kafka_transactions_say_what_there_is() throws Exception {
        produce("1\n");
        assertThat(run(LogDirsCommand::main, withBroker("--describe", "--topic-list", topic)))
                .contains(broker.directory().toString(), topic + "-0");
        assertThat(run(TransactionsCommand::main, withBroker("list"))).contains("TransactionalId");
    }

    @Test
    void kafka_get_offsets_and_kafka_delete_records_agree_on_where_a_partition_begins_and_ends() throws Exception {
        produce(String.join(
                        "\n", IntStream.range(0, 10).mapToObj(Integer::toString).toList()) + "\n");
        assertThat(run(GetOffsetShell::main, withBroker("--topic", topic)).trim())
                .isEqualTo(topic + ":0:10");

        Path offsets = directory.resolve("offsets.json");
        Files.writeString(
                offsets, "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":4}],\"version\":1}");
        run(DeleteRecordsCommand::main, withBroker("--offset-json-file", offsets.toString()));

        assertThat(run(GetOffsetShell::main, withBroker("--topic", topic, "--time", "earliest"))
                        .trim())
                .isEqualTo(topic + ":0:4");
        assertThat(consume(1, "--from-beginning").trim()).isEqualTo("4");
    }
}
