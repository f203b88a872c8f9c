package io.deliverytracking.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** The packaged service as a process of its own: what its end, and the end of what it needs, cost. */
class LocationProcessIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** It takes a second or two; half a minute would be the client waiting for its broker. */
    private static final Duration SIGTERM_PATIENCE = Duration.ofSeconds(20);

    private static final String GROUP = "location-consumer";

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedBroker broker;
    private DeliveryLog log;

    @BeforeEach
    void startTheBroker() {
        broker = EmbeddedBroker.start();
        log = new DeliveryLog(broker.bootstrapServers());
    }

    @AfterEach
    void stopTheBroker() {
        log.close();
        broker.close();
    }

    @Test
    void startedBeforeItsTopicsItSaysWhatItWaitsForAndReadsThemOnceTheyAreThere() {
        try (ServiceProcess service = start()) {
            assertThat(service.awaitLine("Waiting for topics"))
                    .contains("missing=[delivery-location-updates, restaurant-updates]");
            log.createTopics();
            log.fix(1, 0, 10, 10).flush();
            awaitSequence(service, 1, 0);
        }
    }

    @Test
    void killedAndStartedAgainItKnowsRidersThatHaveBeenSilentSince() throws Exception {
        log.createTopics();
        for (int rider = 1; rider <= 1_000; rider++) {
            log.fix(rider, 3, 3 * MapClient.STEP_E7, rider);
        }
        log.flush();
        try (ServiceProcess service = start()) {
            awaitLag(0);
            service.kill();
        }
        try (ServiceProcess service = start();
                MapClient map = new MapClient(service.uri())) {
            assertThat(map.hearsFrame().northOf())
                    .as("the first frame waits for all that was in the log")
                    .hasSize(1_000)
                    .containsValue(3);
            service.awaitLine("recordsToRestoreFrom=1000");
            awaitReady(service);
            for (int rider = 1; rider <= 1_000; rider += 333) {
                assertThat(get(service, "/api/riders/" + rider).statusCode()).isEqualTo(200);
            }
            assertThat(statistics(service).path("riders").asInt()).isEqualTo(1_000);
        }
    }

    @Test
    void aBrokerThatIsKilledAndComesBackIsReadFromWhereItWasLeft() {
        log.createTopics();
        try (ServiceProcess service = start()) {
            log.fix(1, 0, 10, 10).flush();
            awaitSequence(service, 1, 0);
            awaitLag(0);
            broker.kill();
            assertThat(get(service, "/api/riders/1").statusCode())
                    .as("questions are answered meanwhile")
                    .isEqualTo(200);
            broker.restart();
            log.fix(1, 1, 20, 20).flush();
            awaitSequence(service, 1, 1);
            awaitLag(0);
            assertThat(statistics(service).path("fixes").asInt())
                    .as("nothing is read twice")
                    .isEqualTo(2);
        }
    }

    @Test
    void whoWatchesTheMapSeesRidersGoOnAfterTheBrokersRestartAndNeverBack() throws Exception {
        int riders = 200;
        log.createTopics();
        try (ServiceProcess service = start();
                MapClient map = new MapClient(service.uri())) {
            moveNorth(riders, 1, 5);
            map.hearsUntil(riders, 5);
            broker.kill();
            broker.restart();
            moveNorth(riders, 6, 10);
            map.hearsUntil(riders, 10);
        }
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        log.createTopics();
        try (ServiceProcess service = start()) {
            for (int sequence = 0; sequence < 50; sequence++) {
                log.fix(1, sequence, 10, 10);
            }
            log.flush();
            awaitSequence(service, 1, 49);
            awaitLag(0);
            log.deleteTopics();
            log.createTopics();
            log.fix(1, 50, 10, 10).flush();
            awaitSequence(service, 1, 50);
            awaitLag(0);
        }
    }

    @Test
    void onSigtermItCommitsWhatItHasAppliedAndEndsInTime() {
        log.createTopics();
        try (ServiceProcess service = start(Map.of("location.commit-interval", "1s"))) {
            log.fix(1, 0, 10, 10).flush();
            // A commit has just been made, so that the next one of its own accord is nearly a second away.
            awaitLag(0);
            for (int rider = 1; rider <= 5_000; rider++) {
                log.fix(rider, 1, rider, rider);
            }
            log.flush();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> statistics(service).path("fixes").asInt() == 5_001);
            assertThat(service.terminate(SIGTERM_PATIENCE)).isLessThan(SIGTERM_PATIENCE);
            assertThat(log.lag(GROUP)).isZero();
        }
    }

    @Test
    void onSigtermWithoutABrokerItEndsInTimeToo() {
        log.createTopics();
        try (ServiceProcess service = start()) {
            log.fix(1, 0, 10, 10).flush();
            awaitSequence(service, 1, 0);
            broker.kill();
            assertThat(service.terminate(SIGTERM_PATIENCE)).isLessThan(SIGTERM_PATIENCE);
            broker.restart();
        }
    }

    private void moveNorth(int riders, int from, int to) {
        for (int step = from; step <= to; step++) {
            for (int rider = 1; rider <= riders; rider++) {
                log.fix(rider, step, step * MapClient.STEP_E7, 0);
            }
            log.flush();
        }
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
        return ServiceProcess.start(Path.of(""), properties);
    }

    private void awaitReady(ServiceProcess service) {
        await().atMost(PATIENCE).until(() -> get(service, "/q/health/ready").statusCode() == 200);
    }

    private void awaitSequence(ServiceProcess service, int riderId, int sequence) {
        await().atMost(PATIENCE).until(() -> {
            HttpResponse<String> answer = get(service, "/api/riders/" + riderId);
            return answer.statusCode() == 200
                    && JSON.readTree(answer.body()).path("sequence").asInt() == sequence;
        });
    }

    private void awaitLag(long lag) {
        await().atMost(PATIENCE).until(() -> log.lag(GROUP) == lag);
    }

    private JsonNode statistics(ServiceProcess service) {
        try {
            return JSON.readTree(get(service, "/api/statistics").body());
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
