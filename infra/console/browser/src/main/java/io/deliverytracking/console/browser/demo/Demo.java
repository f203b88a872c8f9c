package io.deliverytracking.console.browser.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A demo as its console shows it. One that ran before is left running; one of our own is ended by {@link #close()}, and
 * reckons then.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: a demo that does not come up in {@value #START_S} s, or ends by itself, is a {@link DemoAwayException}
 * whose message says what to do.
 */
public final class Demo implements AutoCloseable {
    /** A first build, the recording of the starts, and the start itself. */
    private static final int START_S = 900;

    /** A reckoning over some minutes at full rate. */
    private static final int END_S = 600;

    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final URI console;
    private final @Nullable Process own;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final ObjectMapper json = new ObjectMapper();

    private Demo(URI console, @Nullable Process own) {
        this.console = console;
        this.own = own;
    }

    /** The demo whose console answers at that address; or a new one, of this checkout, with these options. */
    public static Demo at(URI console, Path checkout, Path log, List<String> options) {
        Demo running = new Demo(console, null);
        if (running.simulates()) {
            return running;
        }
        List<String> command = new ArrayList<>(
                List.of(checkout.resolve("delivery").toString(), "demo", "--port", "console=" + console.getPort()));
        command.addAll(options);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Demo demo = new Demo(console, process);
            try {
                demo.awaitStart(log);
                return demo;
            } catch (RuntimeException e) {
                demo.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart(Path log) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_S);
        while (!simulates()) {
            if (System.nanoTime() > deadlineNs || (own != null && !own.isAlive())) {
                throw new DemoAwayException("the demo did not start; its output is in " + log);
            }
            pause(1000);
        }
    }

    public URI console() {
        return console;
    }

    public boolean isOwn() {
        return own != null;
    }

    /** An answer of the console, or of a service through it. */
    public JsonNode get(String path) {
        try {
            HttpResponse<byte[]> response = http.send(
                    HttpRequest.newBuilder(console.resolve(path))
                            .timeout(ANSWER)
                            .build(),
                    BodyHandlers.ofByteArray());
            if (response.statusCode() >= HttpURLConnection.HTTP_BAD_GATEWAY) {
                throw new DemoAwayException("the demo behind " + console + " has ended, or is ending: " + path
                        + " answers " + response.statusCode()
                        + "; one that is looked at has to run until then, best without --duration");
            }
            if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                throw new IllegalStateException(path + " answers " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(path, e);
        } catch (IOException e) {
            throw new DemoAwayException(
                    "nothing answers at " + console.resolve(path) + ": " + e + "; has the demo ended?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean simulates() {
        try {
            return get("/services/simulator/api/simulator")
                    .path("state")
                    .asText()
                    .equalsIgnoreCase("running");
        } catch (DemoAwayException | UncheckedIOException | IllegalStateException e) {
            return false;
        }
    }

    /** Waits a while, as people do who look at a map. */
    public static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends a demo of our own and gives its exit status: 0 if it balanced. Empty for one that ran before. */
    public OptionalInt end() {
        if (own == null) {
            return OptionalInt.empty();
        }
        own.destroy();
        try {
            if (!own.waitFor(END_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the demo still runs " + END_S + " s after SIGTERM");
            }
            return OptionalInt.of(own.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (own != null && own.isAlive()) {
            end();
        }
    }
}
