package io.deliverytracking.simulator.domain.replay;

import java.util.List;
import java.util.Map;

/**
 * What reading a file came to. Readable and unreadable rows together are the file's rows; repeated and out-of-order rows
 * are among the readable ones, and are replayed.
 *
 * @param rows rows of the file, without header and blank lines
 * @param readable rows that became fixes
 * @param unreadable the others, by reason
 * @param firstUnreadable the first few of them
 * @param repeated rows that say exactly what an earlier row said
 * @param outOfOrder rows older than an earlier row of the same rider
 * @param riders different riders
 * @param firstTimeMs earliest time; milliseconds since the epoch
 * @param lastTimeMs latest time
 */
public record TraceReport(
        long rows,
        long readable,
        Map<RowProblem, Long> unreadable,
        List<UnreadableRow> firstUnreadable,
        long repeated,
        long outOfOrder,
        int riders,
        long firstTimeMs,
        long lastTimeMs) {

    public TraceReport {
        unreadable = Map.copyOf(unreadable);
        firstUnreadable = List.copyOf(firstUnreadable);
    }

    /**
     * A row that is no fix.
     *
     * @param line its line in the file, from 1
     * @param text how it begins
     */
    public record UnreadableRow(int line, RowProblem problem, String text) {}
}
