package io.deliverytracking.console.pipeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.console.ConsoleProfile;
import io.deliverytracking.console.StubServices;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class PipelineTest {

    private static final String LOCATIONS = "delivery-location-updates";

    StubServices services;
    EmbeddedBroker broker;

    @BeforeEach
    void everyServiceSpeaks() {
        services.service("simulator").answer("/api/simulator", "{\"state\":\"RUNNING\",\"counts\":{\"sent\":7}}");
        services.service("location").answer("/api/statistics", "{\"fixes\":1,\"riders\":3}");
        services.service("analytics").answer("/api/totals", "{\"counted\":1,\"late\":0}");
        services.service("db-writer").answer("/api/statistics", "{\"state\":\"RUNNING\",\"rows\":1}");
    }

    @Test
    void everyPartThatAnswersIsUpAndTellsItsFigures() {
        // The test before may have stopped a part.
        eventually()
                .untilAsserted(() -> assertThat(picture().getList("services.state", String.class))
                        .containsOnly("up"));

        JsonPath picture = picture();
        assertThat(picture.getList("services.name", String.class))
                .containsExactly("simulator", "broker", "location", "analytics", "db-writer");
        assertThat(picture.getInt("location.status.riders")).isEqualTo(3);
        assertThat(picture.getList("broker.topics.name", String.class))
                .containsExactly(LOCATIONS, "restaurant-updates");
    }

    @Test
    void countersBecomeRates() {
        AtomicInteger sent = new AtomicInteger(1_000);

        eventually().untilAsserted(() -> {
            services.service("simulator")
                    .answer("/api/simulator", "{\"counts\":{\"sent\":" + sent.addAndGet(500) + "}}");
            Float rate = picture().get("simulator.perSecond.sent");
            assertThat(rate).isNotNull().isPositive();
        });
    }

    @Test
    void lagIsWhatTheGroupHasYetToCommit() throws Exception {
        TopicPartition partition = new TopicPartition(LOCATIONS, 0);
        long end = send(partition, 10);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets("db-writer", Map.of(partition, new OffsetAndMetadata(end - 4)))
                    .all()
                    .get();
        }

        eventually().untilAsserted(() -> {
            JsonPath picture = picture();
            Map<String, Object> topic = picture.getMap("broker.topics.find { it.name == '" + LOCATIONS + "' }");
            assertThat(picture.<Integer>get("broker.groups.find { it.group == 'db-writer' }.lag"))
                    .isEqualTo(4);
            assertThat(topic).containsEntry("endOffset", (int) end).containsKey("bytes");
            assertThat(picture.<Integer>get("broker.groups.find { it.group == 'location-consumer' }.lag"))
                    .isNull();
        });
    }

    /** The end offset behind the records sent. */
    private long send(TopicPartition partition, int records) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long last = -1;
            for (int i = 0; i < records; i++) {
                last = producer.send(
                                new ProducerRecord<>(partition.topic(), partition.partition(), null, new byte[100]))
                        .get()
                        .offset();
            }
            return last + 1;
        }
    }

    @Test
    void aServiceThatIsAwayHasNoFiguresAndComesBackByItself() {
        picture();
        services.service("db-writer").stop();
        try {
            eventually().untilAsserted(() -> {
                assertThat(state("db-writer")).containsEntry("state", "away").containsKey("since");
                assertThat(state("db-writer").get("detail")).isEqualTo("nothing listens at its address");
                assertThat(picture().getMap("")).doesNotContainKey("dbWriter");
                assertThat(state("location")).containsEntry("state", "up");
            });
        } finally {
            services.service("db-writer").start();
        }
        eventually().untilAsserted(() -> assertThat(state("db-writer")).containsEntry("state", "up"));
    }

    @Test
    void anAnswerThatIsNoneIsAnAbsence() {
        services.service("location").answer("/api/statistics", "<html>");

        eventually()
                .untilAsserted(() -> assertThat(state("location"))
                        .containsEntry("state", "away")
                        .containsEntry("detail", "its answer is no JSON"));
    }

    @Test
    void aWriterThatPausesIsUpAndSaysWhy() {
        services.service("db-writer")
                .answer("/api/statistics", "{\"state\":\"PAUSED\",\"reason\":\"the database is away\"}");

        eventually()
                .untilAsserted(() -> assertThat(state("db-writer"))
                        .containsEntry("state", "up")
                        .containsEntry("detail", "paused: the database is away"));
    }

    @Test
    void analyticsThatCannotWriteItsJournalIsUpAndSaysWhy() {
        services.service("analytics")
                .answer("/api/totals", "{\"counted\":7,\"journalFault\":\"the journal cannot be written: disk full\"}");

        eventually()
                .untilAsserted(() -> assertThat(state("analytics"))
                        .containsEntry("state", "up")
                        .containsEntry("detail", "stopped committing: the journal cannot be written: disk full"));
    }

    @Test
    void aBrokerThatIsAwayHidesNothingElseAndComesBackByItself() {
        picture();
        broker.kill();
        try {
            eventually().untilAsserted(() -> {
                assertThat(state("broker")).containsEntry("state", "away").containsKey("detail");
                assertThat(picture().getMap("")).doesNotContainKey("broker").containsKey("simulator");
            });
        } finally {
            broker.restart();
        }
        eventually().untilAsserted(() -> assertThat(state("broker")).containsEntry("state", "up"));
    }

    /** On a machine that does much else. */
    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static Map<String, Object> state(String name) {
        List<Map<String, Object>> states = picture().getList("services");
        return states.stream()
                .filter(state -> state.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonPath picture() {
        return given().get("/api/pipeline").then().statusCode(200).extract().jsonPath();
    }
}
