package io.deliverytracking.loadtest.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.loadtest.drain.SideResult.Stored;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainResultTest {

    private final SideResult bare = Results.side("bare-copy", Results.RECORDS, 2.0, 1.0);
    private final SideResult ingest = Results.side("db-writer-ingest", Results.RECORDS, 2.1, 2.8);
    private final SideResult writer = Results.side("db-writer", Results.RECORDS, 2.2, 2.8);
    private final SideResult debezium = Results.side("debezium", Results.RECORDS / 10, 3.0, 4.0);

    @Test
    void ratiosAreOfCostsARow() {
        DrainResult result = Results.of(bare, ingest, writer, debezium);
        assertThat(result.priceOfExactlyOnce()).hasValueCloseTo(1.05, within(1e-9));
        assertThat(result.priceOfWriter()).hasValueCloseTo(1.1, within(1e-9));
        // 200,000 rows a CPU-second against 14,286.
        assertThat(result.gainOverDebezium()).hasValueCloseTo(14.0, within(1e-9));
        assertThat(result.gainOverDebeziumOnServer()).hasValueCloseTo(3.0 * 10 / 2.2, within(1e-9));
    }

    @Test
    void roundsCountTogether() {
        DrainResult result = Results.of(
                bare,
                writer,
                Results.side("bare-copy", Results.RECORDS, 4.0, 1.0),
                Results.side("db-writer", Results.RECORDS, 4.4, 1.0));
        assertThat(result.priceOfWriter()).hasValueCloseTo(6.6 / 6.0, within(1e-9));
    }

    @Test
    void aSideThatDidNotRunIsComparedWithNobody() {
        DrainResult result = Results.of(bare);
        assertThat(result.priceOfExactlyOnce()).isEmpty();
        assertThat(result.priceOfWriter()).isEmpty();
        assertThat(result.gainOverDebezium()).isEmpty();
    }

    @Test
    void onlyWhoPromisesEachRecordOnceIsHeldToIt() {
        assertThat(Results.of(bare, writer, debezium).eachOnceWherePromised()).isTrue();
        assertThat(Results.of(bare, stored(writer, new Stored(1_000_001, 1_000_000, 1_000_000)))
                        .eachOnceWherePromised())
                .as("one twice")
                .isFalse();
        assertThat(Results.of(stored(writer, new Stored(1_000_000, 1_000_000, 1_000_001)))
                        .eachOnceWherePromised())
                .as("a gap")
                .isFalse();
    }

    @Test
    void filesReadAsTheyWereWritten(@TempDir Path directory) throws Exception {
        DrainResult result = Results.of(bare, writer, debezium);
        DrainFiles.write(result, directory);
        assertThat(DrainFiles.read(directory)).isEqualTo(result);
        assertThat(directory.resolve("drain.txt")).content().isEqualTo(DrainReport.of(result));
    }

    private static SideResult stored(SideResult side, Stored stored) {
        return new SideResult(
                side.name(),
                side.title(),
                side.records(),
                side.rows(),
                side.seconds(),
                side.transactions(),
                side.serverCpu(),
                side.sessionsCpu(),
                side.autovacuumCpu(),
                side.checkpointCpu(),
                side.clientCpu(),
                side.decodingCpuUs(),
                side.brokerCpu(),
                side.busyCpu(),
                side.waitingCpu(),
                side.walBytes(),
                side.diskBytes(),
                side.busiest(),
                stored);
    }
}
