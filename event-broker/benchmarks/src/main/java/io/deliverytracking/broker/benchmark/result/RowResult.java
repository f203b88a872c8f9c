package io.deliverytracking.broker.benchmark.result;

import java.util.List;

/**
 * A line with what was measured.
 *
 * <p>Invariant: {@code min <= low <= median ratio <= high <= max}.
 *
 * @param ours   median of our figures
 * @param theirs median of Apache Kafka's figures
 * @param ratio  median of the paired ratios, which need not be {@code ours / theirs}
 * @param low    lower end of the ratio's 95% interval
 * @param high   upper end of it
 * @param min    the smallest ratio of a pair
 * @param max    the largest
 * @param pairs  all, in the order in which they were measured
 */
public record RowResult(
        Row row,
        double ours,
        double theirs,
        double ratio,
        double low,
        double high,
        double min,
        double max,
        Verdict verdict,
        List<Pair> pairs) {

    /** @param pairs one at least */
    public static RowResult of(Row row, List<Pair> pairs) {
        List<Double> ratios = pairs.stream().map(Pair::ratio).toList();
        double ratio = Statistics.median(ratios);
        Statistics.Interval interval = Statistics.interval(ratios);
        Aim aim = row.aim();
        return new RowResult(
                row,
                Statistics.median(pairs.stream().map(Pair::ours).toList()),
                Statistics.median(pairs.stream().map(Pair::theirs).toList()),
                ratio,
                interval.low(),
                interval.high(),
                ratios.stream().mapToDouble(Double::doubleValue).min().orElse(ratio),
                ratios.stream().mapToDouble(Double::doubleValue).max().orElse(ratio),
                aim == null ? Verdict.NO_AIM : aim.judge(pairs.size(), ratio, interval.low()),
                List.copyOf(pairs));
    }
}
