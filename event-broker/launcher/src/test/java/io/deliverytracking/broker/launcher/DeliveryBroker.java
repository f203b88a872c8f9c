package io.deliverytracking.broker.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A broker on a port of the system's choice, by the words that {@code ./delivery broker-command} says. Owns the process.
 *
 * <p>Its home is the given directory, so its data is in {@code broker/data} of that, unless arguments say otherwise.
 */
final class DeliveryBroker implements AutoCloseable {

    /** Failsafe starts tests in the module's folder. */
    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();

    private static final String LISTENING = "listening on ";
    private static final long PATIENCE_S = 60;
    private static final long LOOK_MS = 10;

    private final Process process;
    private final Path log;

    private DeliveryBroker(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one; does not wait. Arguments that name listeners come after our own, and hold. */
    static DeliveryBroker start(Path home, String... arguments) throws IOException, InterruptedException {
        return run(home, command("use", home, arguments));
    }

    /** Starts one with a further flag of its JVM. */
    static DeliveryBroker startWith(Path home, String flag) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command("use", home));
        words.add(words.indexOf("-jar"), flag);
        return run(home, words);
    }

    private static DeliveryBroker run(Path home, List<String> words) throws IOException {
        Path log = Files.createTempFile(home, "broker", ".log");
        return new DeliveryBroker(
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** The words of the command. */
    static List<String> command(String use, Path home, String... arguments) throws IOException, InterruptedException {
        List<String> asked =
                new ArrayList<>(List.of("sh", CHECKOUT.resolve("delivery").toString(), "broker-command", use));
        List<String> given = List.of(arguments);
        // A file of properties comes first.
        int file = !given.isEmpty() && !given.get(0).startsWith("--") ? 1 : 0;
        asked.addAll(given.subList(0, file));
        asked.addAll(List.of("--override", "listeners=PLAINTEXT://127.0.0.1:0"));
        asked.addAll(given.subList(file, given.size()));
        ProcessBuilder builder = new ProcessBuilder(asked).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DELIVERY_HOME", home.toString());
        builder.environment().put("DELIVERY_JAVA_HOME", System.getProperty("java.home"));
        Process script = builder.start();
        List<String> lines = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (script.waitFor() != 0) {
            throw new IOException("the script says no command: " + lines);
        }
        return lines.stream()
                .filter(line -> line.startsWith("arg "))
                .map(line -> line.substring("arg ".length()))
                .toList();
    }

    /** What records a start, as the script runs it. */
    static ProcessBuilder recorder(Path throwAway, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                words.get(0),
                "-cp",
                words.get(words.indexOf("-jar") + 1),
                StartRecording.class.getName(),
                throwAway.toString()));
        command.addAll(words);
        return new ProcessBuilder(command);
    }

    /** Waits until it listens. */
    String awaitBootstrapServers() throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < deadlineNs) {
            boolean ended = process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS);
            Optional<String> told = Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith(LISTENING))
                    .findFirst();
            if (told.isPresent()) {
                return told.get().substring(LISTENING.length());
            }
            if (ended) {
                throw new AssertionError("the broker has ended:\n" + log());
            }
        }
        throw new AssertionError("the broker does not listen:\n" + log());
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int awaitExit() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the broker does not end:\n" + log());
        }
        return process.exitValue();
    }

    /** All that it said until now. */
    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
