package io.deliverytracking.dbwriter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters sent again by REST: through a real log, back into a real database. */
@QuarkusTest
class RedriveApplicationTest {
    private static final String LOCATIONS = Topics.DELIVERY_LOCATION_UPDATES;
    private static final int PARTITION = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    PostgresDatabase database;
    LogClient log;
    EmbeddedBroker broker;

    @BeforeEach
    void noLetters() {
        DeliveryTopics.createOnce(log);
        database.execute("TRUNCATE dead_letter");
    }

    @AfterEach
    void noExtraRule() {
        database.execute("ALTER TABLE rider_location DROP CONSTRAINT IF EXISTS no_rider_2013");
    }

    @Test
    void aLetterWhoseCauseIsGoneBecomesARowWithTheRecordAsItWas() {
        database.execute("ALTER TABLE rider_location ADD CONSTRAINT no_rider_2013 CHECK (rider_id <> 2013)");
        RecordHeaders headers = new RecordHeaders();
        headers.add("binary", new byte[] {0, -1}).add("twice", bytes("1")).add("twice", bytes("2"));
        long offset = log.send(new ProducerRecord<>(
                        LOCATIONS, PARTITION, LocationKeys.encode(2013), Events.location(2013, 1), headers))
                .offset();
        String letter = awaitLetter(offset);
        noExtraRule();

        given().post(letter + "/redrive")
                .then()
                .statusCode(200)
                .body("sent", equalTo(1))
                .body("failed", equalTo(0))
                .body("waiting", equalTo(0));

        await().atMost(PATIENCE)
                .until(() -> database.queryLong("SELECT count(*) FROM rider_location WHERE rider_id = 2013") == 1);
        ConsumerRecord<byte[], byte[]> again = recordBehind(offset);
        assertThat(again.key()).isEqualTo(LocationKeys.encode(2013));
        assertThat(again.value()).isEqualTo(Events.location(2013, 1));
        assertThat(StreamSupport.stream(again.headers().spliterator(), false)
                        .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.ISO_8859_1)))
                .containsExactly(
                        "binary=\0\u00ff",
                        "twice=1",
                        "twice=2",
                        "redrive.of=" + letter.substring("/api/dead-letters/".length()),
                        "redrive.attempt=1",
                        "redrive.reason=REFUSED_23514");
        given().get(letter)
                .then()
                .body("outcome", equalTo("STORED"))
                .body("outcomeOffset", equalTo((int) again.offset()))
                .body("attempts", equalTo(1));
        given().post(letter + "/redrive?force=true")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("it is stored"));
    }

    @Test
    void lettersThatFailAgainCountOnUntilTheyAreLeftInPeace() {
        awaitLetter(log.send(broken()).offset());
        for (int attempt = 1; attempt <= 5; attempt++) {
            redrive(Map.of("topic", LOCATIONS, "reason", "BROKEN_BYTES")).body("sent", equalTo(1));
            awaitFailedAgain(attempt);
        }

        redrive(Map.of()).body("sent", equalTo(0)).body("exhausted", equalTo(1));

        assertThat(database.queryLong("SELECT count(*) FROM dead_letter WHERE outcome IS NULL AND attempts = 5"
                        + " AND first_offset = (SELECT min(kafka_offset) FROM dead_letter)"))
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/api/statistics")
                        .then()
                        .body("deadLetterStates.total", equalTo(6))
                        .body("deadLetterStates.exhausted", equalTo(1))
                        .body("deadLetterStates.failedAgain", equalTo(5)));
        redrive(Map.of("force", true)).body("sent", equalTo(1));
        awaitFailedAgain(6);
    }

    @Test
    void whatCannotBeSentIsRefusedAndStaysAsItIs() {
        String letter = awaitLetter(log.send(broken()).offset());

        problem(404, "/api/dead-letters/" + UUID.randomUUID() + "/1/999999/redrive", "no dead letter");
        problem(400, "/api/dead-letters/x/1/0/redrive", "topicId must be a UUID");
        problem(400, letter + "/redrive?force=maybe", "force must be true or false");
        given().contentType(ContentType.JSON)
                .body(Map.of("limit", 0))
                .post("/api/dead-letters/redrive")
                .then()
                .statusCode(400)
                .body("detail", containsString("limit must lie within 1 and 500"));
        given().contentType(ContentType.JSON)
                .body(Map.of("partition", 0))
                .post("/api/dead-letters/redrive")
                .then()
                .statusCode(400)
                .body("detail", containsString("partition is not a known field"));
        database.execute("UPDATE dead_letter SET redriven_at = now()");
        problem(409, letter + "/redrive", "has not been read again yet");
        database.execute("UPDATE dead_letter SET redriven_at = NULL, attempts = 5");
        problem(409, letter + "/redrive", "5 times or more");
        database.execute("UPDATE dead_letter SET topic_id = gen_random_uuid(), attempts = 0");
        problem(
                409,
                "/api/dead-letters/" + topicIdOfTheLetter() + letter.substring(letter.indexOf("/1/")) + "/redrive",
                "was deleted, or made anew");
        redrive(Map.of()).body("sent", equalTo(0)).body("topicGone", equalTo(1));

        assertThat(database.queryLong("SELECT count(*) FROM dead_letter WHERE redriven_at IS NULL AND attempts = 0"))
                .isEqualTo(1);
    }

    @Test
    void aLogThatIsAwayIsSaidAndTheLetterWaits() {
        String letter = awaitLetter(log.send(broken()).offset());
        broker.kill();
        try {
            problem(503, letter + "/redrive", "The log is away");
            given().contentType(ContentType.JSON)
                    .post("/api/dead-letters/redrive")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json");
        } finally {
            broker.restart();
        }
        assertThat(database.queryLong("SELECT count(*) FROM dead_letter WHERE redriven_at IS NULL AND attempts = 0"))
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().post(letter + "/redrive").then().statusCode(200));
        awaitFailedAgain(1);
    }

    private static void problem(int status, String path, String words) {
        given().post(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(words));
    }

    private static ValidatableResponse redrive(Map<String, Object> which) {
        return given().contentType(ContentType.JSON)
                .body(which)
                .post("/api/dead-letters/redrive")
                .then()
                .statusCode(200);
    }

    /** The path of the letter of this record, once it is one. */
    private String awaitLetter(long offset) {
        await().atMost(PATIENCE)
                .until(() ->
                        database.queryLong("SELECT count(*) FROM dead_letter WHERE kafka_offset = " + offset) == 1);
        return "/api/dead-letters/" + topicIdOfTheLetter() + "/" + PARTITION + "/" + offset;
    }

    /** Also so that nothing of this test arrives in the next one. */
    private void awaitFailedAgain(int letters) {
        await().atMost(PATIENCE)
                .until(() -> database.queryLong("SELECT count(*) FROM dead_letter WHERE outcome = 'FAILED_AGAIN'")
                        == letters);
    }

    private String topicIdOfTheLetter() {
        return given().get("/api/dead-letters").then().extract().path("[0].topicId");
    }

    private ConsumerRecord<byte[], byte[]> recordBehind(long offset) {
        int count = Math.toIntExact(log.endOffset(LOCATIONS));
        return log.read(LOCATIONS, count).stream()
                .filter(record -> record.partition() == PARTITION && record.offset() > offset)
                .findFirst()
                .orElseThrow();
    }

    private static ProducerRecord<byte[], byte[]> broken() {
        return new ProducerRecord<>(LOCATIONS, PARTITION, LocationKeys.encode(2014), bytes("no event"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
