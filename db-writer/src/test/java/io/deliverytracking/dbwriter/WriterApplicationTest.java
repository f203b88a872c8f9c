package io.deliverytracking.dbwriter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.testkit.BrokerTestResource;
import io.deliverytracking.testkit.ForeignCallers;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The whole application between a real log and a real database; every test uses riders and orders of its own. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(
        value = BrokerTestResource.class,
        initArgs = @ResourceArg(name = "topics", value = Topics.DB_WRITER_DEAD_LETTERS + ":1"))
class WriterApplicationTest {
    private static final String LOCATIONS = Topics.DELIVERY_LOCATION_UPDATES;
    private static final String ORDERS = Topics.RESTAURANT_UPDATES;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource
    URI service;

    PostgresDatabase database;
    LogClient log;

    private void createTopics() {
        DeliveryTopics.createOnce(log);
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        ForeignCallers.areRefused(service);
    }

    @Test
    void positionsBecomeTrailsAndCurrentPositions() {
        createTopics();
        long t0 = System.currentTimeMillis();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int sequence = 0; sequence < 50; sequence++) {
            records.add(location(1001, sequence, t0 + sequence));
            records.add(location(1002, sequence, t0 + sequence));
        }
        log.sendAll(records);

        await().atMost(PATIENCE).until(() -> rowsOf(1001) == 50 && rowsOf(1002) == 50);

        given().queryParam("from", Instant.ofEpochMilli(t0 + 10).toString())
                .queryParam("to", Instant.ofEpochMilli(t0 + 13).toString())
                .get("/api/riders/1001/trail")
                .then()
                .statusCode(200)
                .body("sequence", contains(10, 11, 12))
                .body("[0].orderId", nullValue())
                .body("[0].latitudeE7", equalTo(525_201_001))
                .body("[0].recordTime", equalTo(Instant.ofEpochMilli(t0 + 10).toString()));
        given().queryParam("from", Instant.ofEpochMilli(t0).toString())
                .queryParam("to", Instant.ofEpochMilli(t0 + 1000).toString())
                .queryParam("order", "desc")
                .queryParam("limit", 2)
                .get("/api/riders/1001/trail")
                .then()
                .body("sequence", contains(49, 48));
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/riders/1001/current")
                        .then()
                        .statusCode(200)
                        .body("sequence", equalTo(49)));
    }

    @Test
    void orderUpdatesBecomeDeliveries() {
        createTopics();
        long orderId = 5001;
        log.sendAll(List.of(
                order(orderId, OrderState.ORDER_STATE_PLACED),
                order(orderId, OrderState.ORDER_STATE_ACCEPTED),
                order(orderId, OrderState.ORDER_STATE_PICKED_UP)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/orders/" + orderId)
                        .then()
                        .statusCode(200)
                        .body("state", equalTo(4))
                        .body("riderId", equalTo(42))
                        .body("deliveredAt", nullValue()));
        given().get("/api/riders/42/orders").then().body("orderId", contains(5001));
        given().queryParam("state", "picked_up").get("/api/orders").then().body("orderId", contains(5001));
        given().queryParam("state", "placed").get("/api/orders").then().body("", hasSize(0));
    }

    @Test
    void brokenRecordsBecomeDeadLettersAndAreBothListedAndPublished() {
        createTopics();
        database.execute("TRUNCATE dead_letter");
        log.sendAll(List.of(
                location(1003, 0, System.currentTimeMillis()),
                new ProducerRecord<>(LOCATIONS, 0, key(1003), "no event".getBytes(StandardCharsets.UTF_8))));

        await().atMost(PATIENCE)
                .until(() -> rowsOf(1003) == 1
                        && database.queryLong("SELECT count(*) FROM dead_letter WHERE published_at IS NOT NULL") == 1);

        String topicId = given().get("/api/dead-letters")
                .then()
                .statusCode(200)
                .body("reason", contains("BROKEN_BYTES"))
                .body("[0]", not(hasKey("value")))
                .extract()
                .path("[0].topicId");
        long offset = database.queryLong("SELECT kafka_offset FROM dead_letter");
        given().get("/api/dead-letters/" + topicId + "/0/" + offset)
                .then()
                .statusCode(200)
                .body("value", equalTo("bm8gZXZlbnQ="));
        int allPublished = Math.toIntExact(log.endOffset(Topics.DB_WRITER_DEAD_LETTERS));
        ConsumerRecord<byte[], byte[]> published = log.read(Topics.DB_WRITER_DEAD_LETTERS, allPublished).stream()
                .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(LOCATIONS + "-0-" + offset))
                .findFirst()
                .orElseThrow();
        assertThat(new String(published.value(), StandardCharsets.UTF_8)).isEqualTo("no event");
        assertThat(new String(published.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                .isEqualTo("BROKEN_BYTES");
    }

    @Test
    void storedOffsetsAreCommittedToKafkaForDisplay() {
        createTopics();
        log.send(location(1004, 0, System.currentTimeMillis()));
        await().atMost(PATIENCE).until(() -> rowsOf(1004) == 1);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log.committed("db-writer").entrySet())
                        .isNotEmpty()
                        .allSatisfy(
                                committed -> assertThat(committed.getValue()).isEqualTo(stored(committed.getKey()))));
        given().get("/api/statistics")
                .then()
                .body("state", equalTo("RUNNING"))
                .body("nextOffsets.size()", org.hamcrest.Matchers.greaterThan(0));
    }

    @Test
    void whatMakesNoSenseIsAProblemInWords() {
        given().get("/api/orders/987654321")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("987654321"));
        given().queryParam("limit", 0)
                .get("/api/riders/1/trail")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("limit"));
        given().queryParam("from", "yesterday")
                .get("/api/riders/1/trail")
                .then()
                .statusCode(400);
        given().queryParam("from", "-999999999-01-01T00:00:00Z")
                .get("/api/riders/1/trail")
                .then()
                .statusCode(400)
                .body("detail", containsString("from has to be from 0001-01-01T00:00:00Z"));
        given().queryParam("from", "2026-01-02T00:00:00Z")
                .queryParam("to", "2026-01-01T00:00:00Z")
                .get("/api/riders/1/trail")
                .then()
                .statusCode(400);
        given().queryParam("state", "eaten").get("/api/orders").then().statusCode(400);
        given().get("/api/riders/4711/current").then().statusCode(404);
        given().queryParam("limit", "many")
                .get("/api/dead-letters")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", equalTo("limit must be a whole number"));
        given().get("/api/orders/abc").then().statusCode(400).body("detail", containsString("orderId"));
        given().get("/api/dead-letters/x/0/0").then().statusCode(400).body("detail", containsString("topicId"));
        given().get("/api/riders/0/trail").then().statusCode(400).body("detail", containsString("riderId"));
    }

    @Test
    void whatTheFrameworkRefusesIsAProblemToo() {
        given().get("/api/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("about:blank"))
                .body("title", equalTo("Not Found"));
        given().post("/api/statistics")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("title", equalTo("Method Not Allowed"));
    }

    @Test
    void itDescribesItselfAndIsMeasured() {
        given().get("/q/openapi").then().statusCode(200).body(containsString("/api/riders/{riderId}/trail"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("dbwriter_rows_total"));
        given().get("/q/health/live").then().statusCode(200);
    }

    private long rowsOf(int rider) {
        return database.queryLong("SELECT count(*) FROM rider_location WHERE rider_id = " + rider);
    }

    private long stored(TopicPartition partition) {
        return database.queryLong("SELECT next_offset FROM ingest_offset WHERE topic = '" + partition.topic()
                + "' AND partition = " + partition.partition());
    }

    private static byte[] key(int rider) {
        return LocationKeys.encode(rider);
    }

    private static ProducerRecord<byte[], byte[]> location(int rider, int sequence, long timestampMs) {
        return new ProducerRecord<>(LOCATIONS, null, timestampMs, key(rider), Events.location(rider, sequence));
    }

    private static ProducerRecord<byte[], byte[]> order(long orderId, OrderState state) {
        byte[] key = Long.toString(orderId).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(ORDERS, key, Events.order(orderId, state, Events.SESSION + state.getNumber()));
    }
}
