package io.deliverytracking.demo.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessIdentity;
import io.deliverytracking.demo.process.ProcessSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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

/** A broker that only sleeps, started by a recording. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LeftoversTest {

    @TempDir
    Path directory;

    private final Console console =
            new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false);
    private DeliveryHome home;
    private DetachedProcess broker;

    @BeforeEach
    void start() throws Exception {
        home = DeliveryHome.of(directory, directory.resolve("home"));
        ProcessSpec spec = new ProcessSpec(
                "broker",
                List.of("sleep", "60"),
                Map.of(),
                directory,
                directory.resolve("broker.log"),
                "TERM",
                Duration.ofSeconds(10));
        broker =
                DetachedProcess.start(spec, PidFile.in(home.forTraining().run(), "broker"), OwnSession.ofThisMachine());
    }

    @AfterEach
    void kill() {
        broker.kill();
    }

    @Test
    void theProcessesOfAKilledRecordingAreEndedByTheNextCommand() {
        assertThat(Leftovers.stopRecording(home, console)).isTrue();

        assertThat(broker.isAlive()).isFalse();
    }

    @Test
    void thoseOfARecordingUnderWayAreLeftAlone() {
        SupervisorLock.pidFile(home.forTraining().run()).write(ProcessIdentity.ofSelf());

        assertThat(Leftovers.stopRecording(home, console)).isFalse();

        assertThat(broker.isAlive()).isTrue();
    }
}
