package io.deliverytracking.demo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class DetachedProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final OwnSession session = OwnSession.ofThisMachine();

    @AfterEach
    void nothingIsLeftOver() {
        DetachedProcess.find("sleeper", pidFile()).ifPresent(DetachedProcess::kill);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setsid", "perl", "bash"})
    void aChildRunsOutsideTheProcessGroupThatCtrlCReaches(String tool) throws Exception {
        DetachedProcess sleeper =
                DetachedProcess.start(spec("sleep", "600"), pidFile(), OwnSession.choose(name -> name.equals(tool)));

        assertThat(processGroupOf(sleeper.pid()))
                .isNotEqualTo(processGroupOf(ProcessHandle.current().pid()));
        assertThat(sleeper.stop("TERM", PATIENCE)).isTrue();
    }

    @Test
    void aChildIsFoundAgainThroughItsPidFile() throws IOException {
        DetachedProcess started = DetachedProcess.start(spec("sleep", "600"), pidFile(), session);

        assertThat(DetachedProcess.find("sleeper", pidFile()))
                .hasValueSatisfying(found -> assertThat(found.identity()).isEqualTo(started.identity()));
        assertThat(started.identity())
                .isEqualTo(ProcessIdentity.of(started.pid()).orElseThrow());
    }

    @Test
    void aRecycledPidIsNeverMistakenForTheChild() throws IOException {
        DetachedProcess stranger = DetachedProcess.start(spec("sleep", "600"), pidFile(), session);
        PidFile stale = new PidFile(directory.resolve("stale.pid"));
        stale.write(new ProcessIdentity(stranger.pid(), "some other boot 4711"));

        assertThat(DetachedProcess.find("stale", stale)).isEmpty();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void aHalfWrittenPidFileCountsAsNone() throws IOException {
        Files.writeString(pidFile().path(), "4711\n");
        assertThat(pidFile().read()).isEmpty();
        Files.writeString(pidFile().path(), "not a pid\nstamp\n");
        assertThat(pidFile().read()).isEmpty();
    }

    @Test
    void aProcessThatWillNotEndIsKilledWhenThePatienceEnds() throws IOException {
        DetachedProcess stubborn = DetachedProcess.start(
                spec("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 600 & wait; done"), pidFile(), session);
        await().atMost(PATIENCE).until(() -> Files.readString(log()).contains("ready"));

        assertThat(stubborn.stop("TERM", Duration.ofMillis(100))).isFalse();
        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void aStoppedProcessCanStillBeKilled() throws IOException {
        DetachedProcess frozen = DetachedProcess.start(spec("sleep", "600"), pidFile(), session);
        frozen.signal("STOP");

        frozen.kill();

        assertThat(frozen.isAlive()).isFalse();
    }

    @Test
    void outputGoesToTheLogAndTheEnvironmentReachesTheChild() throws IOException {
        DetachedProcess.start(spec("sh", "-c", "echo \"$GREETING\"; echo trouble >&2"), pidFile(), session);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(log())).isEqualTo("hello\ntrouble\n"));
    }

    @Test
    void aDirectoryThatIsNotThereIsAnErrorAtOnce() {
        ProcessSpec nowhere = new ProcessSpec(
                "sleeper", List.of("true"), Map.of(), directory.resolve("missing"), log(), "TERM", Duration.ZERO);
        assertThatThrownBy(() -> DetachedProcess.start(nowhere, pidFile(), session))
                .isInstanceOf(IOException.class);
    }

    private ProcessSpec spec(String... command) {
        return new ProcessSpec(
                "sleeper",
                List.of(command),
                Map.of("GREETING", "hello"),
                directory,
                log(),
                "TERM",
                Duration.ofSeconds(5));
    }

    private PidFile pidFile() {
        return PidFile.in(directory, "sleeper");
    }

    private Path log() {
        return directory.resolve("sleeper.log");
    }

    private static String processGroupOf(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes()).strip();
    }
}
