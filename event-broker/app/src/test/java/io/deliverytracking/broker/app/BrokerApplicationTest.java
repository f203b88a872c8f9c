package io.deliverytracking.broker.app;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.deliverytracking.testkit.ForeignCallers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole application: what it tells over HTTP of what was done over the Kafka protocol. */
@QuarkusTest
@TestProfile(BrokerProfile.class)
class BrokerApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int RECORDS = 40;
    private static final int VALUE_BYTES = 80_000;

    @Inject
    BrokerProcess process;

    @TestHTTPResource
    URI service;

    private final String topic = "topic-" + NUMBER.incrementAndGet();
    private final String group = "group-of-" + topic;

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(process::isServing);
    }

    private Map<String, Object> client() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", process.server().bootstrapServers());
        return settings;
    }

    private void created() throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(2), Optional.empty())
                            .configs(Map.of("retention.ms", "3600000"))))
                    .all()
                    .get();
        }
    }

    /** Forty records of 80 kB in partition 0, a batch each: several segments of a megabyte, the smallest there is. */
    private void produced() throws Exception {
        created();
        String value = "v".repeat(VALUE_BYTES);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "key-" + i, value)).get();
            }
        }
    }

    private KafkaConsumer<String, String> consumer(String protocol) {
        Map<String, Object> settings = client();
        settings.put("group.protocol", protocol);
        settings.put("group.id", group);
        settings.put("group.instance.id", "first");
        settings.put("client.id", "reader");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        ForeignCallers.areRefused(service);
    }

    @Test
    void is_ready_and_live_and_says_where_it_listens() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body(
                        "checks.find { it.name == 'broker listening' }.data.'bootstrap.servers'",
                        equalTo(process.server().bootstrapServers()));
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void describes_the_cluster() {
        given().get("/api/cluster")
                .then()
                .statusCode(200)
                .body("clusterId", equalTo(process.server().clusterId()))
                .body("controllerId", equalTo(process.server().nodeId()))
                .body("brokers[0].endpoints[0].port", equalTo(process.server().port()))
                .body("brokers[0].fenced", equalTo(false))
                .body("partitionsWithoutLeader", equalTo(0))
                .body("lastRecovery.failures", empty());
    }

    @Test
    void shows_topics_and_their_partitions_with_offsets() throws Exception {
        produced();
        given().get("/api/topics").then().statusCode(200).body("name", hasItem(topic));
        given().get("/api/topics/" + topic)
                .then()
                .statusCode(200)
                .body("configs.'retention.ms'", equalTo("3600000"))
                .body("partitions", hasSize(2))
                .body("partitions.state", everyItem(equalTo("leader")))
                .body("partitions[0].logStartOffset", equalTo(0))
                .body("partitions[0].highWatermark", equalTo(RECORDS))
                .body("partitions[0].logEndOffset", equalTo(RECORDS))
                .body("partitions[0].sizeBytes", greaterThan(RECORDS * VALUE_BYTES))
                .body("partitions[1].highWatermark", equalTo(0));
        given().get("/api/topics/" + topic + "/partitions/1")
                .then()
                .statusCode(200)
                .body("partition", equalTo(1))
                .body("inSyncReplicas", equalTo(List.of(process.server().nodeId())));
    }

    @Test
    void shows_segments_that_follow_one_another() throws Exception {
        produced();
        List<Map<String, Object>> segments = get("/api/topics/" + topic + "/partitions/0/segments")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$");
        assertThat(segments).hasSizeGreaterThan(2);
        long expected = 0;
        for (Map<String, Object> segment : segments) {
            assertThat(((Number) segment.get("baseOffset")).longValue()).isEqualTo(expected);
            assertThat((String) segment.get("file")).endsWith(expected + ".log").hasSize(24);
            expected = ((Number) segment.get("nextOffset")).longValue();
        }
        assertThat(expected).isEqualTo(RECORDS);
        assertThat(segments.get(segments.size() - 1)).containsEntry("active", true);
    }

    @Test
    void shows_records_by_batch_and_where_to_go_on() throws Exception {
        produced();
        given().queryParam("offset", 5)
                .queryParam("limit", 3)
                .get("/api/topics/" + topic + "/partitions/0/records")
                .then()
                .statusCode(200)
                .body("batches[0].baseOffset", equalTo(5))
                .body("batches[0].crcValid", equalTo(true))
                .body("batches.collect { it.content.size() }.sum()", equalTo(3))
                .body("batches[0].content[0].key.data", equalTo("key-5"))
                .body("nextOffset", equalTo(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void shows_groups_with_members_assignments_and_lag(String protocol) throws Exception {
        produced();
        try (KafkaConsumer<String, String> consumer = consumer(protocol)) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(50));
                return consumer.assignment().size() == 2;
            });
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(15, "half way")));

            given().get("/api/groups")
                    .then()
                    .statusCode(200)
                    .body("find { it.groupId == '" + group + "' }.lag", equalTo(RECORDS - 15));
            given().get("/api/groups/" + group)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("Stable"))
                    .body("type", equalTo(protocol))
                    .body("members", hasSize(1))
                    .body("members[0].clientId", equalTo("reader"))
                    .body("members[0].groupInstanceId", equalTo("first"))
                    .body("members[0].assignment.'" + topic + "'", equalTo(List.of(0, 1)))
                    .body("lag", equalTo(RECORDS - 15));
            given().get("/api/groups/" + group + "/offsets")
                    .then()
                    .statusCode(200)
                    .body("find { it.partition == 0 }.committedOffset", equalTo(15))
                    .body("find { it.partition == 0 }.metadata", equalTo("half way"))
                    .body("find { it.partition == 0 }.highWatermark", equalTo(RECORDS));

            assertThat(sample(
                            "kafka_consumergroup_lag{group=\"" + group + "\",topic=\"" + topic + "\",partition=\"0\"",
                            get("/q/metrics").asString()))
                    .isEqualTo(RECORDS - 15);
        }
    }

    @Test
    void counts_what_clients_do() throws Exception {
        String before = get("/q/metrics").asString();
        produced();
        String after = get("/q/metrics").asString();
        assertThat(sample("kafka_server_brokertopicmetrics_messagesin_total", after)
                        - sample("kafka_server_brokertopicmetrics_messagesin_total", before))
                .isEqualTo(RECORDS);
        assertThat(sample("kafka_log_log_logendoffset{topic=\"" + topic + "\",partition=\"0\"", after))
                .isEqualTo(RECORDS);
        assertThat(sample("kafka_network_requestmetrics_requests_total{request=\"Produce\"", after))
                .isGreaterThanOrEqualTo(RECORDS);
        assertThat(after)
                .contains("kafka_network_requestmetrics_totaltime_seconds_bucket{request=\"Produce\",le=\"+Inf\"")
                .contains("# HELP broker_failed_requests")
                .contains("jvm_memory_used_bytes");
    }

    /** The value of the first sample whose line starts so. */
    private static double sample(String start, String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void what_is_not_there_is_a_problem_in_json() {
        for (String path : List.of(
                "/api/topics/none",
                "/api/topics/none/partitions/0",
                "/api/topics/none/partitions/0/segments",
                "/api/topics/none/partitions/0/records",
                "/api/groups/none",
                "/api/groups/none/offsets")) {
            given().get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("status", equalTo(404))
                    .body("detail", containsString("none"));
        }
    }

    @Test
    void questions_that_make_no_sense_are_refused_with_the_limits() throws Exception {
        created();
        String records = "/api/topics/" + topic + "/partitions/0/records";
        given().queryParam("limit", 0).get(records).then().statusCode(400).body("detail", containsString("from 1 to"));
        given().queryParam("offset", 1_000)
                .get(records)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("offset 1000"));
    }

    @Test
    void the_api_is_described_by_openapi() {
        String description = get("/q/openapi").asString();
        assertThat(description)
                .contains("/api/topics/{topic}/partitions/{partition}/segments:", "/api/groups/{group}:");
        given().accept(ContentType.JSON)
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("info.title", startsWith("Event broker"));
    }
}
