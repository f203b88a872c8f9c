package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.traces.Bounds;
import io.deliverytracking.traces.Trace;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The riders of a replay: those of the trace, and as many shifted copies of all of them as were asked for. The fixes
 * themselves are there once: a copy is a shift in space and time, added when a fix is sent. Memory: 20 bytes a copy, 4 a
 * rider.
 *
 * <pre>
 *            rider of the trace   0   1   2 ... n-1
 *   copy 0   (unshifted)          0   1   2 ... n-1     rider of the replay
 *   copy 1                        n  n+1 n+2 ... 2n-1
 *   copy 2                       2n  ...                  the last one may be in part
 * </pre>
 *
 * <p>In space the copies lie on Fermat's spiral, which fills a disc evenly: copy k is {@code spacing * sqrt(k)} away, each
 * turned by the golden angle from the one before. The ways are moved, not bent; speeds and headings stay true.
 * In time they are spread over ten of the trace's usual intervals by multiples of the golden ratio, which never bunch:
 * riders who report in step, as those of a trace with one clock do, become an even load.
 *
 * <p>Riders of the trace keep their ids; copies have the smallest ones that are free.
 *
 * <p>Immutable.
 *
 * <p>Source: Vogel, "A better way to construct the sunflower head" (Mathematical Biosciences 44, 1979).
 */
public final class Copies {

    private static final double GOLDEN_RATIO = 0.6180339887498949;
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
    private static final int SPREAD_INTERVALS = 10;
    private static final double METRES_PER_E7 = 0.011119508;
    private static final long FULL_CIRCLE_E7 = 3_600_000_000L;

    /** No copy is moved across a pole. */
    private static final int FARTHEST_NORTH_E7 = 899_000_000;

    private final Trace trace;
    private final int[] riderIds;
    private final int[] northE7;
    private final int[] eastE7;
    private final int[] shiftsMs;

    /** Rows of the last copy; empty if it has all. */
    private final int[] rowsOfLast;

    /** @param riders at least one */
    public Copies(Trace trace, int riders, double spacingM) {
        this.trace = trace;
        riderIds = ids(trace, riders);
        int count = (riders - 1) / trace.riders() + 1;
        northE7 = new int[count];
        eastE7 = new int[count];
        shiftsMs = new int[count];
        Bounds bounds = trace.report().bounds();
        double cosine = Math.max(0.01, Math.cos(Math.toRadians(bounds.middleLatitudeE7() / 1e7)));
        double spreadMs = Math.min(Integer.MAX_VALUE, (double) SPREAD_INTERVALS * trace.usualIntervalMs());
        for (int copy = 1; copy < count; copy++) {
            double awayE7 = spacingM / METRES_PER_E7 * Math.sqrt(copy);
            double angle = copy * GOLDEN_ANGLE;
            northE7[copy] = (int) Math.round(awayE7 * Math.cos(angle));
            eastE7[copy] = (int) Math.round(awayE7 * Math.sin(angle) / cosine);
            double turns = copy * GOLDEN_RATIO;
            shiftsMs[copy] = (int) ((turns - Math.floor(turns)) * spreadMs);
        }
        int ridersOfLast = riders - (count - 1) * trace.riders();
        rowsOfLast = ridersOfLast == trace.riders()
                ? new int[0]
                : IntStream.range(0, trace.size())
                        .filter(row -> trace.rider(row) < ridersOfLast)
                        .toArray();
    }

    public Trace trace() {
        return trace;
    }

    /** How many, copy 0 included. */
    public int count() {
        return shiftsMs.length;
    }

    public int riders() {
        return riderIds.length;
    }

    /** The id of a rider of the replay, from 0. */
    public int riderId(int rider) {
        return riderIds[rider];
    }

    /** How much later than in the trace, in the trace's time. */
    int shiftMs(int copy) {
        return shiftsMs[copy];
    }

    /** Fixes of one copy. */
    int size(int copy) {
        return isInPart(copy) ? rowsOfLast.length : trace.size();
    }

    /** Fixes of all copies together. */
    public long size() {
        return (long) (count() - 1) * trace.size() + size(count() - 1);
    }

    /** From the first fix of all to the last of all, in the trace's time. */
    public long spanMs() {
        return trace.spanMs() + Arrays.stream(shiftsMs).max().orElse(0);
    }

    /** When a fix of a copy was taken, after the trace's first one and without the copy's shift; grows with the index. */
    long sinceFirstMs(int copy, int index) {
        return trace.timeMs(row(copy, index)) - trace.timeMs(0);
    }

    /** Fills in everything but times, order, status and sequence. */
    void read(int copy, int index, Fix fix) {
        int row = row(copy, index);
        fix.rider = copy * trace.riders() + trace.rider(row);
        fix.riderId = riderIds[fix.rider];
        fix.latitudeE7 = moved(trace.latitudeE7(row), northE7[copy]);
        fix.longitudeE7 = turned(trace.longitudeE7(row), eastE7[copy]);
        fix.speedCmS = trace.speedCmS(row);
        fix.headingDeg = trace.headingDeg(row);
    }

    /** Around the ways of all copies. */
    public Bounds bounds() {
        Bounds one = trace.report().bounds();
        Bounds all = one;
        for (int copy = 1; copy < count(); copy++) {
            all = all.and(moved(one.southE7(), northE7[copy]), turned(one.westE7(), eastE7[copy]));
            all = all.and(moved(one.northE7(), northE7[copy]), turned(one.eastE7(), eastE7[copy]));
        }
        return all;
    }

    private int row(int copy, int index) {
        return isInPart(copy) ? rowsOfLast[index] : index;
    }

    private boolean isInPart(int copy) {
        return rowsOfLast.length > 0 && copy == count() - 1;
    }

    private static int moved(int latitudeE7, int byE7) {
        return byE7 == 0
                ? latitudeE7
                : (int) Math.max(-FARTHEST_NORTH_E7, Math.min(FARTHEST_NORTH_E7, (long) latitudeE7 + byE7));
    }

    private static int turned(int longitudeE7, int byE7) {
        long turned = (long) longitudeE7 + byE7;
        return (int)
                (turned > FULL_CIRCLE_E7 / 2
                        ? turned - FULL_CIRCLE_E7
                        : turned < -FULL_CIRCLE_E7 / 2 ? turned + FULL_CIRCLE_E7 : turned);
    }

    private static int[] ids(Trace trace, int riders) {
        int[] ids = new int[riders];
        int[] taken = IntStream.range(0, trace.riders()).map(trace::riderId).toArray();
        System.arraycopy(taken, 0, ids, 0, Math.min(riders, taken.length));
        Arrays.sort(taken);
        int passed = 0;
        int next = 1;
        for (int rider = taken.length; rider < riders; rider++) {
            while (passed < taken.length && taken[passed] == next) {
                passed++;
                next++;
            }
            ids[rider] = next++;
        }
        return ids;
    }
}
