package io.deliverytracking.broker.benchmark.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The result as lines for a terminal; misses are in capital letters. Pure. */
public final class TerminalTable {

    private static final String GAP = "  ";

    private TerminalTable() {}

    public static String of(BenchmarkResult result) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Columns.NAMES);
        result.rows().forEach(row -> lines.add(Columns.of(row)));
        int[] widths = new int[Columns.NAMES.size()];
        Arrays.fill(widths, 1);
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line(line, widths)).append(System.lineSeparator()));
        text.append(System.lineSeparator()).append(summary(result)).append(System.lineSeparator());
        result.remarks().forEach(remark -> text.append("! ").append(remark).append(System.lineSeparator()));
        return text.toString();
    }

    /** Words to the left, figures to the right. */
    private static String line(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean word = i <= 1 || i >= widths.length - 2;
            text.append(i == 0 ? "" : GAP)
                    .append(String.format(Locale.ROOT, "%" + (word ? "-" : "") + widths[i] + "s", cells.get(i)));
        }
        return text.toString().stripTrailing();
    }

    static String summary(BenchmarkResult result) {
        return String.format(
                Locale.ROOT,
                "ratio: event-broker / Apache Kafka, median of the pairs. %d of %d aims met, %d missed. %d s; the machine's host"
                        + " took %.1f%% of the processors' time.",
                result.judged() - result.missed(),
                result.judged(),
                result.missed(),
                result.seconds(),
                100 * result.stolen());
    }
}
