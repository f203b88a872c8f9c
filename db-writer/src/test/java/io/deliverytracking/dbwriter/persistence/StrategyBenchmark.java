package io.deliverytracking.dbwriter.persistence;

import static io.deliverytracking.dbwriter.domain.FakeRead.LOCATION_LOG;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.deliverytracking.dbwriter.config.WriteStrategy;
import io.deliverytracking.dbwriter.domain.BatchStore;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.persistence.location.LocationBatchInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import io.deliverytracking.dbwriter.persistence.location.LocationRowInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationUnnest;
import io.deliverytracking.testkit.BrokerTestResource;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What each way of writing costs; the figures of decision record 0019. A benchmark, so no default pattern of test names finds it:
 *
 * <pre>./mvnw -q test -am -pl db-writer -Dtest=StrategyBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>Batches of {@value #BATCH_ROWS} rows go through the writer's own stores, each with its offsets and a durable commit. The ways
 * take turns, {@value #ROUNDS} rounds after one for warming up; of the rounds the median counts. CPU is that of the server's
 * sessions and of this process: it counts nearly the same on a busy machine.
 */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(BrokerTestResource.class)
class StrategyBenchmark {
    private static final int BATCH_ROWS = 5_000;
    private static final int BATCHES = 20;
    private static final int ROUNDS = 5;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Now: the application around the benchmark drops what has expired. */
    private static final long START_MS = System.currentTimeMillis();

    @Inject
    HibernateBatchStore.Factory hibernate;

    @Inject
    DataSource dataSource;

    PostgresDatabase database;

    private record Cost(double rowsPerSecond, double serverCpuUs, double ownCpuUs, double walBytes) {}

    @Test
    void costs() throws SQLException {
        TestSchema.migrate(database);
        List<WriteStrategy> ways = List.of(
                WriteStrategy.COPY,
                WriteStrategy.UNNEST,
                WriteStrategy.JDBC_BATCH,
                WriteStrategy.ROW,
                WriteStrategy.HIBERNATE_REACTIVE);
        Cost[][] costs = new Cost[ways.size()][ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            for (int way = 0; way < costs.length; way++) {
                Cost cost = measure(ways.get(way));
                if (round >= 0) {
                    costs[way][round] = cost;
                }
            }
        }
        print("%-20s %10s %20s %20s %10s", "strategy", "rows/s", "server CPU us/row", "writer CPU us/row", "WAL B/row");
        for (int way = 0; way < costs.length; way++) {
            print(
                    "%-20s %,10.0f %20.2f %20.2f %10.0f",
                    ways.get(way).name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    median(costs[way], Cost::rowsPerSecond),
                    median(costs[way], Cost::serverCpuUs),
                    median(costs[way], Cost::ownCpuUs),
                    median(costs[way], Cost::walBytes));
        }
    }

    private Cost measure(WriteStrategy strategy) throws SQLException {
        TestSchema.clear(database);
        TestSchema.begin(database, LOCATION_LOG, 0, 0);
        database.execute("CHECKPOINT");
        PGSimpleDataSource own = database.dataSource().unwrap(PGSimpleDataSource.class);
        own.setReWriteBatchedInserts(strategy == WriteStrategy.JDBC_BATCH);
        try (OneConnection connection = OneConnection.of(own)) {
            BatchStore store = store(strategy, connection);
            StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
            store(store, staged, 0);
            long wal = walBytes();
            long serverMs = serverCpuMs();
            long ownNs = PROCESS.getProcessCpuTime();
            long startedNs = System.nanoTime();
            for (int batch = 1; batch <= BATCHES; batch++) {
                store(store, staged, batch);
            }
            long elapsedNs = System.nanoTime() - startedNs;
            double rows = (double) BATCHES * BATCH_ROWS;
            Cost cost = new Cost(
                    rows * 1e9 / elapsedNs,
                    (serverCpuMs() - serverMs) * 1000 / rows,
                    (PROCESS.getProcessCpuTime() - ownNs) / 1000.0 / rows,
                    (walBytes() - wal) / rows);
            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .isEqualTo((BATCHES + 1L) * BATCH_ROWS);
            return cost;
        }
    }

    private BatchStore store(WriteStrategy strategy, DataSource connections) {
        PartitionCatalog partitions = new PartitionCatalog(dataSource, TestSchema.WIDTH);
        return switch (strategy) {
            case COPY ->
                new PostgresBatchStore(connections, partitions, new LocationCopy(), TestSchema.TELLS_NOBODY, true);
            case UNNEST ->
                new PostgresBatchStore(connections, partitions, new LocationUnnest(), TestSchema.TELLS_NOBODY, true);
            case JDBC_BATCH ->
                new PostgresBatchStore(
                        connections, partitions, new LocationBatchInserts(), TestSchema.TELLS_NOBODY, true);
            case ROW ->
                new PostgresBatchStore(
                        connections, partitions, new LocationRowInserts(), TestSchema.TELLS_NOBODY, true);
            case HIBERNATE_REACTIVE ->
                hibernate.create(
                        dataSource,
                        partitions,
                        batch -> {
                            throw new AssertionError("nothing here is rare");
                        },
                        true);
            case DISCARD -> throw new IllegalArgumentException("costs nothing");
        };
    }

    /** Making and decoding the events is in every way's figures, the same for all. */
    private static void store(BatchStore store, StagedBatch staged, int batch) {
        FakeRead read = FakeRead.locations(0, (long) batch * BATCH_ROWS);
        for (int rider = 1; rider <= BATCH_ROWS; rider++) {
            read.with(START_MS + batch * 1000L, Events.location(rider, batch));
        }
        staged.load(new ReadBatch(List.of(read)));
        assertThat(store.store(staged).rows()).isEqualTo(BATCH_ROWS);
    }

    private long walBytes() {
        return database.queryLong("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");
    }

    /** Of all sessions that are open: those of the stores stay so. */
    private long serverCpuMs() throws SQLException {
        long sum = 0;
        for (String pid : TestSchema.query(
                database,
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
            sum += ProcessHandle.of(Long.parseLong(pid))
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toMillis)
                    .orElse(0L);
        }
        return sum;
    }

    private static double median(Cost[] costs, ToDoubleFunction<Cost> figure) {
        return Arrays.stream(costs).mapToDouble(figure).sorted().toArray()[costs.length / 2];
    }

    @SuppressWarnings("SystemOut") // the figures are what this is for
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
