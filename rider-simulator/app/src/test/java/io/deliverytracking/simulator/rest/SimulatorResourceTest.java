package io.deliverytracking.simulator.rest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.deliverytracking.simulator.FleetProfile;
import io.deliverytracking.testkit.ForeignCallers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FleetProfile.class)
class SimulatorResourceTest {

    @TestHTTPResource
    URI service;

    @BeforeEach
    void nothingRuns() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !given().get("/api/simulator")
                        .jsonPath()
                        .getString("state")
                        .equals("WAITING_FOR_BROKER"));
        given().post("/api/simulator/stop");
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        ForeignCallers.areRefused(service);
    }

    @Test
    void aPageOfAnotherSiteSteersNothing() {
        given().header("Origin", "http://evil.example")
                .post("/api/simulator/start")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().get("/api/simulator").then().body("state", not(equalTo("RUNNING")));
    }

    @Test
    void wrongValuesNameTheirField() {
        put("rate", "{\"ratePerRider\":0}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("ratePerRider"))
                .body("title", equalTo("Bad Request"))
                .body("detail", containsString("outside of 0.001 to 100"));
        put("riders", "{\"riders\":-5}").statusCode(400).body("field", equalTo("riders"));
        patch("{\"duplicateRate\":2}").statusCode(400).body("field", equalTo("duplicateRate"));
        patch("{\"outOfOrderDelayMs\":0}").statusCode(400).body("field", equalTo("outOfOrderDelayMs"));
    }

    @Test
    void missingUnknownAndMistypedFieldsAreNamed() {
        put("rate", "{}").statusCode(400).body("field", equalTo("ratePerRider"));
        put("riders", "{\"riders\":\"many\"}")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("riders"));
        put("riders", "{\"bikers\":5}")
                .statusCode(400)
                .body("field", equalTo("bikers"))
                .body("detail", equalTo("bikers is not a known field"));
        patch("{\"dropOutRate\":\"often\"}").statusCode(400).body("field", equalTo("dropOutRate"));
    }

    @Test
    void noJsonIsAProblemToo() {
        for (String body : new String[] {"", "{", "null", "[]", "7"}) {
            put("rate", body).statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void commandsThatDoNotFitTheStateAreConflicts() {
        for (String command : new String[] {"pause", "resume", "stop"}) {
            given().post("/api/simulator/" + command)
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("detail", containsString("nothing is running"));
        }
        given().post("/api/simulator/start").then().statusCode(200).body("state", equalTo("RUNNING"));
        given().post("/api/simulator/start").then().statusCode(409).body("detail", containsString("already running"));
        given().post("/api/simulator/stop").then().statusCode(200).body("state", equalTo("STOPPED"));
    }

    @Test
    void faultsChangeFieldByField() {
        patch("{\"duplicateRate\":0.25,\"duplicateDelayMs\":700}").statusCode(200);
        patch("{\"dropOutRate\":0.001,\"gpsNoiseM\":80,\"zeroFixRate\":0.01}").statusCode(200);
        given().post("/api/simulator/start")
                .then()
                .statusCode(200)
                .body("faults.settings.duplicateRate", equalTo(0.25f))
                .body("faults.settings.duplicateDelayMs", equalTo(700))
                .body("faults.settings.dropOutRate", equalTo(0.001f))
                .body("faults.settings.gpsNoiseM", equalTo(80))
                .body("faults.settings.zeroFixRate", equalTo(0.01f));
        patch("{\"duplicateRate\":0.5}").statusCode(200).body("faults.settings.duplicateRate", equalTo(0.5f));
        given().post("/api/simulator/stop");
        patch("{\"duplicateRate\":0,\"dropOutRate\":0,\"zeroFixRate\":0}").statusCode(200);
    }

    @Test
    void theCitysDayGoesAsFastAsItIsTold() {
        put("time-factor", "{\"timeFactor\":-1}").statusCode(400).body("field", equalTo("timeFactor"));
        put("time-factor", "{}").statusCode(400).body("field", equalTo("timeFactor"));
        put("time-factor", "{\"timeFactor\":0}").statusCode(200);
        given().post("/api/simulator/start")
                .then()
                .statusCode(200)
                .body("city.timeOfDay", equalTo("11:00"))
                .body("city.timeFactor", equalTo(0.0f))
                .body("city.demand", equalTo(1.17f));
        put("time-factor", "{\"timeFactor\":3600}").statusCode(200).body("city.timeFactor", equalTo(3600.0f));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/api/simulator").jsonPath().getDouble("city.demand") > 1.8);
        given().post("/api/simulator/stop");
        put("time-factor", "{\"timeFactor\":1}").statusCode(200);
    }

    @Test
    void metricsHealthAndApiAreThere() {
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("simulator_locations_acknowledged_total"))
                .body(containsString("simulator_ack_latency_ms{quantile=\"0.99\"}"))
                .body(containsString("simulator_behind_events"));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'simulator' }.status", equalTo("UP"));
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/api/simulator/faults"));
    }

    private static ValidatableResponse put(String what, String body) {
        return given().contentType("application/json")
                .body(body)
                .put("/api/simulator/" + what)
                .then();
    }

    private static ValidatableResponse patch(String body) {
        return given().contentType("application/json")
                .body(body)
                .patch("/api/simulator/faults")
                .then();
    }
}
