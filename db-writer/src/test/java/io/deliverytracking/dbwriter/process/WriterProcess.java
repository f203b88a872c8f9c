package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One db-writer in an operating system's process, from the packaged application.
 *
 * <p>Ownership: owns the process and its log; {@link #close()} ends the one and deletes the other.
 *
 * <p>Threading: one thread at a time.
 */
final class WriterProcess implements AutoCloseable {
    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");
    private static final String POLLED_RECORDS = "kafka_consumer_fetch_manager_records_consumed_total{";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path log;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private WriterProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Starts a writer with these properties and returns at once. */
    static WriterProcess launch(Map<String, String> properties) {
        assertThat(APPLICATION)
                .as("the packaged application; build it with the phase 'package'")
                .exists();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // C1 alone starts quicker, and these processes live for seconds.
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", APPLICATION.toString()));
        try {
            Path log = Files.createTempFile("delivery-db-writer-", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new WriterProcess(log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops every thread where it is: no heartbeat, no answer, open connections (SIGSTOP). */
    void freeze() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had happened (SIGCONT). */
    void thaw() {
        signal("CONT");
    }

    /** Ends it without a word (SIGKILL). */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** Tells it to end in good order (SIGTERM). */
    void askToEnd() {
        signal("TERM");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(status).as("exit status of kill").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end and returns its exit status. */
    int awaitExit() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .withFailMessage(() -> "the writer still runs, its log:\n" + log())
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written to its output so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitLog(String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log()).as("the writer's log").contains(part));
    }

    /** A counter of {@code /api/statistics}. */
    long statistic(String name) {
        return get("/api/statistics").body().path(name).asLong();
    }

    /** Whether it says that it is ready. */
    boolean isReady() {
        return get("/q/health/ready").status() == 200;
    }

    /** Its answer to a GET. */
    record Answer(int status, JsonNode body) {}

    Answer get(String path) {
        HttpResponse<String> response = send(path);
        try {
            return new Answer(response.statusCode(), new ObjectMapper().readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many records its consumer's polls have returned so far, stored or not. */
    long polledRecords() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(POLLED_RECORDS))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** All of its metrics, in Prometheus' text format. */
    String metrics() {
        return send("/q/metrics").body();
    }

    private HttpResponse<String> send(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String address() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(log()).as("the writer's log").containsPattern(LISTENING));
        Matcher listening = LISTENING.matcher(log());
        assertThat(listening.find()).isTrue();
        return listening.group(1);
    }

    @Override
    public void close() {
        // Also ends a frozen one.
        process.destroyForcibly();
        awaitExit();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
