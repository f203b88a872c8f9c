package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A simulator that answers what the test says. */
class SimulatorProbeTest {

    private HttpServer server;
    private volatile String answer = "";
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/simulator", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aFailureOfTheSimulatorEndsADemoThatReplaysNothing() {
        answer = "{\"state\": \"FAILED\", \"message\": \"the disk is full\", \"replay\": null}";
        SimulatorProbe probe = probe();

        assertThatThrownBy(probe::isFinished)
                .isInstanceOf(DemoFailure.class)
                .hasMessage("the simulator failed: the disk is full");
        assertThat(probe.replay()).isEmpty();
    }

    @Test
    void aFleetThatRunsHasNeitherFailedNorFinished() throws DemoFailure {
        answer = "{\"state\": \"RUNNING\", \"message\": null, \"replay\": null}";
        SimulatorProbe probe = probe();

        assertThat(probe.isFinished()).isFalse();
        assertThat(probe.failure()).isEmpty();
    }

    @Test
    void whatTheAccountCannotSayIsAFault() {
        SimulatorProbe probe = probe();
        answer =
                "{\"state\": \"FINISHED\", \"intended\": 3, \"replay\": {\"trace\": {\"rows\": 3, \"readable\": 3}, \"replayed\": 3}}";
        probe.ask();
        assertThat(probe.faults()).isEmpty();
        answer =
                "{\"state\": \"FINISHED\", \"intended\": 3, \"replay\": {\"trace\": {\"rows\": 3, \"readable\": 3}, \"replayed\": 2}}";
        probe.ask();
        assertThat(probe.faults()).containsExactly("not every row of the trace is accounted for");
        answer = "{\"state\": \"FAILED\", \"message\": \"the disk is full\"}";
        probe.ask();
        assertThat(probe.faults()).containsExactly("the simulator failed: the disk is full");
    }

    @Test
    void itSendsFromTheBeginningOnAndAgainWhenItWasStartedAgain() throws DemoFailure {
        answer = "{\"state\": \"READY\", \"message\": null, \"replay\": null}";
        SimulatorProbe probe = probe();

        probe.isFinished();
        assertThat(requests).containsExactly("GET /api/simulator");
        probe.begin();
        probe.isFinished();
        assertThat(requests).endsWith("GET /api/simulator", "POST /api/simulator/start");
        answer = "{\"state\": \"RUNNING\", \"message\": null, \"replay\": null}";
        probe.ask();
        assertThat(requests).filteredOn(request -> request.startsWith("POST")).hasSize(1);
        answer = "{\"state\": \"READY\", \"message\": null, \"replay\": null}";
        probe.ask();
        assertThat(requests).filteredOn(request -> request.startsWith("POST")).hasSize(2);
    }

    private SimulatorProbe probe() {
        return new SimulatorProbe("http://127.0.0.1:" + server.getAddress().getPort(), Duration.ofSeconds(60));
    }
}
