package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.live.LogProbe;
import io.deliverytracking.demo.live.LogSample;
import io.deliverytracking.demo.live.RowProbe;
import io.deliverytracking.demo.postgres.Database;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Asks broker and database once a second, each on a thread of its own, and publishes the last answers: while one is down its thread
 * blocks, and nobody else.
 *
 * <p>Threading: the two threads write, any thread reads. Ownership: both threads and their clients, ended by {@link #close()}.
 */
final class Sampler implements AutoCloseable {

    private static final long INTERVAL_MS = 1_000;
    private static final long SOONER_MS = 200;

    /** A number older than this is not shown any more. */
    private static final long STALE_NS = 4_000_000_000L;

    /** Offsets stored by the writer, at one moment. */
    private record Stored(long takenAtNs, long offsets, double perSecond) {}

    private final String bootstrap;
    private final Database database;
    private final long sinceMs;
    private final Thread logThread;
    private final Thread rowThread;

    private volatile boolean closed;
    private volatile @Nullable String clusterId;
    private volatile @Nullable LogSample log;
    private volatile @Nullable LogSample logBefore;
    private volatile @Nullable Stored stored;
    private volatile boolean firstRow;

    /** @param sinceMs rows count as this run's when they were sent after this, ms since the epoch */
    Sampler(String bootstrap, Database database, long sinceMs) {
        this.sinceMs = sinceMs;
        this.bootstrap = bootstrap;
        this.database = database;
        logThread = new Thread(this::watchLog, "log-probe");
        rowThread = new Thread(this::watchRows, "row-probe");
        logThread.setDaemon(true);
        rowThread.setDaemon(true);
    }

    void start() {
        logThread.start();
        rowThread.start();
    }

    /** The cluster's id, once the broker has told it. */
    Optional<String> clusterId() {
        return Optional.ofNullable(clusterId);
    }

    /** The last answer of the broker, unless it is too old. */
    Optional<LogSample> log() {
        return Optional.ofNullable(log).filter(sample -> System.nanoTime() - sample.takenAtNs() < STALE_NS);
    }

    OptionalDouble eventsPerSecond() {
        LogSample before = logBefore;
        return before == null || log().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(log().get().eventsPerSecondSince(before));
    }

    OptionalDouble rowsPerSecond() {
        Stored last = stored;
        return last == null || System.nanoTime() - last.takenAtNs > STALE_NS
                ? OptionalDouble.empty()
                : OptionalDouble.of(last.perSecond);
    }

    /** Whether a row of this run has been stored. */
    boolean hasFirstRow() {
        return firstRow;
    }

    private void watchLog() {
        try (LogProbe probe = new LogProbe(bootstrap)) {
            while (!closed) {
                long pause = SOONER_MS;
                try {
                    if (clusterId == null) {
                        clusterId = probe.clusterId();
                    }
                    LogSample sample = probe.sample();
                    logBefore = log;
                    log = sample;
                    pause = INTERVAL_MS;
                } catch (ExecutionException | TimeoutException | KafkaException notYet) {
                    // No broker, or no topics yet: the line shows a question mark.
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchRows() {
        try {
            while (!closed && clusterId == null) {
                Thread.sleep(SOONER_MS / 2);
            }
            String cluster = clusterId;
            if (cluster == null) {
                return;
            }
            try (RowProbe probe = new RowProbe(database, cluster)) {
                while (!closed) {
                    long pause = SOONER_MS;
                    try {
                        long offsets = probe.stored();
                        long now = System.nanoTime();
                        Stored before = stored;
                        double rate = before == null
                                ? 0
                                : Math.max(0, offsets - before.offsets) / ((now - before.takenAtNs) / 1e9);
                        stored = new Stored(now, offsets, rate);
                        firstRow = firstRow || probe.hasRowSentSince(sinceMs);
                        pause = firstRow ? INTERVAL_MS : SOONER_MS;
                    } catch (SQLException notYet) {
                        // No database, or no tables yet.
                    }
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        logThread.interrupt();
        rowThread.interrupt();
        try {
            logThread.join(3_000);
            rowThread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
