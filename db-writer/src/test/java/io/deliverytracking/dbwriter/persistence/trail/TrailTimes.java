package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.persistence.trail.Fixes.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How long trails of some riders take, one after the other on one connection, each checked for completeness.
 *
 * <p>Threading: confined to one thread.
 */
public final class TrailTimes {
    private static final double NS_PER_MS = 1e6;

    private final Connection connection;
    private final Trail trail;
    private final LongSupplier untilMs;
    private final Fixes fixes = new Fixes();

    /**
     * Trails that end at the time of asking.
     *
     * @param untilMs up to when everything is stored
     */
    public TrailTimes(Connection connection, Trail trail, LongSupplier untilMs) {
        this.connection = connection;
        this.trail = trail;
        this.untilMs = untilMs;
    }

    /**
     * Asks for the last {@code seconds} of each rider, no more often than every {@code everyNs}.
     *
     * @return a line of figures
     */
    public String ask(int[] riders, int seconds, long everyNs) throws SQLException {
        long[] times = new long[riders.length];
        double cpu = ServerCpu.of(connection);
        long dueNs = System.nanoTime();
        for (int i = 0; i < riders.length; i++) {
            for (long waitNs = dueNs - System.nanoTime(); waitNs > 0; waitNs = dueNs - System.nanoTime()) {
                LockSupport.parkNanos(waitNs);
            }
            dueNs += everyNs;
            long toMs = untilMs.getAsLong();
            long started = System.nanoTime();
            fixes.clear();
            trail.read(connection, riders[i], toMs - seconds * 1000L, toMs, fixes);
            times[i] = System.nanoTime() - started;
            requireWhole(riders[i], seconds, toMs);
        }
        long first = times[0];
        double cpuMs = (ServerCpu.of(connection) - cpu) * 1000 / riders.length;
        Arrays.sort(times);
        return String.format(
                Locale.ROOT,
                "p50 %7.2f, p99 %7.2f, max %7.2f, first %7.2f ms, server CPU %6.2f ms, of %d",
                at(times, 0.5),
                at(times, 0.99),
                at(times, 1),
                first / NS_PER_MS,
                cpuMs,
                times.length);
    }

    /** A fix a second, each a second after the one before. What is missing is asked for again, to tell lost from not found. */
    private void requireWhole(int rider, int seconds, long toMs) throws SQLException {
        if (fixes.size() == seconds) {
            return;
        }
        long expectedMs = toMs - seconds * 1000L + Math.floorMod(fixes.get(Column.RECORD_TIME, 0) - toMs, 1000L);
        StringBuilder missing = new StringBuilder();
        for (int fix = 0, second = 0; second < seconds; second++) {
            long timeMs = expectedMs + second * 1000L;
            if (fix < fixes.size() && fixes.get(Column.RECORD_TIME, fix) == timeMs) {
                fix++;
            } else {
                missing.append(' ').append(timeMs);
            }
        }
        fixes.clear();
        trail.read(connection, rider, toMs - seconds * 1000L, toMs, fixes);
        throw new AssertionError("rider " + rider + " lacks, of the " + seconds + " s until " + toMs + "," + missing
                + "; asked again it has " + fixes.size());
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(sorted.length * quantile) - 1] / NS_PER_MS;
    }
}
