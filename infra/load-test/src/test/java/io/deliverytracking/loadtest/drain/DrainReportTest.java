package io.deliverytracking.loadtest.drain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrainReportTest {

    @Test
    void aColumnASideAndTheRatiosBelow() {
        String report = DrainReport.of(Results.of(
                Results.side("bare-copy", Results.RECORDS, 2.0, 1.0),
                Results.side("db-writer-ingest", Results.RECORDS, 2.1, 2.9),
                Results.side("db-writer", Results.RECORDS, 2.2, 2.8),
                Results.side("debezium", Results.RECORDS / 10, 3.0, 4.0)));
        assertThat(line(report, "rows a second")).isEqualTo("rows a second 100,000 100,000 100,000 10,000");
        assertThat(line(report, "CPU of Postgres, us a row"))
                .isEqualTo("CPU of Postgres, us a row 2.00 2.10 2.20 30.00");
        assertThat(line(report, "rows a CPU-second, Postgres and client"))
                .isEqualTo("rows a CPU-second, Postgres and client 333,333 200,000 200,000 14,286");
        assertThat(line(report, "WAL")).isEqualTo("WAL, bytes a row 75 75 75 75");
        assertThat(line(report, "by SQL: each record"))
                .isEqualTo("by SQL: each record exactly once yes yes yes (stopped early)");
        assertThat(line(report, "CPU of Postgres a row, exactly once"))
                .isEqualTo("CPU of Postgres a row, exactly once / bare COPY 1.05 (aim: at most 1.1)");
        assertThat(line(report, "  with all")).isEqualTo(" with all that db-writer does beside 1.10");
        assertThat(line(report, "rows a CPU-second, db-writer / Debezium"))
                .isEqualTo("rows a CPU-second, db-writer / Debezium 14.00 (aim: at least 10)");
        assertThat(report.lines().filter(line -> line.startsWith("What held up")))
                .hasSize(4);
    }

    @Test
    void withoutDebeziumNothingIsSaidOfIt() {
        String report = DrainReport.of(Results.of(
                Results.side("bare-copy", Results.RECORDS, 2.0, 1.0),
                Results.side("db-writer", Results.RECORDS, 2.2, 2.8)));
        assertThat(report).doesNotContain("Debezium");
    }

    /** The line that begins so, with single blanks. */
    private static String line(String report, String beginning) {
        return report.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
    }
}
