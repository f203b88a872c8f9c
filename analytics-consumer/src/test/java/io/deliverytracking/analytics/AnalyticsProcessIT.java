package io.deliverytracking.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deliverytracking.events.Zone;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service as a process of its own: what its end, and the end of what it needs, cost. The sentences are those of
 * {@link io.deliverytracking.analytics.domain.EventTimeAnalytics}.
 */
class AnalyticsProcessIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** It takes a second or two; half a minute would be the client waiting for its broker. */
    private static final Duration SIGTERM_PATIENCE = Duration.ofSeconds(20);

    private static final String GROUP = "analytics-consumer";
    private static final long T0 = 1_700_000_040_000L;
    private static final int RIDERS = 300;
    private static final int LATE = 7;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private CityLog log;

    @BeforeEach
    void startTheBroker() {
        broker = EmbeddedBroker.start();
        log = new CityLog(broker.client());
    }

    @AfterEach
    void stopTheBroker() {
        broker.close();
    }

    @Test
    void killedItHasItsHistoryAgainAndEveryWindowEqualsARecountOfTheLog() {
        log.createTopics();
        log.order(1, OrderState.ORDER_STATE_PLACED, at(5))
                .order(2, OrderState.ORDER_STATE_PLACED, at(6))
                .order(1, OrderState.ORDER_STATE_ACCEPTED, at(10))
                .order(1, OrderState.ORDER_STATE_READY, at(20))
                .order(1, OrderState.ORDER_STATE_PICKED_UP, at(30));
        JsonNode minuteBefore;
        JsonNode cellsBefore;
        try (ServiceProcess service = start()) {
            everyRider(0, 60);
            log.clock(at(60)).send();
            everyRider(61, 80);
            for (int rider = 1; rider <= LATE; rider++) {
                log.fix(rider, at(10), at(79), Zone.NORTH, 100);
            }
            log.clock(at(79)).send();
            minuteBefore = window(service, "60s", 0);
            await().atMost(PATIENCE)
                    .until(() -> window(service, "1s", 10).path("late").asInt() == LATE);
            cellsBefore = read(get(service, "/api/windows/60s/" + at(0) + "/cells"));
            // The next life's totals count what this one has not committed; of the late ones that shall be none.
            await().atMost(PATIENCE).until(() -> log.lag(GROUP) == 0);
            // In the middle of the stream: what was applied and what was committed differ as chance will have it.
            everyRider(80, 100);
            service.kill();
        }
        everyRider(100, 110);
        log.order(1, OrderState.ORDER_STATE_DELIVERED, at(105));
        try (ServiceProcess service = start()) {
            awaitReady(service);
            log.clock(at(130)).send();
            JsonNode minute = window(service, "60s", 60);
            assertThat(minute.path("events").asInt())
                    .as("the minute under way lacks nothing and holds nothing twice")
                    .isEqualTo(49 * RIDERS + 2 * clocks());
            assertThat(minute.path("activeRiders").asInt()).isEqualTo(RIDERS + clocks());
            assertThat(minute.at("/deliveryTimes/RIDE/meanS").asDouble())
                    .as("the ride began in a minute that had closed before the kill")
                    .isEqualTo(75);
            assertThat(minute.at("/zones/NORTH/openOrders").asInt())
                    .as("one that nobody took, and those that tell the time")
                    .isEqualTo(1 + CityLog.ORDER_PARTITIONS);
            for (int second = 0; second < 110; second++) {
                if (second != 60) {
                    JsonNode window = window(service, "1s", second);
                    assertThat(window.path("events").asInt())
                            .as("second %d", second)
                            .isEqualTo(RIDERS + (second == 79 ? clocks() : 0));
                    assertThat(window.path("late").asInt())
                            .as("second %d", second)
                            .isEqualTo(second == 10 ? LATE : 0);
                }
            }
            assertThat(window(service, "60s", 0))
                    .as("what had closed before the kill is remembered word for word")
                    .isEqualTo(withLate(minuteBefore, LATE));
            assertThat(read(get(service, "/api/windows/60s/" + at(0) + "/cells")))
                    .isEqualTo(cellsBefore);
            JsonNode totals = totals(service);
            assertThat(totals.path("late").asInt()).isZero();
            assertThat(totals.path("missedOffsets").asInt()).isZero();
            assertThat(totals.path("rebuilt").asInt()).isPositive();
        }
    }

    @Test
    void aDirectoryThatAnotherProcessUsesIsRefusedByName() {
        log.createTopics();
        try (ServiceProcess service = start()) {
            awaitReady(service);
            try (ServiceProcess other = start()) {
                assertThat(other.awaitExit(PATIENCE)).isNotZero();
                assertThat(other.log())
                        .contains("analytics.data-directory=" + directory)
                        .contains("is used by another process");
            }
        }
    }

    @Test
    void startedBeforeItsTopicsItSaysWhatItWaitsForAndEndsInTime() throws Exception {
        try (ServiceProcess service = start(Map.of("analytics.commit-interval", "1s"))) {
            assertThat(service.awaitLine("Waiting for topics"))
                    .contains("missing=[delivery-location-updates, restaurant-updates]");
            log.createTopics();
            everyRider(0, 1);
            // A commit has just been made, so that the next one of its own accord is nearly a second away.
            await().atMost(PATIENCE).until(() -> log.lag(GROUP) == 0);
            everyRider(1, 10);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> totals(service).path("counted").asInt() == 10 * RIDERS);
            assertThat(service.terminate(SIGTERM_PATIENCE)).isLessThan(SIGTERM_PATIENCE);
            assertThat(log.lag(GROUP)).as("what was counted is committed").isZero();
        }
    }

    @Test
    void aBrokerThatIsKilledAndComesBackIsReadFromWhereItWasLeft() {
        log.createTopics();
        try (ServiceProcess service = start()) {
            everyRider(0, 20);
            await().atMost(PATIENCE).until(() -> totals(service).path("counted").asInt() == 20 * RIDERS);
            await().atMost(PATIENCE).until(() -> log.lag(GROUP) == 0);
            broker.kill();
            assertThat(get(service, "/api/totals").statusCode())
                    .as("questions are answered meanwhile")
                    .isEqualTo(200);
            broker.restart();
            everyRider(20, 40);
            log.clock(at(70)).send();
            assertThat(window(service, "60s", 0).path("events").asInt()).isEqualTo(40 * RIDERS);
            broker.kill();
            assertThat(service.terminate(SIGTERM_PATIENCE))
                    .as("without a broker, too")
                    .isLessThan(SIGTERM_PATIENCE);
            broker.restart();
        }
    }

    @Test
    void aTopicThatWasMadeAnewIsCountedFromItsBeginning() {
        log.createTopics();
        try (ServiceProcess service = start()) {
            everyRider(0, 20);
            await().atMost(PATIENCE).until(() -> log.lag(GROUP) == 0);
            log.deleteTopics().createTopics();
            everyRider(20, 22);
            await().atMost(PATIENCE).until(() -> totals(service).path("counted").asInt() == 22 * RIDERS);
            await().atMost(PATIENCE).until(() -> log.lag(GROUP) == 0);
        }
    }

    /** Everybody once a second, acknowledged. */
    private void everyRider(int fromSecond, int toSecond) {
        for (int second = fromSecond; second < toSecond; second++) {
            for (int rider = 1; rider <= RIDERS; rider++) {
                log.fix(rider, at(second), Zone.NORTH, 100);
            }
        }
        log.send();
    }

    private static long at(int second) {
        return T0 + second * 1_000L;
    }

    private static int clocks() {
        return CityLog.LOCATION_PARTITIONS;
    }

    /** How the service reads the log. */
    String adapter() {
        return "connector";
    }

    private ServiceProcess start() {
        return start(Map.of());
    }

    private ServiceProcess start(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(settings);
        properties.put("delivery.kafka.adapter", adapter());
        properties.put("kafka.bootstrap.servers", broker.bootstrapServers());
        properties.put("analytics.data-directory", directory.toString());
        return ServiceProcess.start(Path.of(""), properties);
    }

    /** The same window with so many late events. */
    private static JsonNode withLate(JsonNode window, int late) {
        return ((ObjectNode) window.deepCopy()).put("late", late);
    }

    private void awaitReady(ServiceProcess service) {
        await().atMost(PATIENCE).until(() -> get(service, "/q/health/ready").statusCode() == 200);
    }

    /** The window, once it has closed. */
    private JsonNode window(ServiceProcess service, String size, int startSecond) {
        String path = "/api/windows/" + size + "/" + at(startSecond);
        await().atMost(PATIENCE).until(() -> get(service, path).statusCode() == 200);
        return read(get(service, path));
    }

    private JsonNode totals(ServiceProcess service) {
        return read(get(service, "/api/totals"));
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(ServiceProcess service, String path) {
        URI uri = URI.create(service.uri() + path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + uri + "; the log:\n" + service.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
