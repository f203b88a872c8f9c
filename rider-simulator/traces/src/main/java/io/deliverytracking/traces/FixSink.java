package io.deliverytracking.traces;

/** Takes what a reader finds in one file, row by row, in the order of the file. */
public interface FixSink {

    /**
     * A readable row.
     *
     * @param rider its name
     * @param fix is reused after the call
     * @throws TraceException when there are too many of them
     */
    void fix(String rider, RawFix fix);

    /**
     * A row that is no fix.
     *
     * @param line where in the file, from 1
     * @param text how it begins
     */
    void unreadable(long line, RowProblem problem, String text);
}
