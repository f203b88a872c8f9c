package io.deliverytracking.analytics;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.deliverytracking.analytics.journal.JournalState;
import io.deliverytracking.events.Zone;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.testkit.BrokerTestResource;
import io.deliverytracking.testkit.ForeignCallers;
import io.deliverytracking.testkit.LogClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole service on a real broker. Tests share it, and event time only goes forward: each test has a minute of its own,
 * {@value #MINUTES_APART} after that of the test before.
 */
@QuarkusTest
@QuarkusTestResource(
        value = BrokerTestResource.class,
        initArgs = @ResourceArg(name = "topics", value = "delivery-location-updates:3,restaurant-updates:2"))
class AnalyticsConsumerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MINUTES_APART = 3;
    private static final long ORDER = 4_711;

    private static long nextMinuteMs = 1_700_000_040_000L;

    @TestHTTPResource
    URI service;

    LogClient client;

    @Inject
    JournalState journal;

    private CityLog log;
    private long minuteMs;

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(() -> when().get("/q/health/ready").statusCode() == 200);
        log = new CityLog(client);
        minuteMs = nextMinuteMs;
        nextMinuteMs += MINUTES_APART * 60_000L;
        // The clocks of the test before close nothing here.
        log.clock(minuteMs - 1_000).send();
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        ForeignCallers.areRefused(service);
    }

    @Test
    void aMinuteOfTheCityIsInTheWindowsOfEverySize() {
        log.fix(1, at(0), Zone.NORTH, 500)
                .fix(2, at(0), Zone.EAST, 300)
                .fix(3, at(0.9), Zone.SOUTH, 400)
                .fix(4, at(0.9), Zone.WEST, 0)
                .fix(1, at(9), Zone.EAST, 100)
                .fix(1, at(59.999), Zone.EAST, 200)
                .order(11, OrderState.ORDER_STATE_PLACED, at(3))
                .order(12, OrderState.ORDER_STATE_PLACED, at(4))
                .order(11, OrderState.ORDER_STATE_ACCEPTED, at(5))
                .order(11, OrderState.ORDER_STATE_DELIVERED, at(30))
                .clock(at(70))
                .send();

        window("1s", at(0))
                .body("endMs", equalTo(at(1)))
                .body("events", equalTo(4))
                .body("eventsPerSecond", equalTo(4f))
                .body("activeRiders", equalTo(4))
                .body("meanSpeedMps.toDouble()", closeTo(3.0, 1e-9))
                .body("ridersByZone.NORTH", equalTo(1))
                .body("ridersByZone.WEST", equalTo(1));
        window("10s", at(0))
                .body("events", equalTo(5))
                .body("eventsPerSecond", equalTo(0.5f))
                .body("activeRiders", equalTo(4))
                .body("ridersByZone.NORTH", equalTo(1))
                .body("ridersByZone.EAST", equalTo(2))
                .body("ordersByState.PLACED", equalTo(2))
                .body("ordersByState.ACCEPTED", equalTo(1))
                .body("ordersByState.DELIVERED", equalTo(0));
        window("60s", at(0))
                .body("size", equalTo("60s"))
                .body("events", equalTo(6))
                .body("eventsPerSecond", equalTo(0.1f))
                .body("activeRiders", equalTo(4))
                .body("meanSpeedMps.toDouble()", closeTo(2.5, 1e-9))
                .body("ordersByState.PLACED", equalTo(2))
                .body("ordersByState.DELIVERED", equalTo(1));
    }

    @Test
    void aWindowTellsSpeedsSupplyAndDemandAndHowLongDeliveriesTook() {
        log.fix(1, at(1), Zone.NORTH, 500)
                .fix(2, at(2), Zone.NORTH, 300)
                .fix(3, at(3), Zone.EAST, 100)
                .order(ORDER, OrderState.ORDER_STATE_PLACED, at(3))
                .order(ORDER, OrderState.ORDER_STATE_ACCEPTED, at(5))
                .order(ORDER, OrderState.ORDER_STATE_READY, at(8))
                .order(ORDER, OrderState.ORDER_STATE_PICKED_UP, at(12))
                .clock(at(18))
                .order(ORDER, OrderState.ORDER_STATE_DELIVERED, at(30))
                .clock(at(70))
                .send();

        window("10s", at(0))
                .body("speedMps.p50.toDouble()", closeTo(3, 1e-6))
                .body("speedMps.p99.toDouble()", closeTo(5, 1e-6))
                .body("distinctRiders", equalTo(3))
                .body("zones.NORTH.events", equalTo(2))
                .body("zones.NORTH.riders", equalTo(2))
                .body("zones.NORTH.idleRiders", equalTo(2))
                .body("zones.NORTH.busyRiders", equalTo(0))
                .body("zones.NORTH.meanSpeedMps.toDouble()", closeTo(4, 1e-9))
                .body("zones.NORTH.speedMps.p50.toDouble()", closeTo(3, 1e-6))
                .body("zones.NORTH.ordersPlaced", equalTo(1))
                .body("zones.SOUTH.speedMps", nullValue())
                .body("deliveryTimes.ACCEPT.count", equalTo(1))
                .body("deliveryTimes.ACCEPT.meanS.toDouble()", closeTo(2, 1e-9))
                .body("deliveryTimes.PREPARE.p99S.toDouble()", closeTo(3, 1e-6))
                .body("deliveryTimes.RIDE", nullValue())
                .body("late", equalTo(0))
                .body("ahead", equalTo(0));
        int openThen = window("10s", at(0)).extract().path("zones.NORTH.openOrders");
        window("60s", at(0))
                .body("zones.NORTH.ordersDelivered", equalTo(1))
                .body("deliveryTimes.PICK_UP.meanS.toDouble()", closeTo(4, 1e-9))
                .body("deliveryTimes.RIDE.meanS.toDouble()", closeTo(18, 1e-9))
                .body("deliveryTimes.TOTAL.meanS.toDouble()", closeTo(27, 1e-9))
                .body("zones.NORTH.openOrders", equalTo(openThen - 1));
    }

    @Test
    void aWindowIsDrawnByCell() {
        log.fix(1, at(1), Zone.NORTH, 500)
                .fix(1, at(2), Zone.NORTH, 300)
                .fix(3, at(3), Zone.EAST, 100)
                .clock(at(70))
                .send();

        window("60s", at(0));
        when().get("/api/windows/60s/" + at(0) + "/cells")
                .then()
                .statusCode(200)
                .body("resolution", equalTo(8))
                .body("endMs", equalTo(at(60)))
                .body("elsewhere", equalTo(0))
                .body("cells", hasSize(2))
                .body("cells.find { it.events == 2 }.riders", equalTo(1))
                .body("cells.find { it.events == 2 }.meanSpeedMps.toDouble()", closeTo(4, 1e-9))
                .body("cells.find { it.events == 2 }.boundary", hasSize(6))
                .body("cells.find { it.events == 2 }.centre[0].toDouble()", closeTo(13.405, 0.01))
                .body("cells.find { it.events == 2 }.centre[1].toDouble()", closeTo(52.53, 0.01))
                .body("cells.find { it.events == 1 }.cell", matchesPattern("88[0-9a-f]{13}"));
        when().get("/api/windows/60s/latest/cells").then().statusCode(200).body("startMs", equalTo(at(0)));
    }

    @Test
    void anEventThatComesAfterItsWindowHasClosedIsCountedAsLateAndChangesNothing() {
        log.fix(1, at(10), Zone.NORTH, 500).clock(at(30)).send();
        window("1s", at(10)).body("events", equalTo(1));
        long late = total("late");
        long counted = total("counted");
        log.fix(2, at(10), at(31), Zone.NORTH, 500)
                .fix(3, at(29), Zone.NORTH, 500)
                .clock(at(70))
                .send();
        window("60s", at(0)).body("events", equalTo(2 + CityLog.LOCATION_PARTITIONS));
        window("1s", at(10)).body("events", equalTo(1)).body("activeRiders", equalTo(1));
        window("1s", at(10)).body("late", equalTo(1));
        window("60s", at(0)).body("late", equalTo(1));
        assertThat(total("late") - late).isEqualTo(1);
        assertThat(total("counted") - counted)
                .as("rider 3 is behind, but within what is allowed; and five clocks")
                .isEqualTo(1 + CityLog.LOCATION_PARTITIONS + CityLog.ORDER_PARTITIONS);
    }

    @Test
    void aClockFarAheadClosesNobodysWindowAndIsCountedApart() {
        long ahead = total("ahead");
        log.fix(1, at(3_600), at(5), Zone.NORTH, 500)
                .fix(2, at(6), Zone.NORTH, 500)
                .clock(at(70))
                .send();
        window("60s", at(0)).body("events", equalTo(1));
        assertThat(total("ahead") - ahead).isEqualTo(1);
    }

    @Test
    void brokenRecordsAreCountedByTheirReasonAndStopNothing() {
        long broken = total("undecodableByReason.BROKEN_BYTES");
        long unknown = total("undecodableByReason.UNKNOWN_VERSION");
        log.broken(at(1), new byte[] {1, 2, 3})
                .broken(at(1), new byte[] {8, 99})
                .fix(3, at(2), Zone.NORTH, 500)
                .clock(at(70))
                .send();
        window("60s", at(0)).body("events", equalTo(1));
        assertThat(total("undecodableByReason.BROKEN_BYTES") - broken).isEqualTo(1);
        assertThat(total("undecodableByReason.UNKNOWN_VERSION") - unknown).isEqualTo(1);
        when().get("/q/metrics").then().body(containsString("analytics_undecodable_total{reason=\"broken_bytes\"}"));
    }

    @Test
    void commitsFollowWithinASecondOrSoAndCarryTheirRebuildPoints() throws Exception {
        log.fix(1, at(1), Zone.NORTH, 500).send();
        await().atMost(PATIENCE).until(() -> log.lag("analytics-consumer") == 0);
        assertThat(log.commitMetadata("analytics-consumer"))
                .hasSize(CityLog.LOCATION_PARTITIONS + CityLog.ORDER_PARTITIONS)
                .allMatch(metadata -> metadata.startsWith("v2;"));
    }

    @Test
    void windowsOfARangeComeOldestFirstAndOfTooManyTheNewest() {
        for (int second = 0; second < 10; second++) {
            log.fix(1, at(second), Zone.NORTH, 500);
        }
        log.clock(at(70)).send();
        window("60s", at(0));
        given().queryParam("from", at(0))
                .queryParam("to", at(9))
                .queryParam("limit", 3)
                .when()
                .get("/api/windows/1s")
                .then()
                .statusCode(200)
                .body("", hasSize(3))
                .body("[0].startMs", equalTo(at(6)))
                .body("[2].startMs", equalTo(at(8)));
        when().get("/api/windows/60s/latest").then().statusCode(200).body("startMs", equalTo(at(0)));
    }

    @Test
    void everyPartitionTellsHowFarEventTimeHasGot() {
        log.clock(at(20)).send();
        await().atMost(PATIENCE).until(() -> {
            JsonPath partitions = when().get("/api/partitions").jsonPath();
            return partitions.getList("watermarkMs", Long.class).stream()
                            .filter(watermarkMs -> watermarkMs != null && watermarkMs == at(19))
                            .count()
                    == CityLog.LOCATION_PARTITIONS + CityLog.ORDER_PARTITIONS;
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/windows/2s | 404 | 1s, 10s and 60s",
                "/api/windows/1s/17 | 404 | No window of 1s that starts at 17",
                "/api/windows/1s/17/cells | 404 | No window of 1s that starts at 17 is known by cell",
                "/api/windows/1s/soon | 400 | startMs must be a whole number",
                "/api/windows/1s?limit=0 | 400 | limit must lie within 1",
                "/api/windows/1s?from=x | 400 | from must be a whole number"
            })
    void aQuestionThatCannotBeMeantIsAProblemWithADetail(String path, int status, String detail) {
        when().get(path)
                .then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    @Test
    void theInterfaceIsDescribed() {
        given().accept("application/json")
                .when()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.size()", equalTo(7))
                .body("paths.'/api/windows/{size}'.get.operationId", equalTo("windows"));
    }

    /** A moment of this test's minute. */
    private long at(double second) {
        return minuteMs + Math.round(second * 1_000);
    }

    /** The window, once it has closed. */
    private static ValidatableResponse window(String size, long startMs) {
        String path = "/api/windows/" + size + "/" + startMs;
        await().atMost(PATIENCE).until(() -> when().get(path).statusCode() == 200);
        return when().get(path).then().statusCode(200);
    }

    @Test
    void aJournalThatCannotBeWrittenIsToldByTotalsAndReadinessWhichStaysUp() {
        // The service writes twice a second and says that it can: what is set here holds until the next entry.
        when().get("/api/totals").then().statusCode(200).body("journalFault", nullValue());
        await().atMost(PATIENCE).untilAsserted(() -> {
            journal.failing("disk full");
            when().get("/api/totals").then().body("journalFault", equalTo("disk full"));
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            journal.failing("disk full");
            when().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'journal' }.data.degraded", equalTo(true))
                    .body("checks.find { it.name == 'journal' }.data.reason", equalTo("disk full"));
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/api/totals").then().body("journalFault", nullValue()));
    }

    private static long total(String name) {
        return when().get("/api/totals").then().extract().jsonPath().getLong(name);
    }
}
