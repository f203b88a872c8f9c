package io.deliverytracking.broker.clients.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.tools.ConsumerPerformance;
import org.apache.kafka.tools.ProducerPerformance;
import org.apache.kafka.tools.VerifiableConsumer;
import org.apache.kafka.tools.VerifiableProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clients of Kafka's own system tests, which account for each record in JSON, and its performance clients. */
@DeliveryBroker
@Tag("long")
class VerifiableClientsTest {

    private static final int PARTITIONS = 3;
    private static final int RECORDS = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic = Topics.unique("verifiable");
    private final String group = "group-of-" + topic;

    private LogClient log;
    private KafkaTools tools;

    @BeforeEach
    void take(EmbeddedBroker broker, LogClient log) {
        this.log = log;
        tools = new KafkaTools(broker.bootstrapServers());
        log.createTopic(topic, PARTITIONS);
    }

    @AfterEach
    void giveBack() {
        tools.close();
    }

    /** Each line of JSON, by the name of its event. */
    private static List<JsonNode> events(String printed, String name) {
        return printed.lines()
                .filter(line -> line.startsWith("{"))
                .map(VerifiableClientsTest::json)
                .filter(event -> event.path("name").asText().equals(name))
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    /** In a JVM of its own: it sends what is left, and sums up, when that ends. */
    private String produce(String acks) {
        String[] arguments = tools.withBroker(
                "--topic", topic, "--max-messages", Integer.toString(RECORDS), "--acks", acks, "--value-prefix", "7");
        try (ClientProcess producer = ClientProcess.java(VerifiableProducer.class, List.of(), List.of(arguments))) {
            producer.awaitSuccess();
            return String.join("\n", producer.lines());
        }
    }

    @Test
    void every_record_of_the_verifiable_producer_is_acknowledged_and_read_once_by_the_verifiable_consumer()
            throws Exception {
        String produced = produce("-1");
        List<JsonNode> acknowledged = events(produced, "producer_send_success");
        assertThat(acknowledged).hasSize(RECORDS);
        assertThat(events(produced, "producer_send_error")).isEmpty();
        assertThat(events(produced, "tool_data"))
                .singleElement()
                .satisfies(data -> assertThat(data.path("acked").asInt()).isEqualTo(RECORDS));

        String consumed = tools.run(
                VerifiableConsumer::main,
                tools.withBroker(
                        "--topic",
                        topic,
                        "--group-id",
                        group,
                        "--max-messages",
                        Integer.toString(RECORDS),
                        "--reset-policy",
                        "earliest",
                        "--verbose"));

        List<JsonNode> read = events(consumed, "record_data");
        assertThat(places(read)).isEqualTo(places(acknowledged)).hasSize(RECORDS);
        assertThat(read.stream().map(event -> event.path("value").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, RECORDS).mapToObj(i -> "7." + i).toList());
        assertThat(events(consumed, "partitions_assigned"))
                .first()
                .satisfies(event -> assertThat(event.path("partitions")).hasSize(PARTITIONS));
        assertThat(events(consumed, "records_consumed").stream()
                        .flatMap(event -> stream(event.path("partitions")))
                        .mapToInt(part -> part.path("count").asInt())
                        .sum())
                .isEqualTo(RECORDS);
        assertThat(events(consumed, "offsets_committed"))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.path("success").asBoolean()).isTrue());
        assertThat(events(consumed, "shutdown_complete")).hasSize(1);
        assertThat(log.committed(group).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(RECORDS);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::path);
    }

    /** Where each record lies, without repetition. */
    private static TreeSet<String> places(List<JsonNode> events) {
        TreeSet<String> places = new TreeSet<>();
        events.forEach(event -> places.add(
                event.path("partition").asText() + "@" + event.path("offset").asText()));
        return places;
    }

    @Test
    void acks_of_the_leader_or_of_nobody_are_what_the_verifiable_producer_is_told() throws Exception {
        assertThat(events(produce("1"), "producer_send_success")).hasSize(RECORDS);
        // Nobody says where it lies.
        assertThat(events(produce("0"), "producer_send_success"))
                .hasSize(RECORDS)
                .allSatisfy(event -> assertThat(event.path("offset").asLong(0)).isEqualTo(-1));
        assertThat(log.read(topic, 2 * RECORDS)).hasSize(2 * RECORDS);
    }

    @Test
    void the_performance_clients_count_what_went_in_and_came_out() throws Exception {
        assertThat(tools.run(
                        ProducerPerformance::main,
                        tools.withBroker(
                                "--topic",
                                topic,
                                "--num-records",
                                Integer.toString(RECORDS),
                                "--record-size",
                                "100",
                                "--throughput",
                                "-1")))
                .contains(RECORDS + " records sent", "ms avg latency");

        String measured = tools.run(
                ConsumerPerformance::main,
                tools.withBroker(
                        "--topic",
                        topic,
                        "--num-records",
                        Integer.toString(RECORDS),
                        "--timeout",
                        Integer.toString(KafkaTools.PATIENCE_MS),
                        "--hide-header"));

        assertThat(measured).doesNotContain("WARNING");
        assertThat(measured.lines().map(line -> line.split(", ")))
                .filteredOn(columns -> columns.length == 10)
                .singleElement()
                .satisfies(columns -> assertThat(columns[4]).isEqualTo(Integer.toString(RECORDS)));
        assertThat(log.endOffset(topic)).isEqualTo(RECORDS);
    }
}
