package io.deliverytracking.traces;

import io.deliverytracking.events.Limits;
import io.deliverytracking.traces.TraceReport.RefusedFile;
import io.deliverytracking.traces.TraceReport.UnreadableRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts fixes, riders and problems, file by file; keeps no fix. Alone it is the sink of a survey.
 *
 * <p>Invariant: every row of a file that fits is counted once. The rows of a file that fits nothing are not: it is refused
 * as a whole.
 */
public final class TraceAccounts implements FixSink {

    private static final int SHOWN_OF_EACH_REASON = 2;
    private static final int SHOWN_REFUSED = 5;

    private final int maxRows;
    private final RiderIds riders = new RiderIds();
    private final Map<RowProblem, Long> unreadable = new EnumMap<>(RowProblem.class);
    private final List<UnreadableRow> firstUnreadable = new ArrayList<>();
    private final List<RefusedFile> firstRefused = new ArrayList<>();
    private final Map<RowProblem, Long> unreadableHere = new EnumMap<>(RowProblem.class);
    private final List<UnreadableRow> firstUnreadableHere = new ArrayList<>();
    private final BusiestTime busiest = new BusiestTime();
    private long[] newestMs = new long[64];
    private String file = "";
    private int files;
    private int refused;
    private long readable;
    private long readableBefore;
    private long outOfOrder;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private @Nullable Bounds bounds;

    public TraceAccounts(int maxRows) {
        this.maxRows = maxRows;
    }

    /** The rows that come now are of this file. */
    public void begin(String newFile) {
        file = newFile;
        readableBefore = readable;
        unreadableHere.clear();
        firstUnreadableHere.clear();
    }

    /** Whether there is no fix at all. */
    public boolean isEmpty() {
        return readable == 0;
    }

    /** Whether the file has a fix. */
    public boolean fits() {
        return readable > readableBefore;
    }

    /** What was wrong with the rows of this file. */
    public Map<RowProblem, Long> unreadableHere() {
        return Map.copyOf(unreadableHere);
    }

    /** The file fits, and has been read. */
    public void end() {
        files++;
        unreadableHere.forEach((problem, count) -> unreadable.merge(problem, count, Long::sum));
        for (UnreadableRow row : firstUnreadableHere) {
            addIfFirst(firstUnreadable, row);
        }
    }

    /** A file, or a folder, that fits nothing. */
    public void refuse(String refusedFile, String reason) {
        refused++;
        if (firstRefused.size() < SHOWN_REFUSED) {
            firstRefused.add(new RefusedFile(refusedFile, reason));
        }
    }

    @Override
    public void fix(String rider, RawFix fix) {
        count(rider, fix);
    }

    /** Counts a fix and returns the index of its rider. */
    int count(String name, RawFix fix) {
        if (readable == maxRows) {
            throw new TraceLimitException("there are more than " + maxRows
                    + " rows; raise simulator.replay.max-rows and the " + "heap (120 bytes a row), or replay fewer");
        }
        int known = riders.count();
        int rider = riders.indexOf(name);
        if (rider >= newestMs.length) {
            newestMs = Arrays.copyOf(newestMs, newestMs.length * 2);
        }
        if (rider < known && fix.timeMs < newestMs[rider]) {
            outOfOrder++;
        } else {
            newestMs[rider] = fix.timeMs;
        }
        firstMs = Math.min(firstMs, fix.timeMs);
        lastMs = Math.max(lastMs, fix.timeMs);
        Bounds before = bounds;
        bounds = before == null
                ? Bounds.of(fix.latitudeE7, fix.longitudeE7)
                : before.and(fix.latitudeE7, fix.longitudeE7);
        busiest.add(fix.timeMs);
        readable++;
        return rider;
    }

    @Override
    public void unreadable(long line, RowProblem problem, String text) {
        unreadableHere.merge(problem, 1L, Long::sum);
        addIfFirst(firstUnreadableHere, new UnreadableRow(file, line, problem, ShortText.of(text)));
    }

    /** Riders so far. */
    int riders() {
        return riders.count();
    }

    int[] riderIds() {
        return riders.assign();
    }

    /** What is to be added to all times, so that the earliest is the start. */
    long shiftMs(Optional<Instant> start) {
        long shiftMs = start.map(Instant::toEpochMilli).orElse(firstMs) - firstMs;
        if (lastMs + shiftMs > Limits.MAX_EVENT_TIME_MS) {
            throw new TraceLimitException("the last fix would be taken after the year 9999; the times span "
                    + (lastMs - firstMs) / 86_400_000 + " days");
        }
        return shiftMs;
    }

    /** Of everything so far; there is at least one fix. */
    public TraceReport report(long repeated, Optional<Instant> start) {
        long unreadableRows =
                unreadable.values().stream().mapToLong(Long::longValue).sum();
        Bounds around = bounds;
        if (around == null) {
            throw new IllegalStateException("there is no fix to report");
        }
        long shiftMs = shiftMs(start);
        return new TraceReport(
                files,
                refused,
                firstRefused,
                readable + unreadableRows,
                readable,
                unreadable,
                firstUnreadable,
                repeated,
                outOfOrder,
                riders.count(),
                firstMs + shiftMs,
                lastMs + shiftMs,
                Math.max(busiest.perSecond(), readable * 1e3 / Math.max(1_000, lastMs - firstMs)),
                around);
    }

    private static void addIfFirst(List<UnreadableRow> rows, UnreadableRow row) {
        long shown = rows.stream().filter(r -> r.problem() == row.problem()).count();
        if (shown < SHOWN_OF_EACH_REASON) {
            rows.add(row);
        }
    }
}
