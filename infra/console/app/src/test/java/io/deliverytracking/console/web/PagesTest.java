package io.deliverytracking.console.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.deliverytracking.console.ConsoleProfile;
import io.deliverytracking.testkit.ForeignCallers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class PagesTest {

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/analytics", "/pipeline"})
    void everyPageIsTheOneDocumentAskedForAnewEachTime(String page) {
        given().get(page)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", equalTo("no-cache"))
                .body(containsString("<delivery-shell>"));
    }

    @Test
    void anUnknownPageIsUnknown() {
        given().get("/analytic").then().statusCode(404);
    }

    @Test
    void theDocumentsScriptHasItsHashInItsNameAndIsKept() {
        String document = given().get("/").asString();
        Matcher script = Pattern.compile("src=\"(/static/bundle/[^\"]+-[0-9A-Z]{8}\\.js)\"")
                .matcher(document);

        assertThat(script.find()).isTrue();
        given().get(script.group(1)).then().statusCode(200).header("Cache-Control", containsString("immutable"));
    }

    @Test
    void aPageRunsOnlyWhatTheConsoleServes() {
        given().get("/")
                .then()
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        assertThat(given().get("/").header("Content-Security-Policy")).doesNotContain("unsafe");
    }

    @Test
    void pagesOfOtherSitesAreRefused() {
        ForeignCallers.areRefused(service);
    }

    @Test
    void anotherSitesPageCannotSteer() {
        given().header("Origin", "http://evil.example")
                .post("/services/simulator/echo")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void aReboundNameIsServedNothing() {
        given().header("Host", "evil.example").get("/").then().statusCode(403);
        given().header("Host", "evil.example").get("/api/pipeline").then().statusCode(403);
    }
}
