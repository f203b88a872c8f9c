package io.deliverytracking.dbwriter.domain;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Brings together what is measured of the database and {@link PaceControl}'s law, by the clock.
 *
 * <p>The foreground's latency is estimated by a probe's, or, without a probe, by that of the writer's own commits. Those
 * have their own rows to flush, so they are slower than the foreground's, and the bound is met with something to spare;
 * and there are none while nothing is stored.
 *
 * <p>Threading: thread-safe; the ingest asks and tells, a probe tells, anybody looks.
 */
public final class Pacer implements Pacing, CommitTimer {
    private static final long SHOWN_NS = TimeUnit.MINUTES.toNanos(1);
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_US = 1e3;

    private final PaceControl control;
    private final boolean probed;
    private final PaceListener listener;
    private final LongSupplier nanoClock;
    private final LongSupplier epochMs;
    private final LatencyWindow probes = new LatencyWindow(SHOWN_NS);
    private final LatencyWindow commits = new LatencyWindow(SHOWN_NS);
    private final StoreTimes storeTimes = new StoreTimes();
    private long pauseNs;
    private long lagMs;

    /**
     * A pacer that knows nothing yet.
     *
     * @param probed whether there is a probe; otherwise the writer's own commits stand for the foreground
     * @param nanoClock monotonic, nanoseconds
     * @param epochMs wall clock, milliseconds, to compare record timestamps with
     */
    public Pacer(
            PaceControl control, boolean probed, PaceListener listener, LongSupplier nanoClock, LongSupplier epochMs) {
        this.control = control;
        this.probed = probed;
        this.listener = listener;
        this.nanoClock = nanoClock;
        this.epochMs = epochMs;
    }

    /** Whether a probe stands for the foreground; otherwise the writer's own commits do. */
    public boolean isProbed() {
        return probed;
    }

    @Override
    public synchronized Turn next(ReadBatch remaining) {
        lagMs = remaining.lagMs(epochMs.getAsLong());
        boolean lagWon = control.lagWins();
        control.onLag(nanoClock.getAsLong(), TimeUnit.MILLISECONDS.toNanos(lagMs));
        if (control.lagWins() != lagWon) {
            if (lagWon) {
                listener.onForegroundFirst(lagMs);
            } else {
                listener.onLagWins(lagMs);
            }
        }
        Turn turn = control.next(nanoClock.getAsLong());
        pauseNs = turn.pauseNs();
        return turn;
    }

    @Override
    public synchronized void stored(int records, long storeNs) {
        long nowNs = nanoClock.getAsLong();
        storeTimes.add(nowNs, records, storeNs);
        control.onStored(nowNs, records);
    }

    @Override
    public synchronized void committed(long elapsedNs) {
        long nowNs = nanoClock.getAsLong();
        commits.add(nowNs, elapsedNs);
        if (!probed) {
            control.onLatency(nowNs, elapsedNs);
        }
    }

    /** A single-row transaction of the probe took so long. */
    public synchronized void onProbe(long latencyNs) {
        long nowNs = nanoClock.getAsLong();
        probes.add(nowNs, latencyNs);
        control.onLatency(nowNs, latencyNs);
    }

    public synchronized PaceStatus status() {
        long nowNs = nanoClock.getAsLong();
        LatencyWindow foreground = probed ? probes : commits;
        boolean unlimited = control.isUnlimited();
        return new PaceStatus(
                control.state(),
                control.lagWins(),
                unlimited ? Double.POSITIVE_INFINITY : control.pace(),
                unlimited ? 0 : control.transactionRows(),
                pauseNs / NS_PER_MS,
                p99Ms(foreground, nowNs),
                foreground.count(nowNs),
                p99Ms(commits, nowNs),
                storeTimes.recentRowNs(nowNs) / NS_PER_US,
                storeTimes.bestRowNs(nowNs) / NS_PER_US,
                lagMs);
    }

    private static double p99Ms(LatencyWindow window, long nowNs) {
        return window.count(nowNs) == 0 ? Double.NaN : window.p99Ns(nowNs) / NS_PER_MS;
    }
}
