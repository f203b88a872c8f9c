package io.deliverytracking.broker.clients.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.tools.GroupsCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kafka-consumer-groups}, with every way of resetting offsets, and {@code kafka-groups}. */
@DeliveryBroker
@Tag("long")
class ConsumerGroupCommandTest {

    private static final int RECORDS = 10;

    /** A minute apart, the last one an hour old. */
    private static final long STEP_MS = 60_000;

    private final String topic = Topics.unique("groups");
    private final String group = "group-of-" + topic;
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final long firstMs = System.currentTimeMillis() - 3_600_000 - RECORDS * STEP_MS;

    private EmbeddedBroker broker;
    private LogClient log;
    private KafkaTools tools;

    @TempDir
    Path directory;

    @BeforeEach
    void halfReadByAGroup(EmbeddedBroker broker, LogClient log) throws Exception {
        this.broker = broker;
        this.log = log;
        tools = new KafkaTools(broker.bootstrapServers());
        log.createTopic(topic, 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(topic, 0, firstMs + i * STEP_MS, null, value));
        }
        log.sendAll(records);
        tools.consume(topic, 4, "--group", group, "--from-beginning", "--consumer-property", "max.poll.records=4");
    }

    @AfterEach
    void giveBack() {
        tools.close();
    }

    private String[] described(String... what) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--describe", "--group", group));
        arguments.addAll(List.of(what));
        String printed = tools.groups(arguments.toArray(String[]::new));
        return printed.lines()
                .filter(line -> line.startsWith(group))
                .findFirst()
                .map(line -> line.trim().split("\\s+"))
                .orElseThrow(() -> new AssertionError(printed));
    }

    /** Where a reset leads; it is told before, by a dry run, and is so after it was executed. */
    private long reset(String... scenario) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--reset-offsets", "--group", group, "--topic", topic));
        arguments.addAll(List.of(scenario));
        Map<TopicPartition, Long> before = log.committed(group);
        arguments.add("--dry-run");
        String planned = newOffset(tools.groups(arguments.toArray(String[]::new)));
        assertThat(log.committed(group)).as("a dry run changes nothing").isEqualTo(before);
        arguments.set(arguments.size() - 1, "--execute");
        String executed = newOffset(tools.groups(arguments.toArray(String[]::new)));
        assertThat(executed).isEqualTo(planned);
        assertThat(log.committed(group)).isEqualTo(Map.of(partition, Long.parseLong(executed)));
        return Long.parseLong(executed);
    }

    private String newOffset(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith(group))
                .map(line -> line.trim().split("\\s+"))
                .map(columns -> columns[columns.length - 1])
                .findFirst()
                .orElseThrow(() -> new AssertionError(printed));
    }

    @Test
    void lists_and_describes_a_group_that_nobody_is_in() throws Exception {
        assertThat(tools.groups("--list").lines()).contains(group);
        assertThat(tools.groups("--list", "--state", "Empty")).contains(group);
        assertThat(tools.groups("--list", "--state", "Stable")).doesNotContain(group);
        // Group, topic, partition, (leader epoch since KIP-1124,) current and log end offset, lag.
        assertThat(described()).startsWith(group, topic, "0").containsSequence("4", "10", "6");
        assertThat(described("--state")).contains("Empty");
        assertThat(tools.groups("--describe", "--group", group, "--members")).doesNotContain("console-consumer");
        assertThat(tools.run(GroupsCommand::main, tools.withBroker("--list"))).contains(group, "Classic");
    }

    @Test
    void describes_members_and_refuses_to_reset_or_delete_while_they_are_there() throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", group, "client.id", "the-reader");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(50));
                return !consumer.assignment().isEmpty();
            });

            assertThat(described("--state")).contains("Stable", "range", "1");
            assertThat(String.join(" ", described("--members", "--verbose"))).contains("the-reader", topic + ":0");
            assertThat(tools.groups(
                            "--reset-offsets", "--group", group, "--topic", topic, "--to-earliest", "--execute"))
                    .contains("Assignments can only be reset if the group '" + group + "' is inactive");
            assertThat(tools.groups("--delete", "--group", group)).contains("GroupNotEmptyException");
            assertThat(tools.groups("--delete-offsets", "--group", group, "--topic", topic))
                    .contains("GroupSubscribedToTopicException");
        }
    }

    @Test
    void resets_to_either_end_to_an_offset_and_by_steps() throws Exception {
        assertThat(reset("--to-current")).isEqualTo(4);
        assertThat(reset("--to-earliest")).isZero();
        assertThat(reset("--to-latest")).isEqualTo(RECORDS);
        assertThat(reset("--to-offset", "7")).isEqualTo(7);
        assertThat(reset("--shift-by", "-2")).isEqualTo(5);
        assertThat(reset("--shift-by", "3")).isEqualTo(8);
        // Beyond the end is the end.
        assertThat(reset("--shift-by", "300")).isEqualTo(RECORDS);
        assertThat(reset("--to-offset", "300")).isEqualTo(RECORDS);
    }

    /** With all three digits of the milliseconds, on which the tool insists. */
    private static String dateTime(long timestampMs) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(timestampMs));
    }

    @Test
    void resets_by_time() throws Exception {
        assertThat(reset("--to-datetime", dateTime(firstMs + 6 * STEP_MS - 1))).isEqualTo(6);
        // Between two and three steps before the last record.
        Duration ago = Duration.ofMillis(System.currentTimeMillis() - firstMs)
                .minusMillis((RECORDS - 3) * STEP_MS - STEP_MS / 2)
                .truncatedTo(ChronoUnit.SECONDS);
        assertThat(reset("--by-duration", ago.toString())).isEqualTo(RECORDS - 3);
        assertThat(reset("--to-datetime", dateTime(System.currentTimeMillis())))
                .as("later than any record: the end")
                .isEqualTo(RECORDS);
    }

    @Test
    void resets_from_a_file_that_it_exported() throws Exception {
        reset("--to-offset", "3");
        String exported = tools.groups(
                "--reset-offsets", "--group", group, "--topic", topic, "--to-current", "--export", "--dry-run");
        Path file = Files.writeString(directory.resolve("offsets.csv"), csv(exported));
        reset("--to-latest");

        tools.groups("--reset-offsets", "--group", group, "--from-file", file.toString(), "--execute");

        assertThat(log.committed(group)).isEqualTo(Map.of(partition, 3L));
    }

    private String csv(String printed) {
        return printed.lines()
                        .filter(line -> line.contains(topic + "\",") || line.contains(topic + ","))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(printed))
                + "\n";
    }

    @Test
    void the_group_reads_on_from_where_it_was_reset_to() throws Exception {
        reset("--to-offset", "8");
        assertThat(tools.consume(topic, 2, "--group", group)).containsExactly("8", "9");
    }

    @Test
    void deletes_offsets_of_a_topic_and_a_whole_group() throws Exception {
        assertThat(tools.groups("--delete-offsets", "--group", group, "--topic", topic))
                .contains("Successful");
        assertThat(log.committed(group)).isEmpty();
        reset("--to-earliest");

        assertThat(tools.groups("--delete", "--group", group))
                .contains("Deletion of requested consumer groups ('" + group + "') was successful.");

        assertThat(tools.groups("--list").lines()).doesNotContain(group);
    }
}
