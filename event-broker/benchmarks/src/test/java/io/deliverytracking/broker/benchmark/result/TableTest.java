package io.deliverytracking.broker.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final BenchmarkResult RESULT = new BenchmarkResult(
            "2026-11-23T00:00:00Z",
            List.of("--quick"),
            61,
            0.023,
            new Environment(
                    "Some Processor",
                    2,
                    8L << 30,
                    "Linux",
                    "0123456789ab-dirty",
                    Map.of("JDK", "25"),
                    Map.of("Apache Kafka", List.of("-Xmx256m", "-XX:+UseSerialGC"))),
            List.of(
                    RowResult.of(
                            new Row("start", "start", "s", Aim.atMost(0.1)),
                            List.of(new Pair(0.5, 4), new Pair(0.6, 5), new Pair(0.4, 4.5))),
                    RowResult.of(
                            new Row("fast", "flat out in", "records/s", Aim.surelyAtLeast(0.95, 7)),
                            List.of(new Pair(2_100_000, 2_000_000)))),
            List.of("the host was busy"));

    @Test
    void theTerminalHasALineARowWithRatioSpreadAimAndVerdict() {
        String[] lines = TerminalTable.of(RESULT).split(System.lineSeparator());
        assertThat(lines[0].trim().split(" {2,}"))
                .containsExactly(
                        "unit",
                        "event-broker",
                        "Apache Kafka",
                        "ratio",
                        "95% interval",
                        "min - max",
                        "pairs",
                        "aim",
                        "verdict");
        assertThat(lines[1].split(" {2,}"))
                .containsExactly(
                        "start", "s", "0.500", "4.50", "0.12", "0.089 - 0.13", "0.089 - 0.13", "3", "<= 0.1", "MISSED");
        assertThat(lines[2].split(" {2,}"))
                .containsExactly(
                        "flat out in",
                        "records/s",
                        "2,100,000",
                        "2,000,000",
                        "1.05",
                        "1.05 - 1.05",
                        "1.05 - 1.05",
                        "1",
                        "low >= 0.95",
                        "too few pairs");
        assertThat(lines)
                .anyMatch(line -> line.contains("0 of 1 aims met, 1 missed. 61 s; ")
                        && line.contains("2.3% of the processors' time"));
        assertThat(lines[lines.length - 1]).isEqualTo("! the host was busy");
    }

    @Test
    void aRunThatMeasuredNothingStillSaysWhy() {
        BenchmarkResult nothing = new BenchmarkResult(
                "", List.of(), 1, 0, RESULT.environment(), List.of(), List.of("the broker has ended"));
        assertThat(TerminalTable.of(nothing)).contains("0 of 0 aims met").contains("! the broker has ended");
    }

    @Test
    void columnsStandBelowEachOther() {
        String[] lines = TerminalTable.of(RESULT).split(System.lineSeparator());
        int unit = lines[0].indexOf("unit");
        assertThat(lines[1].substring(unit)).startsWith("s ");
        assertThat(lines[2].substring(unit)).startsWith("records/s");
    }

    @Test
    void theFileSaysWhatTheFiguresHoldFor() {
        assertThat(MarkdownReport.of(RESULT))
                .contains("`./delivery broker-benchmark --quick`, 2026-11-23T00:00:00Z")
                .contains("| start | s | 0.500 | 4.50 | 0.12 | 0.089 - 0.13 | 0.089 - 0.13 | 3 | <= 0.1 | MISSED |")
                .contains("- machine: Some Processor, 2 cores, 8,192 MB, Linux")
                .contains("- commit: 0123456789ab-dirty")
                .contains("- Apache Kafka: `-Xmx256m -XX:+UseSerialGC`")
                .contains("- the host was busy")
                .contains("A B A B");
    }

    @Test
    void smallFiguresKeepTheirDigitsAndLargeOnesNone() {
        assertThat(Columns.figure(0.1234)).isEqualTo("0.123");
        assertThat(Columns.figure(4.5)).isEqualTo("4.50");
        assertThat(Columns.figure(123.45)).isEqualTo("123.5");
        assertThat(Columns.figure(1_234_567.8)).isEqualTo("1,234,568");
    }
}
