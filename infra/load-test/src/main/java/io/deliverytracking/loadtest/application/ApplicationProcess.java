package io.deliverytracking.loadtest.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The application as seen by the coordinator: a JVM of its own, so that its processor time can be told apart and so that it can be
 * killed.
 *
 * <p>Its class path is this JVM's. It ends by itself when it is done, when it is killed, and when this process ends in whatever way.
 *
 * <p>Threading: any thread. The listener is called by one thread, in the order of the seconds. Ownership: owns the process;
 * {@link #close()} kills it where it still runs.
 */
public final class ApplicationProcess implements AutoCloseable {

    private static final String SETTINGS_FILE = "application-settings.json";
    private static final String LOG_FILE = "application.log";

    /** A JVM that can't even start ends with 1, too. */
    private static final Set<Integer> FAULTS =
            Set.of(ApplicationMain.FAILED, ApplicationMain.MALFORMED, ApplicationMain.UNREACHABLE);

    /** Code, buffers and the ledger's pages, before a single event waits. */
    private static final long HEAP_FLOOR_MB = 256;

    /** Of heap for a byte that waits: objects, nodes and arrays around an encoded event of 50 bytes, and room for a collection. */
    private static final long HEAP_A_QUEUED_BYTE = 8;

    /** Without a bound the heap is one, and the application dies of it, as it would anywhere. */
    private static final long UNBOUNDED_HEAP_MB = 4_096;

    private final Process process;
    private final Path log;
    private final List<ApplicationSecond> seconds = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Instant> started = new CompletableFuture<>();
    private final CompletableFuture<Optional<ApplicationSummary>> ended = new CompletableFuture<>();

    private ApplicationProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it without anybody who listens; its log is beside its settings. */
    public static ApplicationProcess start(ApplicationSettings settings, Path javaHome) throws IOException {
        return start(settings, javaHome, second -> {});
    }

    /**
     * The same with a log that stays when the directory of the settings is deleted.
     *
     * @param log is appended to
     */
    public static ApplicationProcess start(ApplicationSettings settings, Path javaHome, Path log) throws IOException {
        return start(write(settings), log, heapMb(settings), javaHome, second -> {});
    }

    /**
     * Writes the settings into their directory and starts the process.
     *
     * @param onSecond is told each second as it comes
     */
    public static ApplicationProcess start(
            ApplicationSettings settings, Path javaHome, Consumer<ApplicationSecond> onSecond) throws IOException {
        return start(write(settings), heapMb(settings), javaHome, onSecond);
    }

    /** Starts it with whatever is in the file. */
    static ApplicationProcess start(Path settingsFile, long heapMb, Path javaHome, Consumer<ApplicationSecond> onSecond)
            throws IOException {
        return start(settingsFile, settingsFile.resolveSibling(LOG_FILE), heapMb, javaHome, onSecond);
    }

    private static Path write(ApplicationSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        Path file = settings.directory().resolve(SETTINGS_FILE);
        ApplicationJson.write(settings, file);
        return file;
    }

    private static ApplicationProcess start(
            Path settingsFile, Path log, long heapMb, Path javaHome, Consumer<ApplicationSecond> onSecond)
            throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> command = List.of(
                javaHome.resolve("bin").resolve("java").toString(),
                "-Xmx" + heapMb + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ApplicationMain.class.getName(),
                settingsFile.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ApplicationProcess application = new ApplicationProcess(process, log);
        Thread reader = new Thread(() -> application.read(onSecond), "application-lines");
        reader.setDaemon(true);
        reader.start();
        return application;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its standard error: what to show when it ends without a summary. */
    public Path log() {
        return log;
    }

    /** The seconds that have come so far. */
    public List<ApplicationSecond> seconds() {
        return List.copyOf(seconds);
    }

    /**
     * Waits until it has connected and says when the first phase begins.
     *
     * @throws IOException if it ends before that, or the patience does, with the end of its log
     */
    public Instant awaitStart(Duration patience) throws IOException {
        Instant at = await(started, patience);
        if (at == null) {
            throw new IOException("the application did not start" + complaint());
        }
        return at;
    }

    /**
     * Waits until it has ended.
     *
     * @return its summary; empty if it ended without one (it was killed, or failed: see {@link #exitStatus} and {@link #log}), or
     *     still runs after the patience: see {@link #isAlive}
     */
    public Optional<ApplicationSummary> await(Duration patience) throws IOException {
        Optional<ApplicationSummary> summary = await(ended, patience);
        return summary == null ? Optional.empty() : summary;
    }

    /** Its exit status; empty while it runs. */
    public Optional<Integer> exitStatus() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /**
     * Why it ended, where that says nothing about the load: its settings, a database or log that it could not reach, a disk without
     * room for its ledger. Empty while it runs, and when it is done, was killed, or ran out of memory.
     */
    public Optional<String> fault() {
        return exitStatus()
                .filter(FAULTS::contains)
                .map(status -> "the application ended with status " + status + complaint());
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static <T> @Nullable T await(CompletableFuture<T> future, Duration patience) throws IOException {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException failure ? failure : new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the application", e);
        }
    }

    private void read(Consumer<ApplicationSecond> onSecond) {
        ApplicationSummary summary = null;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String text;
            while ((text = lines.readLine()) != null) {
                ApplicationLine line = ApplicationJson.line(text);
                if (line.startedAtMs() != null) {
                    started.complete(Instant.ofEpochMilli(line.startedAtMs()));
                }
                if (line.second() != null) {
                    seconds.add(line.second());
                    onSecond.accept(line.second());
                }
                if (line.summary() != null) {
                    summary = line.summary();
                }
            }
        } catch (IOException e) {
            // A killed process ends in the middle of a line.
        } finally {
            process.onExit().join();
            started.completeExceptionally(new IOException("the application ended before it began" + complaint()));
            ended.complete(Optional.ofNullable(summary));
        }
    }

    private String complaint() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            String why = lines.stream()
                    .filter(line -> line.startsWith(ApplicationMain.COMPLAINT))
                    .reduce((first, second) -> second)
                    .map(line -> ": " + line.substring(ApplicationMain.COMPLAINT.length()))
                    .orElse("");
            return why + " (see " + log + ")";
        } catch (IOException e) {
            return " (and left no log)";
        }
    }

    private static long heapMb(ApplicationSettings settings) {
        if (settings.queueBytes() == 0) {
            return UNBOUNDED_HEAP_MB;
        }
        return HEAP_FLOOR_MB + settings.queueBytes() * HEAP_A_QUEUED_BYTE / (1 << 20);
    }
}
