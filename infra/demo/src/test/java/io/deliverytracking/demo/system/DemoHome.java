package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A place for demos: directories of their own, ports that were free when it was made, and the commands of {@code ./delivery} on
 * them.
 *
 * <p>Ownership: whatever of the demo still runs when it is closed is killed.
 */
final class DemoHome implements AutoCloseable {

    /** Surefire and failsafe start tests in the module's folder. */
    static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent().getParent();

    private static final Path JAR = CHECKOUT.resolve("infra/demo/target/demo.jar");
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(240);

    private final Path home;
    private final Ports ports;
    private int commands;

    private DemoHome(Path home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    /** A home below a directory; skips the test where the services are not packaged, fails it where that is no excuse. */
    static DemoHome in(Path directory) throws IOException {
        List<Path> needed = new ArrayList<>(List.of(JAR));
        for (Part part : Part.values()) {
            if (!part.module().isEmpty()) {
                needed.add(CHECKOUT.resolve(part.module()).resolve("target/quarkus-app/quarkus-run.jar"));
            }
        }
        for (Path jar : needed) {
            if (!Files.exists(jar)) {
                String reason = CHECKOUT.relativize(jar) + " is not built; ./delivery test builds it";
                if (Boolean.getBoolean("require.tools")) {
                    fail(reason);
                }
                Assumptions.abort(reason);
            }
        }
        Path home = Files.createDirectories(directory.resolve("home"));
        // Unpacking Postgres for each test would tell nothing new.
        Path cache = Files.createDirectories(CHECKOUT.resolve("infra/demo/target/test-cache"));
        Files.createSymbolicLink(home.resolve("cache"), cache);
        return new DemoHome(home, Ports.free());
    }

    Ports ports() {
        return ports;
    }

    Path path() {
        return home;
    }

    /** {@code ./delivery demo} on this home's ports. */
    DemoCommandLine demo(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("demo", "--port", portOption()));
        arguments.addAll(List.of(options));
        return start(home, arguments);
    }

    /** {@code ./delivery demo} on the same ports, but somewhere else. */
    DemoCommandLine demoIn(Path otherHome, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("demo", "--port", portOption()));
        arguments.addAll(List.of(options));
        return start(otherHome, arguments);
    }

    DemoCommandLine start(String... arguments) throws IOException {
        return start(home, List.of(arguments));
    }

    /** Runs a command to its end; returns what it printed. */
    String run(int expectedStatus, String... arguments) throws Exception {
        DemoCommandLine command = start(arguments);
        assertThat(command.awaitExit(COMMAND_PATIENCE)).as(command.output()).isEqualTo(expectedStatus);
        return command.output();
    }

    private DemoCommandLine start(Path where, List<String> arguments) throws IOException {
        return DemoCommandLine.start(JAR, CHECKOUT, where, home.resolve("command-" + ++commands + ".out"), arguments);
    }

    private String portOption() {
        List<String> moved = new ArrayList<>();
        for (Ports.Use use : Ports.Use.values()) {
            moved.add(use.title() + "=" + ports.of(use));
        }
        return String.join(",", moved);
    }

    Optional<DetachedProcess> process(String name) {
        return DetachedProcess.find(name, PidFile.in(home.resolve("run"), name));
    }

    /** Kills a part as a power cut would, and waits until another process has taken its place. */
    void killAndAwaitAnother(Part part) {
        DetachedProcess victim = process(part.title()).orElseThrow();
        victim.signal("KILL");
        await(part.title() + " is started again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> process(part.title())
                        .filter(another -> another.pid() != victim.pid())
                        .isPresent());
    }

    void killSupervisor() {
        DetachedProcess supervisor = process("supervisor").orElseThrow();
        supervisor.signal("KILL");
        assertThat(supervisor.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    /** What the last reckoning said. */
    JsonNode reckoning() throws IOException {
        return new ObjectMapper().readTree(home.resolve("reckoning.json").toFile());
    }

    @Override
    public void close() throws IOException {
        process("supervisor").ifPresent(DetachedProcess::kill);
        for (Part part : Part.values()) {
            process(part.title()).ifPresent(DetachedProcess::kill);
        }
        // Before JUnit meets a link that leads out of its directory.
        Files.delete(home.resolve("cache"));
    }
}
