package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.services.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A demo whose supervisor was killed before the first event: a simulator that only sleeps, and one that answers for it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class HaltTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private DeliveryHome home;
    private DetachedProcess left;
    private HttpServer answering;
    private volatile String answer = "";

    @BeforeEach
    void leaveADemoBehind() throws IOException {
        home = DeliveryHome.of(directory, directory.resolve("home"));
        home.create();
        answering = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answering.createContext("/api/simulator", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        answering.start();
        left = DetachedProcess.start(
                new ProcessSpec(
                        "simulator",
                        List.of("sleep", "60"),
                        Map.of(),
                        directory,
                        directory.resolve("simulator.log"),
                        "TERM",
                        Duration.ofSeconds(10)),
                PidFile.in(home.run(), Part.SIMULATOR.title()),
                OwnSession.ofThisMachine());
        new RunState(
                        "running",
                        1,
                        "127.0.0.1:1",
                        "jdbc:postgresql://127.0.0.1:1/delivery",
                        home.data().toString(),
                        true,
                        Map.of(
                                Part.SIMULATOR.title(),
                                "http://127.0.0.1:" + answering.getAddress().getPort()))
                .write(home.run());
    }

    @AfterEach
    void end() {
        left.kill();
        answering.stop(0);
    }

    @Test
    void whatIsLeftOfADemoIsEndedInItsPlace() throws Exception {
        answer = "{\"state\": \"RUNNING\", \"message\": null, \"replay\": null}";

        assertThat(stop()).isEqualTo(ExitStatus.OK);

        assertThat(left.isAlive()).isFalse();
        assertThat(RunState.read(home.run()))
                .hasValueSatisfying(last -> assertThat(last.phase()).isEqualTo(Ending.NOTHING_WAS_SENT));
        assertThat(screen()).contains("The supervisor of this demo is gone");
    }

    @Test
    void aSimulatorThatFailedMeanwhileIsToldAndTheDemoHasFailed() throws Exception {
        answer = "{\"state\": \"FAILED\", \"message\": \"the disk is full\", \"replay\": null}";

        assertThat(stop()).isEqualTo(ExitStatus.FAILED);

        assertThat(left.isAlive()).isFalse();
        assertThat(screen()).contains("! the simulator failed: the disk is full");
        assertThat(RunState.read(home.run()))
                .hasValueSatisfying(last -> assertThat(last.phase()).isEqualTo(Ending.FAILED));
    }

    private int stop() throws Exception {
        try (PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8)) {
            return new Halt(home, new Console(out, false), new StopRequest()).run();
        }
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }
}
