package io.deliverytracking.dbwriter.domain;

import java.util.concurrent.TimeUnit;

/**
 * The law by which the writer gives way to the foreground: how many rows the next transaction may have, and how long to
 * wait before it, from how long single-row transactions of others take.
 *
 * <p>One number is controlled, the pace in rows a second. A transaction has what the pace gives in one beat of
 * {@value #BEAT_MS} ms, so a lower pace also means shorter bursts; the pauses make up the rest. Once a second the pace is
 * looked at, and a breach is answered at once:
 *
 * <table>
 * <caption>The law; "latency" is the p99 since the last cut, of {@value #WINDOW_S} s at most</caption>
 * <tr><th>when</th><th>the pace</th></tr>
 * <tr><td>more late samples than one in a hundred, and at least {@value #LATE_SAMPLES}</td><td>is cut by bound / latency,
 * to a half at most and by a fifth at least; not again for a second, and judged by new samples only</td></tr>
 * <tr><td>the writer used less than four fifths of it</td><td>stays: it has not been tried</td></tr>
 * <tr><td>latency above four fifths of the bound, or too few samples</td><td>stays: a band to rest in, without which it
 * would have to breach the bound to find it</td></tr>
 * <tr><td>otherwise, below the threshold</td><td>grows by a quarter</td></tr>
 * <tr><td>otherwise, from the threshold on</td><td>grows by a fiftieth of the threshold, or of what the pace was before
 * the trouble, of which each look forgets a fiftieth; after {@value #PATIENCE} looks that grew by half as much more each
 * time; by a quarter of the pace at most</td></tr>
 * </table>
 *
 * <p>The threshold is what the first cut left. Cuts that come before the pace is back at it, and no later than
 * {@value #PATIENCE} s after the one before, belong to the same trouble, and each takes a fifth of the threshold away, but
 * never more than down to the pace. So a stall that was not ours costs seconds and not minutes, and a database that can't do
 * as much any more is believed after some cuts.
 *
 * <p>Invariants: the pace never falls below {@value #FLOOR} rows a second, so the writer never starves. When lag passes its
 * limit there is no pace at all, until lag is down to half of the limit.
 *
 * <p>Limits: it takes for granted that giving way helps. If others alone break the bound, the pace sinks to the floor, and
 * in the end lag wins.
 *
 * <p>Threading: confined to whoever owns it. Times are those of one monotonic clock, in nanoseconds; it has none of its own.
 *
 * <p>Source: cut and threshold as TCP's congestion control (RFC 5681), where a row of losses of one window counts once;
 * growth that quickens where nothing was met for long is TCP CUBIC's (RFC 9438); the size of the cut is the gradient of Netflix' concurrency-limits (Gradient2Limit), with the bound for the latency without
 * load; the band between growing and cutting is that of TCP Vegas (Brakmo and Peterson, 1995); no growth of what is not
 * used is RFC 7661.
 */
public final class PaceControl {
    /** Short against a second, so the pace is even; long against a commit, so that commits stay few: 50 a second. */
    static final long BEAT_MS = 20;

    /** At 20 samples a second 200 samples: the p99 is the third longest of them. */
    static final long WINDOW_S = 10;

    /** Two late ones are the one in a hundred that the bound allows; with the third, no later sample saves the window. */
    static final int LATE_SAMPLES = 3;

    /** Rows a second: ten transactions of {@link #MIN_ROWS}, which no database feels. */
    static final int FLOOR = 2_000;

    /** A commit and its fence cost as much as some hundred rows: with fewer, they would be most of the work. */
    static final int MIN_ROWS = 200;

    /** Rows a second, until more is known. Four seconds of growth from 60,000. */
    static final int START = 25_000;

    private static final long BEAT_NS = TimeUnit.MILLISECONDS.toNanos(BEAT_MS);
    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(WINDOW_S);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    /** A second of a probe twenty times a second; two at the slowest, which is the floor without a probe. */
    private static final int FEW_SAMPLES = 20;

    private static final double SEVEREST_CUT = 0.5;
    private static final double SLIGHTEST_CUT = 0.8;
    private static final double USED = 0.8;
    private static final double ROOM = 0.8;
    private static final double SLOW_START = 1.25;
    private static final double STEP = 0.02;

    private static final double FURTHER_CUT = 0.8;

    /** Seconds. From what a cut leaves to where it came from it takes as long: near the knee growth stays slow. */
    static final int PATIENCE = 30;

    private static final double IMPATIENCE = 0.5;

    /** A look: half of what was possible is forgotten after half a minute of storing. Nothing is while the database is away. */
    private static final double MEMORY = 0.98;

    private final PacePolicy policy;
    private final long boundNs;
    private final long maxLagNs;
    private final long settlingNs;
    private final LatencyWindow samples = new LatencyWindow(WINDOW_NS);

    private double pace = START;
    private double threshold = Double.POSITIVE_INFINITY;
    private PaceState state;

    /** When the next transaction is due. */
    private long dueNs;

    private long intervalStartNs;
    private long intervalRows;
    private long cutNs;

    /** The pace before the last trouble, and less the longer ago that is. */
    private double remembered;

    /** How often the pace has grown at or above the threshold since the last cut. */
    private int steps;

    private boolean lagWins;

    /** From when on samples count; not known before the first transaction. */
    private long settledNs;

    /**
     * A control that knows nothing yet.
     *
     * @param boundNs what the foreground's p99 is to stay within
     * @param maxLagNs beyond it, lag wins
     * @param settlingNs for so long after the first transaction latency decides nothing: code is compiled everywhere, and
     *     what everybody takes then says nothing about the pace; the cuts of such a start would be made up for in minutes
     */
    public PaceControl(PacePolicy policy, long boundNs, long maxLagNs, long settlingNs, long nowNs) {
        this.policy = policy;
        this.boundNs = boundNs;
        this.maxLagNs = maxLagNs;
        this.settlingNs = settlingNs;
        this.settledNs = settlingNs == 0 ? nowNs : Long.MAX_VALUE;
        this.state = policy == PacePolicy.LAG_FIRST ? PaceState.UNPACED : PaceState.HOLDING;
        this.dueNs = nowNs;
        this.intervalStartNs = nowNs;
        this.cutNs = nowNs - PATIENCE * INTERVAL_NS;
    }

    /** A single-row transaction took {@code latencyNs}. */
    void onLatency(long nowNs, long latencyNs) {
        if (isUnlimited() || nowNs < settledNs || nowNs - cutNs < INTERVAL_NS) {
            // What was under way when the pace was cut says nothing about the new one.
            return;
        }
        samples.add(nowNs, latencyNs);
        int late = samples.countAbove(nowNs, boundNs);
        if (late >= LATE_SAMPLES && late * 100L > samples.count(nowNs)) {
            cut(nowNs);
        }
    }

    /** The records that come next were sent so long ago. */
    void onLag(long nowNs, long lagNs) {
        if (policy == PacePolicy.LAG_FIRST) {
            return;
        }
        if (!lagWins && lagNs > maxLagNs) {
            lagWins = true;
            state = PaceState.LAG_WINS;
        } else if (lagWins && lagNs < maxLagNs / 2) {
            lagWins = false;
            state = PaceState.HOLDING;
            samples.clear();
            startInterval(nowNs);
        }
    }

    /** A transaction of so many rows is durable. */
    void onStored(long nowNs, int rows) {
        if (settledNs == Long.MAX_VALUE) {
            settledNs = nowNs + settlingNs;
        }
        intervalRows += rows;
        dueNs += (long) (rows * 1e9 / pace);
        if (nowNs - intervalStartNs >= INTERVAL_NS) {
            if (!isUnlimited()) {
                lookAtPace(nowNs);
            }
            startInterval(nowNs);
        }
    }

    /** What the next transaction may be. Asked before each. */
    Turn next(long nowNs) {
        if (isUnlimited()) {
            dueNs = nowNs;
            return Turn.AT_ONCE;
        }
        // Who comes late, for want of records or by a slow commit, may catch up on one beat and no more.
        dueNs = Math.max(dueNs, nowNs - BEAT_NS);
        return new Turn(transactionRows(), Math.max(0, dueNs - nowNs));
    }

    private void cut(long nowNs) {
        remembered = Math.max(remembered, pace);
        boolean sameTrouble = pace <= threshold && nowNs - cutNs < PATIENCE * INTERVAL_NS;
        double gradient = (double) boundNs / samples.p99Ns(nowNs);
        pace = Math.max(FLOOR, pace * Math.max(SEVEREST_CUT, Math.min(SLIGHTEST_CUT, gradient)));
        threshold = sameTrouble ? Math.max(pace, threshold * FURTHER_CUT) : pace;
        steps = 0;
        state = PaceState.YIELDING;
        cutNs = nowNs;
        samples.clear();
    }

    private void lookAtPace(long nowNs) {
        long elapsedNs = nowNs - intervalStartNs;
        remembered *= MEMORY;
        if (nowNs - cutNs < INTERVAL_NS) {
            return;
        }
        if (intervalRows * 1e9 / elapsedNs < USED * pace) {
            state = PaceState.SPARE;
        } else if (samples.count(nowNs) < FEW_SAMPLES) {
            state = PaceState.HOLDING;
        } else if (samples.p99Ns(nowNs) > ROOM * boundNs) {
            state = PaceState.HOLDING;
            steps = 0;
        } else {
            state = PaceState.GROWING;
            grow();
        }
    }

    private void grow() {
        if (pace < threshold) {
            pace = Math.min(pace * SLOW_START, threshold);
            return;
        }
        steps++;
        double haste = 1 + IMPATIENCE * Math.max(0, steps - PATIENCE);
        double step = STEP * Math.max(threshold, remembered) * haste;
        pace = Math.min(pace + step, pace * SLOW_START);
    }

    private void startInterval(long nowNs) {
        intervalStartNs = nowNs;
        intervalRows = 0;
    }

    /** Whether there is no pace to keep. */
    boolean isUnlimited() {
        return lagWins || policy == PacePolicy.LAG_FIRST;
    }

    /** Rows of the next transaction at most; meaningless while there is no pace. */
    int transactionRows() {
        return (int) Math.max(MIN_ROWS, pace * BEAT_NS / 1e9);
    }

    boolean lagWins() {
        return lagWins;
    }

    /** Rows a second. */
    double pace() {
        return pace;
    }

    PaceState state() {
        return state;
    }
}
