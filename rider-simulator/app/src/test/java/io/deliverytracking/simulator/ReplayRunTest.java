package io.deliverytracking.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.simulator.config.SimulatorConfig;
import io.deliverytracking.testkit.BrokerTestResource;
import io.deliverytracking.testkit.LogClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file of fixes through a real broker, started by itself, to its end. */
@QuarkusTest
@TestProfile(ReplayRunTest.Replay.class)
class ReplayRunTest {

    private static final int VEHICLES = 9;
    private static final int ROUNDS = 100;

    /** A day of vehicles with a repeated row and a late row now and then, and some rubbish. */
    public static class Replay implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path directory = Files.createTempDirectory(Path.of("target"), "replay-");
                return Map.of(
                        "quarkus.http.test-port", "0",
                        "simulator.replay.file",
                                Files.writeString(directory.resolve("trace.csv"), trace())
                                        .toString(),
                        "simulator.replay.speed-up", "28800",
                        "simulator.replay.speed-unit", "miles-per-hour",
                        "simulator.producer.linger-ms", "5",
                        "simulator.ledger-directory",
                                directory.resolve("ledger").toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(BrokerTestResource.class));
        }

        private static String trace() {
            StringBuilder text = new StringBuilder("vehicle_id,timestamp,speed,latitude,longitude\n");
            for (int round = 0; round < ROUNDS; round++) {
                for (int vehicle = 0; vehicle < VEHICLES; vehicle++) {
                    String id = vehicle == 0 ? "spare" : Integer.toString(2_000_000_000 + vehicle);
                    // The file names the vehicles in another order than that of their times.
                    long time = 1_425_800_000L + round * 864L + (VEHICLES - vehicle) * 20L;
                    String row = id + "," + time + ",12.5,30." + (1_000 + round) + ",-97." + (1_000 + vehicle) + "\n";
                    text.append(row);
                    if (round % 10 == 3 && vehicle == 1) {
                        text.append(row);
                        text.append(row.replace(Long.toString(time), Long.toString(time - 2_000)));
                        text.append("not a row\n");
                    }
                }
            }
            return text.toString();
        }
    }

    @Inject
    SimulatorConfig config;

    LogClient log;

    @Test
    void everyReadableRowArrivesAndEveryOtherRowIsAccountedFor() throws IOException {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> status().getString("state").equals("FINISHED"));
        JsonPath status = status();
        assertThat(status.getInt("replay.trace.rows")).isEqualTo(VEHICLES * ROUNDS + 30);
        assertThat(status.getInt("replay.trace.readable")).isEqualTo(VEHICLES * ROUNDS + 20);
        assertThat(status.getInt("replay.trace.unreadable.TOO_FEW_FIELDS")).isEqualTo(10);
        assertThat(status.getInt("replay.trace.repeated")).isEqualTo(10);
        assertThat(status.getInt("replay.trace.outOfOrder")).isEqualTo(10);
        assertThat(status.getInt("replay.replayed")).isEqualTo(VEHICLES * ROUNDS + 20);
        assertThat(status.getInt("counts.acknowledged")).isEqualTo(VEHICLES * ROUNDS + 20);
        assertThat(status.getInt("intended")).isEqualTo(VEHICLES * ROUNDS + 20);
        assertThat(status.getInt("replay.total")).isEqualTo(VEHICLES * ROUNDS + 20);
        assertThat(status.getDouble("replay.percent")).isEqualTo(100);
        assertThat(status.getLong("replay.eventTimeMs")).isEqualTo(status.getLong("replay.trace.lastTimeMs"));
        assertThat(status.getString("replay.nextFixInMs")).isNull();

        SessionLedger ledger = new LedgerDirectory(Path.of(config.ledgerDirectory())).read(status.getLong("session"));
        assertThat(ledger.closed()).isTrue();
        StoredLocations stored = StoredLocations.read(log, ledger.session());
        stored.assertBalancesWith(ledger);
        assertThat(ledger.sent(2_000_000_001)).isEqualTo(ROUNDS + 20);
        assertThat(ledger.sent(1)).as("rider \"spare\"").isEqualTo(ROUNDS);
        long before = 0;
        for (RiderLocation location : stored.locations()) {
            if (location.getRiderId() == 2_000_000_001) {
                assertThat(location.getEventTimeMs()).isGreaterThanOrEqualTo(before);
                before = location.getEventTimeMs();
                assertThat(location.getSpeedCmS()).isEqualTo(559);
            }
        }
        given().contentType("application/json")
                .body("{\"riders\":5}")
                .put("/api/simulator/riders")
                .then()
                .statusCode(200);
    }

    @Test
    void theMapIsWhereTheTraceIs() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get("/api/simulator/map").statusCode() == 200);
        JsonPath map = given().get("/api/simulator/map").jsonPath();
        assertThat(map.getString("kind")).isEqualTo("replay");
        assertThat(map.getDouble("bounds.south")).isEqualTo(30.1);
        assertThat(map.getDouble("bounds.north")).isEqualTo(30.1099);
        assertThat(map.getDouble("bounds.west")).isEqualTo(-97.1008);
        assertThat(map.getDouble("bounds.east")).isEqualTo(-97.1);
        assertThat(map.getDouble("centre.latitude")).isEqualTo(30.10495);
        assertThat(map.getString("network")).isNull();
        given().get("/api/simulator/network").then().statusCode(404);
    }

    private static JsonPath status() {
        return given().get("/api/simulator").then().statusCode(200).extract().jsonPath();
    }
}
