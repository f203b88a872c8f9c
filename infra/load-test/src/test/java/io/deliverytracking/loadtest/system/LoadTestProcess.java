package io.deliverytracking.loadtest.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * One {@code ./delivery load-test} in a home of its own, with a process group of its own, as a shell would give it.
 *
 * <p>Ownership: whatever of it still runs when it is closed is killed.
 */
final class LoadTestProcess implements AutoCloseable {

    /** Surefire and failsafe start tests in the module's folder. */
    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();

    private static final Path JAR = CHECKOUT.resolve("infra/load-test/target/load-test.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final List<String> PARTS = List.of("postgres", "broker", "db-writer");

    private final Path home;
    private final Path output;
    private final Process process;

    private LoadTestProcess(Path home, Path output, Process process) {
        this.home = home;
        this.output = output;
        this.process = process;
    }

    /** Starts it; skips the test where the services are not packaged, fails it where that is no excuse. */
    static LoadTestProcess start(Path home, String... options) throws IOException {
        for (String needed : List.of(
                "infra/load-test/target/load-test.jar",
                "event-broker/app/target/quarkus-app/quarkus-run.jar",
                "db-writer/target/quarkus-app/quarkus-run.jar")) {
            if (!Files.exists(CHECKOUT.resolve(needed))) {
                String reason = needed + " is not built; ./delivery test builds it";
                if (Boolean.getBoolean("require.tools")) {
                    fail(reason);
                }
                Assumptions.abort(reason);
            }
        }
        // Unpacking Postgres for each test would tell nothing new.
        Path cache = Files.createDirectories(CHECKOUT.resolve("infra/load-test/target/test-cache"));
        Files.createDirectories(home);
        if (!Files.exists(home.resolve("cache"))) {
            Files.createSymbolicLink(home.resolve("cache"), cache);
        }
        // A test that is run in the background inherits ignored signals, as does what it starts; a terminal's commands
        // do not.
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,HUP"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-jar", JAR.toString()));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(home, "load-test-", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("DELIVERY_HOME", home.toString());
        builder.environment().put("DELIVERY_ROOT", CHECKOUT.toString());
        builder.environment().remove("DELIVERY_TERMINAL");
        return new LoadTestProcess(home, output, builder.start());
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for words on the terminal; fails at once when it ends without them. */
    void awaitOutput(String words) {
        await(words).atMost(PATIENCE).until(() -> {
            boolean ended = !process.isAlive();
            boolean said = output().contains(words);
            assertThat(ended && !said).as("it has ended:\n" + output()).isFalse();
            return said;
        });
    }

    /** The signal reaches the whole process group. */
    void pressCtrlC() throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s INT -- -" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Stops a part as a debugger would. */
    void freeze(String part) {
        DetachedProcess.find(part, PidFile.in(home.resolve("load-test/run"), part))
                .orElseThrow()
                .signal("STOP");
    }

    /** One that does not end is killed. */
    int awaitExit() throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("it does not end:\n" + output()).isTrue();
        return process.exitValue();
    }

    /** What of it still runs. */
    List<String> leftRunning() {
        List<String> left = new ArrayList<>();
        for (String part : PARTS) {
            DetachedProcess.find(part, PidFile.in(home.resolve("load-test/run"), part))
                    .ifPresent(alive -> left.add(part + " (pid " + alive.pid() + ")"));
        }
        // The application has no pid file; its settings are in a folder of this home.
        ProcessHandle.allProcesses()
                .filter(other -> other.info().commandLine().orElse("").contains(home + "/load-test/data/application"))
                .forEach(other -> left.add("application (pid " + other.pid() + ")"));
        return left;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        for (String part : PARTS) {
            DetachedProcess.find(part, PidFile.in(home.resolve("load-test/run"), part))
                    .ifPresent(DetachedProcess::kill);
        }
        // Before JUnit meets a link that leads out of its directory.
        Files.deleteIfExists(home.resolve("cache"));
    }
}
