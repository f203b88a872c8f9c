package io.deliverytracking.demo.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.demo.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the simulator once a second whether it has failed and how far its replay is, if there is one, and keeps the last answer:
 * after the simulator has gone it is still needed for the account. From {@link #begin} on it has the simulator send, also one
 * that was started again.
 *
 * <p>Threading: the supervisor's thread, which it blocks for at most two seconds.
 * <p>Failure: a simulator that doesn't answer (it is starting, or was killed) leaves the last answer as it was.
 */
final class SimulatorProbe {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final String url;
    private final int patienceMs;
    private boolean mayBegin;
    private @Nullable ReplayProgress last;
    private long askAgainAtNs = System.nanoTime();

    SimulatorProbe(String simulatorUrl) {
        this(simulatorUrl, PATIENCE);
    }

    /** One that waits so long to connect, and again for the answer. */
    SimulatorProbe(String simulatorUrl, Duration patience) {
        url = simulatorUrl + "/api/simulator";
        patienceMs = (int) patience.toMillis();
    }

    /** How far the replay was when it last answered; empty when it replays nothing. */
    Optional<ReplayProgress> replay() {
        return Optional.ofNullable(last).filter(progress -> !progress.isFailed());
    }

    /** Why the simulator sends nothing any more; empty when it has not failed. */
    Optional<String> failure() {
        return Optional.ofNullable(last)
                .filter(ReplayProgress::isFailed)
                .map(progress -> progress.message().isEmpty()
                        ? "the simulator failed; its log says why"
                        : "the simulator failed: " + progress.message().replace("\n", System.lineSeparator()));
    }

    /** What the account can't say: that the simulator failed, or did not replay what it has read; in sentences. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        failure().ifPresent(faults::add);
        replay().filter(progress -> !progress.addsUp())
                .ifPresent(progress -> faults.add("not every row of the trace is accounted for"));
        return faults;
    }

    /**
     * Asks when it is time to; returns whether the replay has come to its end.
     *
     * @throws DemoFailure with the simulator's own words when it could not begin, or could not go on: it sends nothing any more
     */
    boolean isFinished() throws DemoFailure {
        long now = System.nanoTime();
        if (now - askAgainAtNs >= 0) {
            askAgainAtNs = now + INTERVAL_NS;
            ask();
        }
        Optional<String> failure = failure();
        if (failure.isPresent()) {
            throw new DemoFailure(ExitStatus.FAILED, failure.get());
        }
        return replay().filter(ReplayProgress::isFinished).isPresent();
    }

    /** Whoever is to listen does: the riders may set off. */
    void begin() {
        mayBegin = true;
        askAgainAtNs = System.nanoTime();
    }

    void ask() {
        try {
            JsonNode status = request("GET", url);
            if (mayBegin && status.path("state").asText().equals("READY")) {
                status = request("POST", url + "/start");
            }
            ReplayProgress.of(status).ifPresent(progress -> last = progress);
        } catch (IOException notNow) {
            // The last answer stays.
        }
    }

    private JsonNode request(String method, String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(patienceMs);
        connection.setReadTimeout(patienceMs);
        try (InputStream answer = connection.getInputStream()) {
            return JSON.readTree(answer);
        } finally {
            connection.disconnect();
        }
    }
}
