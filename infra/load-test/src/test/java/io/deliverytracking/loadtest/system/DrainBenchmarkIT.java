package io.deliverytracking.loadtest.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.drain.DrainFiles;
import io.deliverytracking.loadtest.drain.DrainResult;
import io.deliverytracking.loadtest.drain.SideResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the sides that need nothing but this project; all of them: infra/kafka-connect. */
class DrainBenchmarkIT {

    private static final int ROWS = 100_000;

    @TempDir
    Path directory;

    @Test
    @Tag("long")
    void bareCopyAndWriterTakeTurnsAndEachStoresEachRecordOnce() throws Exception {
        try (LoadTestProcess process = start(
                "--rows=" + ROWS,
                "--rounds=2",
                "--only=bare-copy,db-writer-ingest,db-writer",
                "--output=" + directory.resolve("out"))) {
            assertThat(process.awaitExit()).as(process.output()).isZero();
            assertThat(process.output()).contains("CPU of Postgres a row, exactly once / bare COPY");
            assertThat(process.leftRunning()).isEmpty();
        }
        DrainResult result = DrainFiles.read(directory.resolve("out"));
        assertThat(result.sides())
                .extracting(SideResult::name)
                .containsExactly(
                        "bare-copy", "db-writer-ingest", "db-writer", "bare-copy", "db-writer-ingest", "db-writer");
        for (SideResult side : result.sides()) {
            assertThat(side.stored().isEachOnce(ROWS)).as(side.toString()).isTrue();
            assertThat(side.rows()).as(side.name()).isEqualTo(ROWS);
            assertThat(side.serverCpu()).as(side.name()).isPositive();
            assertThat(side.clientCpu()).as(side.name()).isPositive();
        }
        assertThat(directory.resolve("home/load-test/data/broker")).doesNotExist();
        assertThat(directory.resolve("home/load-test/data/postgres")).doesNotExist();
    }

    @Test
    void optionsThatMakeNoSenseAreExplained() throws Exception {
        assertRefused(
                "there is no side 'copy'; there are bare-copy, db-writer-ingest, db-writer, debezium", "--only=copy");
        assertRefused("--rows 0 is none of", "--rows=0");
        assertRefused("--rounds 0 is none of", "--rounds=0");
    }

    private void assertRefused(String words, String... options) throws Exception {
        try (LoadTestProcess refused = start(options)) {
            assertThat(refused.awaitExit()).as(refused.output()).isEqualTo(2);
            assertThat(refused.output()).contains(words);
        }
    }

    private LoadTestProcess start(String... options) throws Exception {
        String[] command = new String[options.length + 1];
        command[0] = "drain-benchmark";
        System.arraycopy(options, 0, command, 1, options.length);
        return LoadTestProcess.start(directory.resolve("home"), command);
    }
}
