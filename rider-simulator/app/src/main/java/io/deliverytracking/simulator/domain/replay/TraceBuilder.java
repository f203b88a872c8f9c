package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.events.Limits;
import io.deliverytracking.simulator.domain.SplitMix;
import io.deliverytracking.simulator.domain.replay.TraceReport.UnreadableRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects readable rows and the reasons of the others, then sorts by time and fills in what the file left out.
 *
 * <p>Repeated rows stay: the file says that the device sent the position twice, so it is sent twice, with a sequence
 * each. Repeats are recognised by a 64-bit hash of the whole fix: among five million rows two different ones collide
 * with a chance below one in a million, and what would be wrong is a number in a report.
 */
final class TraceBuilder {

    private static final int SHOWN_UNREADABLE = 5;
    private static final int SHOWN_CHARACTERS = 120;

    private final int maxRows;
    private final RiderIds riders = new RiderIds();
    private final Map<RowProblem, Long> unreadable = new EnumMap<>(RowProblem.class);
    private final List<UnreadableRow> firstUnreadable = new ArrayList<>();
    private long[] hashes = new long[1024];
    private long[] timesMs = new long[1024];
    private int[] riderIndices = new int[1024];
    private int[] latitudesE7 = new int[1024];
    private int[] longitudesE7 = new int[1024];
    private short[] speedsCmS = new short[1024];
    private short[] headingsDeg = new short[1024];
    private long[] newestMs = new long[64];
    private int size;
    private long outOfOrder;

    TraceBuilder(int maxRows) {
        this.maxRows = maxRows;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void unreadable(int line, RowProblem problem, String text) {
        unreadable.merge(problem, 1L, Long::sum);
        if (firstUnreadable.size() < SHOWN_UNREADABLE) {
            firstUnreadable.add(new UnreadableRow(line, problem, abbreviate(text)));
        }
    }

    void add(RowParser row) {
        if (size == maxRows) {
            throw new TraceException("the file has more than " + maxRows + " rows; raise simulator.replay.max-rows and "
                    + "the heap (120 bytes a row), or cut the file");
        }
        if (size == timesMs.length) {
            grow(size * 2);
        }
        int rider = riders.indexOf(row.rider);
        if (rider >= newestMs.length) {
            newestMs = Arrays.copyOf(newestMs, newestMs.length * 2);
        }
        if (row.timeMs < newestMs[rider]) {
            outOfOrder++;
        }
        newestMs[rider] = Math.max(newestMs[rider], row.timeMs);
        timesMs[size] = row.timeMs;
        riderIndices[size] = rider;
        latitudesE7[size] = row.latitudeE7;
        longitudesE7[size] = row.longitudeE7;
        speedsCmS[size] = (short) row.speedCmS;
        headingsDeg[size] = (short) row.headingDeg;
        hashes[size] = hash(row, rider);
        size++;
    }

    TraceReport report() {
        long refused = unreadable.values().stream().mapToLong(Long::longValue).sum();
        long firstMs = Long.MAX_VALUE;
        long lastMs = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            firstMs = Math.min(firstMs, timesMs[i]);
            lastMs = Math.max(lastMs, timesMs[i]);
        }
        return new TraceReport(
                size + refused,
                size,
                unreadable,
                firstUnreadable,
                countRepeats(),
                outOfOrder,
                riders.count(),
                firstMs,
                lastMs);
    }

    Trace build() {
        TraceReport report = report();
        // Row numbers sorted by time; boxed once, because a stable sort of primitives by a key does not exist.
        Integer[] byTime = new Integer[size];
        Arrays.setAll(byTime, i -> i);
        Arrays.sort(byTime, (a, b) -> Long.compare(timesMs[a], timesMs[b]));
        int[] order = new int[size];
        Arrays.setAll(order, i -> byTime[i]);
        fillInFromTheWay(order);
        return new Trace(
                report,
                riders.assign(),
                pick(riderIndices, order),
                Arrays.stream(order).mapToLong(i -> timesMs[i]).toArray(),
                pick(latitudesE7, order),
                pick(longitudesE7, order),
                pick(speedsCmS, order),
                pick(headingsDeg, order));
    }

    /** Speed and heading that the file does not give: from the last fix of the rider to this one. */
    private void fillInFromTheWay(int[] order) {
        int[] last = new int[riders.count()];
        Arrays.fill(last, -1);
        for (int row : order) {
            int before = last[riderIndices[row]];
            double north = 0;
            double east = 0;
            long elapsedMs = 0;
            if (before >= 0) {
                double metresPerE7 = 0.0111195;
                north = ((double) latitudesE7[row] - latitudesE7[before]) * metresPerE7;
                east = ((double) longitudesE7[row] - longitudesE7[before])
                        * metresPerE7
                        * Math.cos(Math.toRadians(latitudesE7[row] / 1e7));
                elapsedMs = timesMs[row] - timesMs[before];
            }
            if (speedsCmS[row] == RowParser.UNKNOWN) {
                double cmS = elapsedMs > 0 ? Math.hypot(north, east) * 100_000 / elapsedMs : 0;
                speedsCmS[row] = (short) Math.min(Limits.MAX_SPEED_CM_S, Math.round(cmS));
            }
            if (headingsDeg[row] == RowParser.UNKNOWN) {
                boolean moved = north != 0 || east != 0;
                headingsDeg[row] = moved
                        ? (short) Math.floorMod(Math.round(Math.toDegrees(Math.atan2(east, north))), 360)
                        : before >= 0 ? headingsDeg[before] : 0;
            }
            last[riderIndices[row]] = row;
        }
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

    private static long hash(RowParser row, int rider) {
        long hash = SplitMix.bits(rider + 1L);
        hash = SplitMix.bits(hash ^ row.timeMs);
        hash = SplitMix.bits(hash ^ (((long) row.latitudeE7 << 32) | (row.longitudeE7 & 0xffffffffL)));
        return SplitMix.bits(hash ^ (((long) row.speedCmS << 32) | (row.headingDeg & 0xffffffffL)));
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

    static String abbreviate(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN_CHARACTERS ? printable : printable.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
