package io.deliverytracking.console.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.deliverytracking.console.ConsoleProfile;
import io.deliverytracking.console.StubServices;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConsoleProfile.class)
class ServiceProxyTest {

    @TestHTTPResource
    URI console;

    StubServices services;

    @ParameterizedTest
    @ValueSource(strings = {"simulator", "location", "analytics", "db-writer", "broker"})
    void eachServiceIsReachedUnderItsName(String name) {
        services.service(name).answer("/api/who", "{\"name\":\"" + name + "\"}");

        given().get("/services/" + name + "/api/who").then().statusCode(200).body("name", equalTo(name));
    }

    @Test
    void methodPathQueryAndBodyArriveAsTheyWereSent() {
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("{\"riders\":5}")
                .put("/services/simulator/echo?a=1&b=%C3%BC%2F")
                .then()
                .statusCode(200)
                .header("etag", "\"42\"")
                .body("method", equalTo("PUT"))
                .body("uri", equalTo("/echo?a=1&b=%C3%BC%2F"))
                .body("body", equalTo("{\"riders\":5}"))
                .body("headers.content-type", equalTo("application/json"));
    }

    @Test
    void toTheServiceTheConsoleIsAClientThatIsNoBrowser() {
        given().header("Origin", "http://" + console.getAuthority())
                .header("Sec-Fetch-Site", "same-origin")
                .post("/services/simulator/echo")
                .then()
                .statusCode(200)
                .body(
                        "headers.host",
                        equalTo("127.0.0.1:" + services.service("simulator").port()))
                .body("headers", not(hasKey("origin")))
                .body("headers", not(hasKey("sec-fetch-site")));
    }

    @Test
    void headersOfOneConnectionAreNotPassedOnInEitherDirection() {
        given().header("te", "trailers")
                .header("proxy-authorization", "Basic eDp5")
                .header("x-kept", "yes")
                .get("/services/simulator/echo")
                .then()
                .statusCode(200)
                .header("keep-alive", equalTo(null))
                .body("headers", not(hasKey("te")))
                .body("headers", not(hasKey("proxy-authorization")))
                .body("headers.x-kept", equalTo("yes"));
    }

    @Test
    void whatTheServiceRefusesIsToldInItsOwnWords() {
        given().get("/services/location/no-such-path")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("the service's own words"));
    }

    @Test
    void aServiceThatIsNotThereIsABadGatewayAtOnceAndServesAgainWhenItIsBack() {
        services.service("analytics").answer("/api/here", "{}");
        services.service("analytics").stop();
        try {
            given().get("/services/analytics/api/here")
                    .then()
                    .statusCode(502)
                    .contentType("application/problem+json")
                    .body("detail", equalTo("analytics is away"));
        } finally {
            services.service("analytics").start();
        }
        given().get("/services/analytics/api/here").then().statusCode(200);
    }

    @Test
    void aServiceThatSaysNothingIsAGatewayTimeout() {
        given().get("/services/db-writer/silent")
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .body("detail", equalTo("db-writer does not answer"));
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() {
        HttpClient client = HttpClient.newHttpClient();

        assertThat(client.sendAsync(request("/services/simulator/broken"), BodyHandlers.ofString()))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IOException.class);
    }

    /** Somebody who types asks again and again, and gives up the call before. */
    @Test
    void callsThatAreGivenUpHurtNoOtherCall() throws Exception {
        services.service("location").answer("/api/here", "{\"here\":true}");
        HttpClient client = HttpClient.newHttpClient();
        Set<Integer> answers = new TreeSet<>();
        for (int call = 0; call < 1000; call++) {
            askAndHangUp("/services/location/api/here");
            answers.add(client.send(request("/services/location/api/here"), BodyHandlers.discarding())
                    .statusCode());
        }

        assertThat(answers).containsExactly(200);
    }

    private void askAndHangUp(String path) {
        try (Socket socket = new Socket(console.getHost(), console.getPort())) {
            // A reset, as when a browser gives a call up.
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + console.getAuthority() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLargeAnswerComesWhole() throws Exception {
        HttpResponse<byte[]> answer =
                HttpClient.newHttpClient().send(request("/services/simulator/large"), BodyHandlers.ofByteArray());

        assertThat(answer.body()).hasSize(16 * 1024 * 1024);
    }

    @Test
    void otherNamesAreNoServices() {
        given().get("/services/postgres/x").then().statusCode(404).contentType("application/problem+json");
        given().get("/services/simulatorx/x").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/simulator/../../services/postgres/x",
                "/services/simulator/%2e%2e/postgres/x",
                "/services/simulator/a/../../../services/nobody/x"
            })
    void dotsLeadOutOfAServiceOnlyToWhereTheyWouldAnyway(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request(path), BodyHandlers.ofString());

        assertThat(answer.body()).contains("There is no such service");
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + console.getAuthority() + path))
                .timeout(Duration.ofSeconds(60))
                .build();
    }
}
