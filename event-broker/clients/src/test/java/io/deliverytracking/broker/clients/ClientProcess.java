package io.deliverytracking.broker.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program under test, or a broker, as a process of its own: fed on its standard input, heard line by line.
 *
 * <p>Threading: one test thread starts and ends it; its lines may be asked for by any thread.
 *
 * <p>Ownership: owns the process and the two threads that read what it prints; {@link #close()} kills it if it runs.
 */
public final class ClientProcess implements AutoCloseable {

    /** What takes longer has failed, on the slowest machine too. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private final List<String> command;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<Thread> readers;

    private ClientProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.readers = List.of(reader(process.getInputStream(), lines), reader(process.getErrorStream(), errors));
    }

    public static ClientProcess start(List<String> command) {
        try {
            return new ClientProcess(command, new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class of this test's class path in a JVM of its own. */
    public static ClientProcess java(Class<?> main, List<String> jvmFlags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.add("-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(command);
    }

    /** Runs it to its end, which must be a good one; returns what it printed. */
    public static List<String> run(List<String> command, String input) {
        try (ClientProcess started = start(command)) {
            started.feed(input);
            started.endInput();
            started.awaitSuccess();
            return started.lines();
        }
    }

    /** Whether it can be run and says that all is well. */
    public static boolean succeeds(String... command) {
        try (ClientProcess started = start(List.of(command))) {
            started.endInput();
            return started.awaitExit() == 0;
        }
    }

    private static Thread reader(InputStream from, List<String> into) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader out = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        for (String line = out.readLine(); line != null; line = out.readLine()) {
                            synchronized (into) {
                                into.add(line);
                            }
                        }
                    } catch (IOException e) {
                        // Killed in the middle of a line.
                    }
                },
                "client-process-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public void feed(String text) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new AssertionError(describe("does not read its input"), e);
        }
    }

    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new AssertionError(describe("does not read its input"), e);
        }
    }

    /** Standard output so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Standard error so far. */
    public List<String> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Fails with what it said if it has ended. */
    public void requireAlive() {
        if (!isAlive()) {
            throw new AssertionError(describe("has ended"));
        }
    }

    /** What went wrong and what it said; for a failure's message. */
    public String describe(String what) {
        return command.get(0) + " " + what + "; on standard error:\n" + String.join("\n", errors());
    }

    /** SIGTERM, and waits for the end. */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** SIGKILL, and waits for the end. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    public void awaitSuccess() {
        assertThat(awaitExit()).as(describe("ended badly")).isZero();
    }

    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(describe("still runs after " + PATIENCE));
            }
            for (Thread reader : readers) {
                reader.join(PATIENCE.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
