package io.deliverytracking.simulator.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.deliverytracking.simulator.FleetProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FleetProfile.class)
class MapResourceTest {

    @Test
    void theMapTellsWhereTheCityIsBeforeAnythingMoves() {
        Response map = given().get("/api/simulator/map");
        map.then().statusCode(200).body("kind", equalTo("city"));
        assertThat(map.jsonPath().getDouble("centre.latitude")).isEqualTo(52.52);
        assertThat(map.jsonPath().getDouble("centre.longitude")).isEqualTo(13.405);
        // 2 km are 0.018 degrees of latitude.
        assertThat(map.jsonPath().getDouble("bounds.north") - map.jsonPath().getDouble("bounds.south"))
                .isBetween(0.0359, 0.0361);
        assertThat(map.jsonPath().getDouble("bounds.west")).isLessThan(13.405);
        assertThat(map.jsonPath().getDouble("bounds.east")).isGreaterThan(13.405);
    }

    @Test
    void theNetworkIsFetchedOnceAndThenOnlyAskedFor() {
        String tag = given().get("/api/simulator/map").jsonPath().getString("network");
        Response network = given().get("/api/simulator/network");
        network.then()
                .statusCode(200)
                .contentType("application/vnd.delivery-tracking.network")
                .header("ETag", '"' + tag + '"');
        byte[] bytes = network.asByteArray();
        assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("DTCN");

        given().header("If-None-Match", '"' + tag + '"')
                .get("/api/simulator/network")
                .then()
                .statusCode(304)
                .header("ETag", '"' + tag + '"');
        given().header("If-None-Match", "\"another\"")
                .get("/api/simulator/network")
                .then()
                .statusCode(200);
    }
}
