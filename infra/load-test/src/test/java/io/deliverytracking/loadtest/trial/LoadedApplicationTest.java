package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.loadtest.application.ApplicationSettings;
import io.deliverytracking.loadtest.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for {@code java} that ends, or does not, as each test has it. */
class LoadedApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STARTED = "echo '{\"startedAtMs\":1000}'\n";

    private final TrialPlan plan =
            TrialPlan.steady(Arms.byName("direct-row-16"), 100, 1, new TrialPlan.Timing(1, 1, 0, 1));

    @TempDir
    Path directory;

    private ApplicationSettings settings;

    @BeforeEach
    void settings() {
        settings = ApplicationSettings.direct(
                plan.arm().way().orElseThrow(),
                plan.phases(),
                "jdbc:postgresql://127.0.0.1:1/nothing",
                1_000,
                directory.resolve("data"));
    }

    @Test
    void oneThatDoesNotStartIsNotLeftRunning() throws Exception {
        Path pid = directory.resolve("pid");
        // It never says that it has started, and the one who waits is interrupted.
        Path home = javaThat("echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600");
        Thread waiting = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            await().atMost(PATIENCE).until(() -> Files.exists(pid));
            waiting.interrupt();
        });
        interrupting.start();
        assertThatThrownBy(() -> start(home)).isInstanceOf(LabException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
    }

    @Test
    void aFaultOfItsOwnIsNoDeathOfTheLoad() throws Exception {
        Path home = javaThat(STARTED + "echo 'application: failed with no space left on device' >&2\nexit 1");
        try (LoadedApplication application = start(home)) {
            assertThatThrownBy(application::summaries)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("no space left on device")
                    .hasMessageContaining(directory.resolve("logs").toString());
        }
    }

    @Test
    void oneThatRanOutOfMemoryDiedOfTheLoadAndItsLogStays() throws Exception {
        try (LoadedApplication application = start(javaThat(STARTED + "echo 'out of memory' >&2\nexit 3"))) {
            assertThat(application.summaries()).isEmpty();
            Path log = directory.resolve("logs/application-direct-row-16-100-steady-1.log");
            assertThat(application.obituary()).isEqualTo("exit status 3, its log is " + log);
            assertThat(log).content().contains("out of memory");
        }
    }

    @Test
    void anEarlierRunsLogOfTheSameTrialIsNotMixedIn() throws Exception {
        Path log = Files.createDirectories(directory.resolve("logs"))
                .resolve("application-direct-row-16-100-steady-1.log");
        Files.writeString(log, "application: yesterday's complaint\n");
        try (LoadedApplication application = start(javaThat(STARTED + "exit 1"))) {
            assertThatThrownBy(application::summaries).message().doesNotContain("yesterday");
        }
    }

    private LoadedApplication start(Path javaHome) throws LabException {
        return LoadedApplication.start(plan, settings, directory.resolve("logs"), javaHome);
    }

    private Path javaThat(String does) throws Exception {
        Path home = directory.resolve("java-home");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }
}
