package io.deliverytracking.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.events.Topics;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerTotals;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole sessions against a real broker: what the ledger says is what the broker has. */
@QuarkusTest
@TestProfile(FleetProfile.class)
class SimulatorRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NO_FAULTS =
            "{\"outOfOrderRate\":0,\"duplicateRate\":0,\"dropOutRate\":0,\"clockSkewShare\":0}";

    @Inject
    SimulatorConfig config;

    EmbeddedBroker broker;
    LogClient log;

    @BeforeEach
    void quiet() {
        await().atMost(PATIENCE).until(() -> !status().getString("state").equals("WAITING_FOR_BROKER"));
        patchFaults(NO_FAULTS);
        put("riders", "{\"riders\":200}");
        put("rate", "{\"ratePerRider\":10}");
    }

    @AfterEach
    void stopped() {
        if (!broker.isRunning()) {
            broker.restart();
        }
        given().post("/api/simulator/stop");
    }

    @Test
    void theBrokerHasWhatTheLedgerSaysAndEachRidersEventsInOrder() throws IOException {
        post("start");
        awaitSent(6_000);
        drain();
        post("stop");
        SessionLedger ledger = lastLedger();
        assertThat(ledger.closed()).isTrue();
        LedgerTotals totals = ledger.totals();
        assertThat(totals.sent()).isGreaterThanOrEqualTo(6_000);
        assertThat(totals.acknowledged()).isEqualTo(totals.sent());
        assertThat(totals.sent()).isEqualTo(totals.intended());
        assertThat(ledger.orders().acknowledged())
                .isPositive()
                .isEqualTo(ledger.orders().sent());

        StoredLocations stored = StoredLocations.read(log, ledger.session());
        stored.assertBalancesWith(ledger);
        Map<Integer, Integer> next = new HashMap<>();
        for (RiderLocation location : stored.locations()) {
            int expected = next.merge(location.getRiderId(), 1, Integer::sum) - 1;
            assertThat(location.getSequence()).isEqualTo(expected);
        }
        assertThat(next).hasSize(200);
    }

    @Test
    void withEveryFaultSwitchedOnItStillBalances() throws IOException {
        patchFaults("""
                {"outOfOrderRate":0.1,"outOfOrderDelayMs":500,"duplicateRate":0.1,"duplicateDelayMs":300,
                 "dropOutRate":0.01,"dropOutDurationMs":800,"clockSkewShare":0.2,"clockSkewMs":-60000}
                """);
        post("start");
        awaitSent(8_000);
        drain();
        post("stop");
        SessionLedger ledger = lastLedger();
        LedgerTotals totals = ledger.totals();
        assertThat(totals.copiesSent()).isGreaterThan(400);
        assertThat(totals.copiesAcknowledged()).isEqualTo(totals.copiesSent());
        assertThat(totals.acknowledged()).isEqualTo(totals.sent()).isEqualTo(totals.intended());
        assertThat(status().getInt("faults.counts.held")).isZero();
        assertThat(status().getInt("faults.counts.dropOuts")).isPositive();

        StoredLocations stored = StoredLocations.read(log, ledger.session());
        stored.assertBalancesWith(ledger);
        assertThat(stored.locations()).hasSize((int) (totals.sent() + totals.copiesSent()));
    }

    @Test
    void aKilledBrokerCostsTimeButNoEvent() throws IOException {
        post("start");
        awaitSent(1_000);
        broker.kill();
        // The buffer is full within a second; from then on the schedule runs away from the sender.
        await().atMost(PATIENCE).until(() -> status().getLong("behind.events") > 1_000);
        assertThat(status().getString("state")).isEqualTo("RUNNING");
        broker.restart();
        await().atMost(PATIENCE).until(() -> status().getLong("behind.events") < 100);
        assertThat(status().getLong("behind.mostLagMs")).isGreaterThan(100);
        drain();
        post("stop");
        SessionLedger ledger = lastLedger();
        LedgerTotals totals = ledger.totals();
        assertThat(totals.sent()).isEqualTo(totals.intended());
        assertThat(totals.failed()).isZero();
        assertThat(totals.acknowledged()).isEqualTo(totals.sent());
        StoredLocations.read(log, ledger.session()).assertBalancesWith(ledger);
    }

    @Test
    void aPauseIntendsNothingAndTheRatesTakeEffect() throws IOException {
        post("start");
        awaitSent(500);
        long intended = drain();
        long sent = status().getLong("counts.sent");
        put("riders", "{\"riders\":300}");
        put("rate", "{\"ratePerRider\":20}");
        await().during(Duration.ofMillis(400)).atMost(PATIENCE).until(() -> status().getLong("counts.sent") == sent);
        assertThat(status().getLong("intended")).isEqualTo(intended).isEqualTo(sent);

        post("resume");
        awaitSent(sent + 3_000);
        post("stop");
        SessionLedger ledger = lastLedger();
        assertThat(ledger.riders()).isEqualTo(300);
        assertThat(status().getInt("riders")).isEqualTo(300);
        StoredLocations.read(log, ledger.session()).assertBalancesWith(ledger);
    }

    @Test
    void eachStartIsANewAndLargerSession() throws IOException {
        post("start");
        awaitSent(10);
        post("stop");
        long first = status().getLong("session");
        post("start");
        awaitSent(10);
        post("stop");
        assertThat(status().getLong("session")).isGreaterThan(first);
        assertThat(new LedgerDirectory(Path.of(config.ledgerDirectory())).sessions())
                .endsWith(first, status().getLong("session"));
    }

    @Test
    void theTopicsAreAsConfigured() throws Exception {
        assertThat(partitions(Topics.DELIVERY_LOCATION_UPDATES))
                .isEqualTo(config.topics().locationPartitions());
        assertThat(partitions(Topics.RESTAURANT_UPDATES))
                .isEqualTo(config.topics().orderPartitions());
        assertThat(partitions(Topics.DB_WRITER_DEAD_LETTERS))
                .isEqualTo(config.topics().deadLetterPartitions());
        assertThat(log.endOffset(Topics.DB_WRITER_DEAD_LETTERS)).isZero();
        given().get("/q/health/ready").then().statusCode(200);
    }

    private int partitions(String topic) throws Exception {
        return log.admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private SessionLedger lastLedger() throws IOException {
        LedgerDirectory directory = new LedgerDirectory(Path.of(config.ledgerDirectory()));
        return directory.read(directory.sessions().get(directory.sessions().size() - 1));
    }

    private static void awaitSent(long events) {
        await().atMost(PATIENCE).until(() -> status().getLong("counts.sent") >= events);
    }

    /**
     * Pauses until all that was intended is sent and answered, and returns how much that is. A stop alone leaves behind
     * what a machine that stood still could not send in time, and rightly so.
     */
    private static long drain() {
        post("pause");
        await().atMost(PATIENCE).until(() -> status().getString("state").equals("PAUSED"));
        await().atMost(PATIENCE).until(() -> {
            JsonPath status = status();
            return status.getLong("behind.events") == 0 && status.getLong("inFlight") == 0;
        });
        return status().getLong("intended");
    }

    private static JsonPath status() {
        return given().get("/api/simulator").then().statusCode(200).extract().jsonPath();
    }

    private static void post(String command) {
        given().post("/api/simulator/" + command).then().statusCode(200);
    }

    private static void put(String what, String body) {
        given().contentType("application/json")
                .body(body)
                .put("/api/simulator/" + what)
                .then()
                .statusCode(200);
    }

    private static void patchFaults(String body) {
        given().contentType("application/json")
                .body(body)
                .patch("/api/simulator/faults")
                .then()
                .statusCode(200);
    }
}
