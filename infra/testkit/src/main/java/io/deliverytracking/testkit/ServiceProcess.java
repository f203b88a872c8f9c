package io.deliverytracking.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packaged Quarkus application as a process of its own, for what can't be tried inside the test's JVM: kill -9,
 * SIGTERM, a start before everything else. It listens on a port of the system's choice, which it says in its log.
 *
 * <p>Integration tests (Maven's phase {@code integration-test}) use it, since the package must be built before.
 *
 * <p>Threading: one test thread; a thread of its own reads the log.
 *
 * <p>Ownership: owns the process; {@link #close()} kills it if it still runs.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private ServiceProcess(Process process) {
        this.process = process;
        reader = new Thread(this::readLog, "service-log");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts {@code quarkus-run.jar} of a module's {@code target/quarkus-app} with this JDK.
     *
     * @param module the module's folder
     * @param properties become system properties
     */
    public static ServiceProcess start(Path module, Map<String, String> properties) {
        Path jar = module.resolve("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: package the module first");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        Map<String, String> settings = new TreeMap<>(properties);
        settings.putIfAbsent("quarkus.http.port", "0");
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        try {
            return new ServiceProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Where it listens; waits until it does. */
    public URI uri() {
        Matcher listening = LISTENING.matcher(awaitLine("Listening on: "));
        if (!listening.find()) {
            throw new IllegalStateException("no address in " + listening);
        }
        return URI.create(listening.group(1));
    }

    /** The first line of the log that contains {@code text}; waits for it. */
    public String awaitLine(String text) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            for (int next = 0; ; next++) {
                while (next == lines.size()) {
                    long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                    if (leftMs <= 0 || !process.isAlive()) {
                        throw new IllegalStateException("no line with '" + text + "' in the log:\n" + log());
                    }
                    waitForLines(Math.min(leftMs, 200));
                }
                if (lines.get(next).contains(text)) {
                    return lines.get(next);
                }
            }
        }
    }

    /** All that it has logged. */
    public String log() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** SIGTERM; returns how long the process took to end. */
    public Duration terminate(Duration patience) {
        long startNs = System.nanoTime();
        process.destroy();
        awaitExit(patience);
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    /** Waits for the end and returns the exit status. */
    public int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("still runs after " + patience + ":\n" + log());
            }
            // The last words are in the pipe still; a grandchild that holds it open is not waited for.
            reader.join(LAST_WORDS.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns when it is gone: what it wrote to may be deleted then. */
    @Override
    public void close() {
        kill();
    }

    private void waitForLines(long ms) {
        try {
            lines.wait(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void readLog() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was killed in the middle of a line.
        }
    }
}
