package io.deliverytracking.traces;

import java.util.List;
import java.util.Map;

/**
 * What reading came to. Readable and unreadable rows together are the rows of the files read; repeated and disordered
 * rows are among the readable ones, and are replayed.
 *
 * @param files files that were read
 * @param refused files among them that fit nothing and were passed over
 * @param firstRefused the first few of these
 * @param rows rows of the files, without headers and blank lines; for GPX, points of tracks
 * @param readable rows that became fixes
 * @param unreadable the others, by reason
 * @param firstUnreadable the first few of each reason
 * @param repeated rows that say exactly what an earlier row said; 0 where fixes are only counted
 * @param outOfOrder rows that stand after a later row of the same rider: the file is not in the order of time. They are
 *     sorted before they are replayed, so a rider's events are in order all the same
 * @param riders different riders
 * @param firstTimeMs earliest time; milliseconds since the epoch
 * @param lastTimeMs latest time
 * @param busiestPerSecond fixes a second of the trace's time where they are densest, over a minute or more
 * @param bounds around all positions
 */
public record TraceReport(
        int files,
        int refused,
        List<RefusedFile> firstRefused,
        long rows,
        long readable,
        Map<RowProblem, Long> unreadable,
        List<UnreadableRow> firstUnreadable,
        long repeated,
        long outOfOrder,
        int riders,
        long firstTimeMs,
        long lastTimeMs,
        double busiestPerSecond,
        Bounds bounds) {

    public TraceReport {
        firstRefused = List.copyOf(firstRefused);
        unreadable = Map.copyOf(unreadable);
        firstUnreadable = List.copyOf(firstUnreadable);
    }

    /**
     * A row that is no fix.
     *
     * @param file as {@link RefusedFile#file()}
     * @param line its line in the file, from 1
     * @param text how it begins
     */
    public record UnreadableRow(String file, long line, RowProblem problem, String text) {}

    /**
     * A file that fits nothing.
     *
     * @param file its path; within an archive {@code archive!/path}
     * @param reason why, and how it begins
     */
    public record RefusedFile(String file, String reason) {}
}
