package io.deliverytracking.broker.benchmark.result;

import java.util.List;

/**
 * Everything that a run found.
 *
 * @param date    when it began, ISO 8601
 * @param options as they were typed
 * @param seconds that it took
 * @param stolen  share of the processors' time that the machine's host gave to others, over the whole run
 * @param remarks what a reader must know to trust the figures, or not to
 */
public record BenchmarkResult(
        String date,
        List<String> options,
        long seconds,
        double stolen,
        Environment environment,
        List<RowResult> rows,
        List<String> remarks) {

    public BenchmarkResult {
        options = List.copyOf(options);
        rows = List.copyOf(rows);
        remarks = List.copyOf(remarks);
    }

    /** Lines with an aim that they don't reach. */
    public long missed() {
        return rows.stream().filter(row -> row.verdict() == Verdict.MISSED).count();
    }

    /** Lines with an aim. */
    public long judged() {
        return rows.stream()
                .filter(row -> row.verdict() == Verdict.MISSED || row.verdict() == Verdict.MET)
                .count();
    }
}
