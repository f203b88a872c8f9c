package io.deliverytracking.broker.benchmark.result;

import java.util.List;
import java.util.Locale;

/** The cells of the table, the same on a terminal and in Markdown. Pure. */
final class Columns {

    static final List<String> NAMES = List.of(
            "",
            "unit",
            "event-broker",
            "Apache Kafka",
            "ratio",
            "95% interval",
            "min - max",
            "pairs",
            "aim",
            "verdict");

    private static final int WHOLE_FROM = 1_000;
    private static final int TENTHS_FROM = 100;

    private Columns() {}

    static List<String> of(RowResult result) {
        return List.of(
                result.row().title(),
                result.row().unit(),
                figure(result.ours()),
                figure(result.theirs()),
                ratio(result.ratio()),
                ratio(result.low()) + " - " + ratio(result.high()),
                ratio(result.min()) + " - " + ratio(result.max()),
                Integer.toString(result.pairs().size()),
                result.row().aim() == null ? "" : result.row().aim().toString(),
                result.verdict().toString());
    }

    /** Three digits or more, so that a ratio can be checked by eye. */
    static String figure(double value) {
        if (value >= WHOLE_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= TENTHS_FROM ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }
}
