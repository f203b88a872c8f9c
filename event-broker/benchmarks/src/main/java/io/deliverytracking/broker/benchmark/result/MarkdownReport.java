package io.deliverytracking.broker.benchmark.result;

import java.util.List;
import java.util.Locale;

/** The result as a file that says by itself what it holds for. Pure. */
public final class MarkdownReport {

    private static final long MEGABYTE = 1 << 20;

    private MarkdownReport() {}

    public static String of(BenchmarkResult result) {
        Environment environment = result.environment();
        StringBuilder text = new StringBuilder("# event-broker against Apache Kafka\n\n");
        text.append("`./delivery broker-benchmark")
                .append(result.options().isEmpty() ? "" : " " + String.join(" ", result.options()))
                .append("`, ")
                .append(result.date())
                .append("\n\n")
                .append(TerminalTable.summary(result))
                .append("\n\n");
        line(text, Columns.NAMES);
        line(text, Columns.NAMES.stream().map(name -> "---").toList());
        result.rows().forEach(row -> line(text, Columns.of(row)));
        if (!result.remarks().isEmpty()) {
            text.append("\n## Remarks\n");
            result.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
        }
        text.append("\n## What it holds for\n");
        text.append(String.format(
                Locale.ROOT,
                "- machine: %s, %d cores, %,d MB, %s%n",
                environment.processor(),
                environment.cores(),
                environment.memoryBytes() / MEGABYTE,
                environment.os()));
        text.append("- commit: ").append(environment.commit()).append('\n');
        environment
                .versions()
                .forEach((name, version) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(version)
                        .append('\n'));
        environment
                .settings()
                .forEach((broker, words) -> text.append("- ")
                        .append(broker)
                        .append(": `")
                        .append(String.join(" ", words))
                        .append("`\n"));
        text.append("\n## How it was measured\n").append(METHOD);
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** In the file, so that nobody has to look for the code that was current then. */
    private static final String METHOD = """
            - The brokers take turns, A B A B, with the same client code (kafka-clients) in a JVM of its own. A pair is one turn of \
            each; of starts in an empty directory and flat out, the first pair warms up and is thrown away.
            - Ours is the demo's broker, with its HTTP interface; "without HTTP" is the one that `./delivery broker` starts, in the same \
            turn. Apache Kafka has none, so those rows compare with the same figure of it as the rows above them.
            - Of a broker under load the warm-up is the same work for the same time, and both brokers live until the row is \
            done; the one that waits has nothing to do.
            - Where 2,000 partitions are started, Apache Kafka has a heap of 1 GB: with 256 MB it does not start.
            - Processor time is user and system time of the broker's process (/proc/PID/stat), memory its VmRSS.
            - Delay is from the moment at which a record was due to be sent, whether or not the sender was late, to the return of the \
            poll that brought it (one clock, HdrHistogram, all three groups together).
            - Records have values of 48 bytes (100 where it says so) and rider numbers as keys, in 12 partitions; flat out they have \
            no keys, and are read three times. Clients set receive.buffer.bytes=-1.
            - The 95% interval is the percentile bootstrap of the median ratio.
            """;
}
