package io.deliverytracking.dbwriter.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A database, its users and a writer under {@link PaceControl}, in one thread and simulated time, from one seed.
 *
 * <p>The model has the three ways in which a bulk writer makes others wait: a transaction of the writer that is under way
 * (the more rows, the more of the log there is to flush before theirs), more rows than the disk takes away (a queue that
 * builds up and goes down with inertia), and stalls that are nobody's fault (a checkpoint). Users without any of them take
 * 0.6 ms, 1.5 ms at the 99th percentile.
 */
final class SimulatedDatabase {
    static final long SECOND = 1_000_000_000L;

    private static final long MS = 1_000_000L;
    private static final long PROBE_INTERVAL = 50 * MS;
    private static final long USER_INTERVAL = 5 * MS;

    /** What one transaction takes besides its rows, and what a row takes: 350,000 rows a second at most. */
    private static final double TRANSACTION_NS = 1e6;

    private static final double ROW_NS = 2_500;

    /** What a user waits at most for each row of a transaction under way. */
    private static final double FLUSH_ROW_NS = 800;

    /** So far ahead of the disk the cache may be before anybody waits: a burst is absorbed, a rate is not. */
    private static final double CACHE_NS = 50e6;

    private static final int POLL = 5_000;

    /** Something that happened at some time. */
    private record Sample(long timeNs, long valueNs) {}

    private record Stall(long fromNs, long toNs) {}

    private final Random random;
    private final PaceControl control;
    private final double capacity;
    private final List<Stall> stalls = new ArrayList<>();
    private final List<Sample> users = new ArrayList<>();
    private final PriorityQueue<Sample> answers = new PriorityQueue<>(Comparator.comparingLong(Sample::timeNs));
    private final List<Sample> paces = new ArrayList<>();
    private final List<Sample> lags = new ArrayList<>();

    /** What users wait for reasons of their own, by time; added to what the model says. */
    private DoubleUnaryOperator ownTroubleNs = nowNs -> 0;

    private long nowNs;
    private long nextProbeNs;
    private long nextUserNs;
    private long storingSinceNs = -1;
    private long storingUntilNs = -1;
    private int storingRows;

    /** Rows that the disk has still to take away. */
    private double queue;

    private double arrived;
    private double arrivalRate;
    private long stored;
    private boolean down;
    private int lagWinsCount;

    /**
     * A database at rest.
     *
     * @param capacity rows a second that the disk takes away; beyond it users wait longer and longer
     */
    SimulatedDatabase(long seed, PaceControl control, double capacity) {
        this.random = new Random(seed);
        this.control = control;
        this.capacity = capacity;
    }

    SimulatedDatabase arriving(double rowsPerSecond) {
        arrivalRate = rowsPerSecond;
        return this;
    }

    SimulatedDatabase backlog(double rows) {
        arrived += rows;
        return this;
    }

    /** For so long nothing moves, from then on. */
    SimulatedDatabase stall(double fromS, double lengthS) {
        stalls.add(new Stall(ns(fromS), ns(fromS + lengthS)));
        return this;
    }

    SimulatedDatabase ownTrouble(DoubleUnaryOperator waitNs) {
        ownTroubleNs = waitNs;
        return this;
    }

    /** The database is away: nobody is served. */
    void outage(double seconds) {
        down = true;
        advance(nowNs + ns(seconds));
        down = false;
    }

    void run(double seconds) {
        long endNs = nowNs + ns(seconds);
        while (nowNs < endNs) {
            int available = (int) Math.min(POLL, arrived - stored);
            if (available < 1) {
                advance(nowNs + 10 * MS);
                continue;
            }
            boolean lagWon = control.lagWins();
            control.onLag(nowNs, lagNs());
            lagWinsCount += !lagWon && control.lagWins() ? 1 : 0;
            // As the ingest has it: a poll in parts.
            while (available > 0) {
                available -= storePart(available);
            }
            lags.add(new Sample(nowNs, lagNs()));
        }
    }

    private int storePart(int available) {
        Turn turn = control.next(nowNs);
        advance(nowNs + turn.pauseNs());
        int rows = Math.min(available, turn.records());
        double takes = (TRANSACTION_NS + rows * ROW_NS) * (0.8 + 0.4 * random.nextDouble());
        storingSinceNs = nowNs;
        storingUntilNs = nowNs + (long) takes;
        for (Stall stall : stalls) {
            if (stall.fromNs < storingUntilNs && storingSinceNs < stall.toNs) {
                storingUntilNs += stall.toNs - Math.max(storingSinceNs, stall.fromNs);
            }
        }
        storingRows = rows;
        advance(storingUntilNs);
        queue += rows;
        stored += rows;
        control.onStored(nowNs, rows);
        paces.add(new Sample(nowNs, (long) (control.isUnlimited() ? 1e9 : control.pace())));
        return rows;
    }

    private void advance(long toNs) {
        while (nowNs < toNs) {
            long stepNs = Math.min(toNs, Math.min(nextProbeNs, nextUserNs)) - nowNs;
            nowNs += stepNs;
            arrived += arrivalRate * stepNs / SECOND;
            queue = Math.max(0, queue - capacity * stepNs / SECOND);
            if (nowNs == nextProbeNs) {
                nextProbeNs += PROBE_INTERVAL;
                if (!down) {
                    long latency = userLatencyNs();
                    answers.add(new Sample(nowNs + latency, latency));
                }
            }
            if (nowNs == nextUserNs) {
                nextUserNs += USER_INTERVAL;
                if (!down) {
                    users.add(new Sample(nowNs, userLatencyNs()));
                }
            }
            while (!answers.isEmpty() && answers.peek().timeNs <= nowNs) {
                control.onLatency(nowNs, answers.remove().valueNs);
            }
        }
    }

    private long userLatencyNs() {
        double latency = 0.6 * MS * Math.exp(0.4 * random.nextGaussian());
        if (nowNs < storingUntilNs) {
            latency += random.nextDouble() * storingRows * FLUSH_ROW_NS;
        }
        latency += Math.max(0, queue / capacity * SECOND - CACHE_NS);
        latency += ownTroubleNs.applyAsDouble(nowNs);
        for (Stall stall : stalls) {
            if (nowNs >= stall.fromNs && nowNs < stall.toNs) {
                latency += stall.toNs - nowNs;
            }
        }
        return (long) latency;
    }

    private long lagNs() {
        return arrivalRate == 0 ? 0 : (long) ((arrived - stored) / arrivalRate * SECOND);
    }

    double nowS() {
        return (double) nowNs / SECOND;
    }

    long stored() {
        return stored;
    }

    double backlog() {
        return arrived - stored;
    }

    int lagWinsCount() {
        return lagWinsCount;
    }

    /** What users took at the 99th percentile since then. */
    double userP99Ms(double sinceS) {
        long[] latencies = users.stream()
                .filter(sample -> sample.timeNs >= ns(sinceS))
                .mapToLong(Sample::valueNs)
                .sorted()
                .toArray();
        return (double) latencies[(int) Math.ceil(latencies.length * 0.99) - 1] / MS;
    }

    double lowestPace(double sinceS) {
        return Arrays.stream(since(paces, sinceS)).min().orElseThrow();
    }

    double highestPace(double sinceS) {
        return Arrays.stream(since(paces, sinceS)).max().orElseThrow();
    }

    double longestLagS(double sinceS) {
        return (double) Arrays.stream(since(lags, sinceS)).max().orElseThrow() / SECOND;
    }

    private static long[] since(List<Sample> samples, double sinceS) {
        return samples.stream()
                .filter(sample -> sample.timeNs >= ns(sinceS))
                .mapToLong(Sample::valueNs)
                .toArray();
    }

    private static long ns(double seconds) {
        return (long) (seconds * SECOND);
    }
}
