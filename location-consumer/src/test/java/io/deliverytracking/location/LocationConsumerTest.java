package io.deliverytracking.location;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.location.frame.DecodedFrame;
import io.deliverytracking.testkit.ForeignCallers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole service on a real broker. Tests share it, so each has riders and a corner of the globe of its own. */
@QuarkusTest
@QuarkusTestResource(DeliveryLogResource.class)
class LocationConsumerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    DeliveryLog log;

    @TestHTTPResource("/api/live")
    URI liveOverHttp;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(() -> when().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        ForeignCallers.areRefused(service);
    }

    @Test
    void aPageOfAnotherSiteHearsNothingLive() {
        assertThat(ForeignCallers.statusOfUpgrade(service, "/api/live", "http://evil.example"))
                .isEqualTo(403);
        assertThat(ForeignCallers.statusOfUpgrade(service, "/api/live", "http://" + service.getAuthority()))
                .isEqualTo(101);
    }

    @Test
    void aFixThatWasSentIsOnTheMap() {
        log.fix(1, 0, 525_200_000, 134_050_000, 77, System.currentTimeMillis()).flush();
        awaitRider(1, 0);
        when().get("/api/riders/1")
                .then()
                .body("riderId", equalTo(1))
                .body("latitude", equalTo(52.52f))
                .body("longitude", equalTo(13.405f))
                .body("speedMps", equalTo(5.12f))
                .body("status", equalTo("TO_CUSTOMER"))
                .body("orderId", equalTo(77));
    }

    @Test
    void theStartRestoresWhoWasHeardLately() {
        awaitRider(DeliveryLogResource.HEARD_LATELY, 0);
        when().get("/api/riders/" + DeliveryLogResource.HEARD_LONG_AGO)
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(404))
                .body("title", equalTo("Not Found"));
    }

    @Test
    void aLateFixAndARepeatedOneAreCountedAndMoveNothing() {
        long late = statistic("lateFixes");
        long duplicates = statistic("duplicateFixes");
        log.fix(2, 5, 10, 10).fix(2, 4, 20, 20).fix(2, 5, 10, 10).flush();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(statistic("lateFixes")).isEqualTo(late + 1);
            assertThat(statistic("duplicateFixes")).isEqualTo(duplicates + 1);
        });
        when().get("/api/riders/2").then().body("sequence", equalTo(5));
    }

    @Test
    void aBrokenRecordIsCountedAndStopsNothing() {
        long before = statistic("undecodable");
        log.broken(3, new byte[] {1, 2, 3})
                .broken(3, new byte[0])
                .fix(3, 1, 10, 10)
                .flush();
        awaitRider(3, 1);
        await().atMost(PATIENCE).until(() -> statistic("undecodable") == before + 2);
        when().get("/q/metrics").then().body(containsString("location_undecodable_total{reason=\"no_value\"}"));
    }

    @Test
    void aBoxCountsAllAndListsUpToTheLimit() {
        for (int rider = 100; rider < 110; rider++) {
            log.fix(rider, 0, -330_000_000, rider % 2 == 0 ? 1_799_999_990 : -1_799_999_990);
        }
        log.flush();
        awaitRidersIn(-33.1, 179.9, -32.9, -179.9, 10);
        given().queryParam("south", -33.1)
                .queryParam("west", 179.9)
                .queryParam("north", -32.9)
                .queryParam("east", -179.9)
                .queryParam("limit", 3)
                .when()
                .get("/api/riders")
                .then()
                .statusCode(200)
                .body("total", equalTo(10))
                .body("riders", hasSize(3));
    }

    @Test
    void theNearestComeFirstWithTheirDistance() {
        log.fix(201, 0, 100_000_000, 100_000_000)
                .fix(202, 0, 100_010_000, 100_000_000)
                .fix(203, 0, 101_000_000, 100_000_000)
                .flush();
        awaitRidersIn(9.9, 9.9, 10.2, 10.1, 3);
        given().queryParam("latitude", 10)
                .queryParam("longitude", 10)
                .queryParam("count", 5)
                .queryParam("maxDistanceM", 1_000)
                .when()
                .get("/api/riders/nearest")
                .then()
                .statusCode(200)
                .body("", hasSize(2))
                .body("rider.riderId", hasItems(201, 202))
                .body("[0].rider.riderId", equalTo(201))
                .body("[1].distanceM.toDouble()", closeTo(111.2, 0.1));
    }

    @Test
    void anOrderIsShownWithItsRider() {
        log.order(4_001, OrderState.ORDER_STATE_PICKED_UP, 301)
                .order(4_001, OrderState.ORDER_STATE_ACCEPTED, 301)
                .fix(301, 0, 10, 10, 4_001, System.currentTimeMillis())
                .flush();
        awaitRider(301, 0);
        await().atMost(PATIENCE)
                .untilAsserted(() -> when().get("/api/orders/4001")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("PICKED_UP"))
                        .body("enteredAtMs.size()", equalTo(2))
                        .body("restaurant.latitude", equalTo(52.5f))
                        .body("rider.riderId", equalTo(301))
                        .body("rider.orderId", equalTo(4_001)));
        when().get("/api/orders/4002").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/riders/none | riderId must be a whole number",
                "/api/riders/0 | riderId must lie within",
                "/api/riders | south is missing",
                "/api/riders?south=1&west=2&north=0&east=3 | south must not exceed north",
                "/api/riders?south=1&west=2&north=95&east=3 | north must lie within",
                "/api/riders?south=0&west=2&north=1&east=3&limit=0 | limit must lie within",
                "/api/riders/nearest?latitude=0&longitude=x | longitude must be a number",
                "/api/riders/nearest?latitude=0&longitude=0&maxDistanceM=-1 | maxDistanceM must be above 0",
                "/api/orders?limit=1001 | limit must lie within",
                "/api/orders/abc | orderId must be a whole number"
            })
    void aQuestionThatCannotBeMeantIsAProblemWithADetail(String path, String detail) {
        when().get(path)
                .then()
                .statusCode(400)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(400))
                .body("detail", containsString(detail));
    }

    @Test
    void aRiderCanBeWatched() throws Exception {
        log.fix(401, 0, 10, 10).flush();
        awaitRider(401, 0);
        try (LiveClient client = new LiveClient(liveOverHttp)) {
            client.says("{\"v\":1,\"subscribe\":\"rider\",\"riderId\":401,\"intervalMs\":100}");
            JsonNode first = client.hears();
            assertThat(first.path("v").asInt()).isEqualTo(1);
            assertThat(first.path("type").asText()).isEqualTo("rider");
            assertThat(first.path("rider").path("sequence").asInt()).isZero();
            log.fix(401, 1, 20, 20).flush();
            assertThat(client.hears().path("rider").path("sequence").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aClientMayChangeWhatItWatchesAndIsToldWhenItCannot() throws Exception {
        log.fix(501, 0, -100_000_000, 100_000_000).flush();
        awaitRider(501, 0);
        try (LiveClient client = new LiveClient(liveOverHttp)) {
            client.says("{\"v\":1,\"subscribe\":\"rider\",\"riderId\":599}");
            JsonNode unknown = client.hears();
            assertThat(unknown.path("riderId").asInt()).isEqualTo(599);
            assertThat(unknown.has("rider")).isFalse();
            client.says("{\"v\":1,\"subscribe\":\"moon\"}");
            JsonNode refused = client.hears();
            assertThat(refused.path("type").asText()).isEqualTo("error");
            client.says("{\"v\":1,\"subscribe\":\"box\",\"south\":-11,\"west\":9,\"north\":-9,\"east\":11}");
            JsonNode box = client.hears();
            assertThat(box.path("type").asText()).isEqualTo("box");
            assertThat(box.path("total").asInt()).isEqualTo(1);
            assertThat(box.path("riders").path(0).path("riderId").asInt()).isEqualTo(501);
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsNobodyUpAndThenGetsTheNewestState() throws Exception {
        int riders = 5_000;
        for (int rider = 0; rider < riders; rider++) {
            log.fix(10_000 + rider, 0, 300_000_000 + rider, 300_000_000);
        }
        log.flush();
        awaitRidersIn(29, 29, 31, 31, riders);
        try (StubbornClient client = new StubbornClient(liveOverHttp)) {
            client.says("{\"v\":1,\"subscribe\":\"box\",\"south\":29,\"west\":29,\"north\":31,\"east\":31,"
                    + "\"limit\":5000,\"intervalMs\":100}");
            // A message is above a megabyte; the sockets hold a few. Moving one rider makes each tick worth a message.
            for (int sequence = 1; sequence <= 60; sequence++) {
                log.fix(10_000, sequence, 300_000_000, 300_000_000).flush();
                awaitRider(10_000, sequence);
            }
            int messages = 0;
            JsonNode message;
            do {
                message = JSON.readTree(client.reads());
                messages++;
            } while (sequenceOf(message, 10_000) < 60);
            assertThat(messages).as("messages that had piled up").isLessThan(30);
            assertThat(message.path("total").asInt()).isEqualTo(riders);
        }
    }

    @Test
    void aMapGetsASnapshotAndThenWhatChanges() throws Exception {
        log.fix(701, 0, -200_000_000, 200_000_000)
                .fix(702, 0, -201_000_000, 201_000_000, 9, System.currentTimeMillis())
                .flush();
        awaitRidersIn(-21, 19, -19, 21, 2);
        try (LiveClient client = new LiveClient(liveOverHttp)) {
            client.says(map(3, -21, 19, -19, 21, "\"mode\":\"riders\""));
            DecodedFrame snapshot = client.hearsFrame();
            assertThat(snapshot.type()).isEqualTo(1);
            assertThat(snapshot.subscription()).isEqualTo(3);
            assertThat(snapshot.riders()).containsOnlyKeys(701, 702);
            assertThat(snapshot.riders().get(701).x()).isEqualTo(32_768);
            assertThat(snapshot.riders().get(702).y()).isEqualTo(29_491);
            assertThat(snapshot.riders().get(702).status()).isEqualTo(4);
            log.fix(701, 1, -200_000_000, 205_000_000).flush();
            DecodedFrame delta = nextWithEntries(client);
            assertThat(delta.type()).isEqualTo(2);
            assertThat(delta.riders()).containsOnlyKeys(701);
            assertThat(delta.riders().get(701).x()).isEqualTo(49_151);
            client.says(map(4, -21, 19, -19, 21, "\"mode\":\"cells\",\"columns\":2,\"rows\":2"));
            DecodedFrame cells = client.hearsFrame();
            while (cells.subscription() != 4) {
                cells = client.hearsFrame();
            }
            assertThat(cells.type()).isEqualTo(3);
            assertThat(cells.ridersInBox()).isEqualTo(2);
            assertThat(cells.cells())
                    .isEqualTo(Map.of(1, new DecodedFrame.Cell(1, 1, 51), 3, new DecodedFrame.Cell(1, 0, 51)));
        }
        when().get("/api/statistics")
                .then()
                .body("push.frames", greaterThan(2))
                .body("push.positions", greaterThan(2))
                .body("push.positionAgeMs.p99", greaterThanOrEqualTo(0))
                .body("push.clients.MAP_RIDERS", greaterThanOrEqualTo(0));
        when().get("/q/metrics")
                .then()
                .body(containsString("location_live_positions_total"))
                .body(containsString("location_live_subscriptions{mode=\"map_cells\"}"))
                .body(containsString("location_live_position_age_seconds{quantile=\"0.99\"}"));
    }

    @Test
    void ordersUnderWayAreListedAsExamples() {
        log.order(5_001, OrderState.ORDER_STATE_PICKED_UP, 801)
                .order(5_002, OrderState.ORDER_STATE_DELIVERED, 802)
                .flush();
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().queryParam("limit", 1_000)
                        .when()
                        .get("/api/orders")
                        .then()
                        .statusCode(200)
                        .body("orderId", hasItems(5_001))
                        .body("orderId", not(hasItems(5_002)))
                        .body("[0].restaurant.latitude", equalTo(52.5f)));
        given().queryParam("limit", 1).when().get("/api/orders").then().body("", hasSize(1));
    }

    @Test
    void whatWasAppliedIsCommittedWithinASecondOrSo() {
        log.fix(601, 0, 10, 10).flush();
        await().atMost(PATIENCE).until(() -> log.lag("location-consumer") == 0);
    }

    @Test
    void theInterfaceIsDescribed() {
        given().accept("application/json")
                .when()
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.size()", equalTo(6))
                .body("paths.'/api/riders/{riderId}'.get.operationId", equalTo("rider"))
                .body("components.schemas.Rider.properties.latitude.type", equalTo("number"));
    }

    private static String map(int id, double south, double west, double north, double east, String mode) {
        return "{\"v\":1,\"subscribe\":\"map\",\"id\":" + id + ",\"south\":" + south + ",\"west\":" + west
                + ",\"north\":" + north + ",\"east\":" + east + "," + mode + ",\"intervalMs\":100}";
    }

    /** Riders elsewhere on the map move as well, and then a frame may be empty. */
    private static DecodedFrame nextWithEntries(LiveClient client) throws Exception {
        DecodedFrame frame = client.hearsFrame();
        while (frame.riders().isEmpty()) {
            frame = client.hearsFrame();
        }
        return frame;
    }

    private static int sequenceOf(JsonNode box, int riderId) {
        for (JsonNode rider : box.path("riders")) {
            if (rider.path("riderId").asInt() == riderId) {
                return rider.path("sequence").asInt();
            }
        }
        return -1;
    }

    private static void awaitRider(int riderId, int sequence) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            Response answer = when().get("/api/riders/" + riderId);
            return answer.statusCode() == 200 && answer.jsonPath().getInt("sequence") == sequence;
        });
    }

    /** Several riders lie in several partitions, of which one may be read before another. */
    private static void awaitRidersIn(double south, double west, double north, double east, int total) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> given().queryParam("south", south)
                                .queryParam("west", west)
                                .queryParam("north", north)
                                .queryParam("east", east)
                                .queryParam("limit", 1)
                                .when()
                                .get("/api/riders")
                                .jsonPath()
                                .getInt("total")
                        == total);
    }

    private static long statistic(String name) {
        return when().get("/api/statistics").then().extract().jsonPath().getLong(name);
    }
}
