package io.deliverytracking.traces;

import io.deliverytracking.events.Limits;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps readable rows, then sorts them by time and fills in what the file left out.
 *
 * <p>Repeated rows stay: the file says that the device sent the position twice, so it is sent twice, with a sequence
 * each. Repeats are recognised by a 64-bit hash of the whole fix: among five million rows two different ones collide
 * with a chance below one in a million, and what would be wrong is a number in a report.
 */
public final class TraceBuilder implements FixSink {

    private static final double METRES_PER_E7 = Origin.METRES_PER_DEGREE / 1e7;

    private final TraceAccounts accounts;
    private long[] hashes = new long[1024];
    private long[] timesMs = new long[1024];
    private int[] riderIndices = new int[1024];
    private int[] latitudesE7 = new int[1024];
    private int[] longitudesE7 = new int[1024];
    private short[] speedsCmS = new short[1024];
    private short[] headingsDeg = new short[1024];
    private int size;

    /** @param accounts count what is kept */
    public TraceBuilder(TraceAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void fix(String rider, RawFix fix) {
        int index = accounts.count(rider, fix);
        if (size == timesMs.length) {
            grow(size * 2);
        }
        timesMs[size] = fix.timeMs;
        riderIndices[size] = index;
        latitudesE7[size] = fix.latitudeE7;
        longitudesE7[size] = fix.longitudeE7;
        speedsCmS[size] = (short) fix.speedCmS;
        headingsDeg[size] = (short) fix.headingDeg;
        hashes[size] = hash(index, fix);
        size++;
    }

    @Override
    public void unreadable(long line, RowProblem problem, String text) {
        accounts.unreadable(line, problem, text);
    }

    /** At least one fix was taken. */
    public Trace build(Optional<Instant> start) {
        TraceReport report = accounts.report(countRepeats(), start);
        hashes = new long[0];
        long shiftMs = accounts.shiftMs(start);
        int[] order = byTime();
        long usualIntervalMs = fillInFromTheWay(order);
        return new Trace(
                report,
                accounts.riderIds(),
                pick(riderIndices, order),
                Arrays.stream(order).mapToLong(row -> timesMs[row] + shiftMs).toArray(),
                pick(latitudesE7, order),
                pick(longitudesE7, order),
                pick(speedsCmS, order),
                pick(headingsDeg, order),
                usualIntervalMs);
    }

    /** Row numbers by time, of equal times in the order of the rows: rank of the time and row number sort as one number. */
    private int[] byTime() {
        long[] times = Arrays.copyOf(timesMs, size);
        Arrays.sort(times);
        long[] keys = new long[size];
        for (int row = 0; row < size; row++) {
            keys[row] = (long) firstOf(times, timesMs[row]) << 32 | row;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** The first place of a value that is there. */
    private static int firstOf(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Speed and heading that the file does not give: from the last fix of the rider to this one. Returns the median of
     * the times between two.
     */
    private long fillInFromTheWay(int[] order) {
        int[] last = new int[accounts.riders()];
        Arrays.fill(last, -1);
        long[] intervals = new long[size];
        int known = 0;
        for (int row : order) {
            int before = last[riderIndices[row]];
            double north = 0;
            double east = 0;
            long elapsedMs = 0;
            if (before >= 0) {
                north = ((double) latitudesE7[row] - latitudesE7[before]) * METRES_PER_E7;
                east = ((double) longitudesE7[row] - longitudesE7[before])
                        * METRES_PER_E7
                        * Math.cos(Math.toRadians(latitudesE7[row] / 1e7));
                elapsedMs = timesMs[row] - timesMs[before];
                if (elapsedMs > 0) {
                    intervals[known++] = elapsedMs;
                }
            }
            if (speedsCmS[row] == RawFix.UNKNOWN) {
                double cmS = elapsedMs > 0 ? Math.hypot(north, east) * 100_000 / elapsedMs : 0;
                speedsCmS[row] = (short) Math.min(Limits.MAX_SPEED_CM_S, Math.round(cmS));
            }
            if (headingsDeg[row] == RawFix.UNKNOWN) {
                boolean moved = north != 0 || east != 0;
                headingsDeg[row] = moved
                        ? (short) Math.floorMod(Math.round(Math.toDegrees(Math.atan2(east, north))), 360)
                        : before >= 0 ? headingsDeg[before] : 0;
            }
            last[riderIndices[row]] = row;
        }
        Arrays.sort(intervals, 0, known);
        return known == 0 ? 1_000 : intervals[known / 2];
    }

    private long countRepeats() {
        long[] sorted = Arrays.copyOf(hashes, size);
        Arrays.sort(sorted);
        long repeats = 0;
        for (int i = 1; i < size; i++) {
            if (sorted[i] == sorted[i - 1]) {
                repeats++;
            }
        }
        return repeats;
    }

    private static long hash(int rider, RawFix fix) {
        long hash = mix(rider + 1L);
        hash = mix(hash ^ fix.timeMs);
        hash = mix(hash ^ (((long) fix.latitudeE7 << 32) | (fix.longitudeE7 & 0xffffffffL)));
        return mix(hash ^ (((long) fix.speedCmS << 32) | (fix.headingDeg & 0xffffffffL)));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static int[] pick(int[] values, int[] order) {
        return Arrays.stream(order).map(i -> values[i]).toArray();
    }

    private static short[] pick(short[] values, int[] order) {
        short[] picked = new short[order.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[order[i]];
        }
        return picked;
    }

    private void grow(int capacity) {
        hashes = Arrays.copyOf(hashes, capacity);
        timesMs = Arrays.copyOf(timesMs, capacity);
        riderIndices = Arrays.copyOf(riderIndices, capacity);
        latitudesE7 = Arrays.copyOf(latitudesE7, capacity);
        longitudesE7 = Arrays.copyOf(longitudesE7, capacity);
        speedsCmS = Arrays.copyOf(speedsCmS, capacity);
        headingsDeg = Arrays.copyOf(headingsDeg, capacity);
    }
}
