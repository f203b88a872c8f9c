package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What keys and indexes of {@code rider_location} cost the writer, and what they give a trail; the figures of decision
 * record 0003. A benchmark, so no default pattern of test names finds it:
 *
 * <pre>./mvnw -q test -am -pl db-writer -Dtest=LocationIndexBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>Half a minute of {@value #RIDERS} riders at 1 Hz goes through the writer's own COPY, in batches of {@value #BATCH_ROWS}
 * rows with a durable commit each, on one connection. CPU is that of the server's process for this connection: it counts
 * the same on a busy machine.
 */
@DeliveryPostgres(exclusive = true)
class LocationIndexBenchmark {
    private static final int RIDERS = 100_000;
    private static final int SECONDS = 30;
    private static final int BATCH_ROWS = 20_000;
    private static final int LOG_PARTITIONS = 12;

    /** 2026-03-01T12:00:00Z, the start of a time partition. */
    private static final long START_MS = 1_772_366_400_000L;

    private static final String NO_BRIN = "DROP INDEX rider_location_record_time";
    private static final String PRIMARY_KEY =
            "CREATE UNIQUE INDEX ON rider_location (kafka_partition, kafka_offset, record_time)";
    private static final String BY_RIDER = "CREATE INDEX ON rider_location (rider_id, record_time)";

    private final PostgresDatabase database;

    LocationIndexBenchmark(PostgresDatabase database) {
        this.database = database;
    }

    enum Indexes {
        NONE("no index", NO_BRIN),
        BRIN("BRIN (record_time)", ""),
        PARTITION_OFFSET("unique (partition, offset)", NO_BRIN + ";" + PRIMARY_KEY),
        BRIN_AND_RIDER("BRIN, (rider, time)", BY_RIDER),
        PARTITION_OFFSET_AND_RIDER(
                "unique (partition, offset), (rider, time)", NO_BRIN + ";" + PRIMARY_KEY + ";" + BY_RIDER);

        private final String title;
        private final String ddl;

        Indexes(String title, String ddl) {
            this.title = title;
            this.ddl = ddl;
        }
    }

    @ParameterizedTest
    @EnumSource
    void cost(Indexes indexes) throws SQLException {
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CHECKPOINT");
        TestSchema.migrate(database);
        if (!indexes.ddl.isEmpty()) {
            database.execute(indexes.ddl);
        }
        database.execute("SELECT rider_location_create_partition(to_timestamp(" + START_MS / 1000 + "), to_timestamp("
                + START_MS / 1000 + ") + interval '5 min')");
        try (Connection connection = database.connect()) {
            fill(connection, indexes.title);
            if (indexes == Indexes.BRIN) {
                execute(connection, "VACUUM ANALYZE rider_location");
                trail(connection, "BRIN");
                long cpu = serverCpuMs(connection);
                long started = System.nanoTime();
                execute(connection, "SET max_parallel_maintenance_workers = 0; SET maintenance_work_mem = '64MB'");
                execute(connection, BY_RIDER);
                print(
                        "%-42s %6d ms, server CPU %5.2f us/row",
                        "build (rider, time) afterwards",
                        ms(started),
                        (serverCpuMs(connection) - cpu) * 1000.0 / rows());
                trail(connection, "(rider, time)");
            }
        }
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(rows());
    }

    private void fill(Connection connection, String title) throws SQLException {
        LocationCopy copy = new LocationCopy();
        connection.setAutoCommit(false);
        long cpu = serverCpuMs(connection);
        long copyNs = 0;
        long[] offsets = new long[LOG_PARTITIONS];
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        for (int second = 0; second < SECONDS; second++) {
            for (int first = 1; first <= RIDERS; first += BATCH_ROWS) {
                staged.load(batch(first, second, offsets));
                long started = System.nanoTime();
                copy.copy(connection, staged.locations(), 0, BATCH_ROWS);
                connection.commit();
                copyNs += System.nanoTime() - started;
            }
        }
        connection.setAutoCommit(true);
        print(
                "%-42s %,9.0f rows/s, server CPU %5.2f us/row, %3d bytes/row of table, %3d of indexes",
                title,
                rows() * 1e9 / copyNs,
                (serverCpuMs(connection) - cpu) * 1000.0 / rows(),
                size("pg_table_size"),
                size("pg_indexes_size"));
    }

    /** Riders {@code first} and on, each with the fix of one second, spread over the log's partitions. */
    private static ReadBatch batch(int first, int second, long[] offsets) {
        FakeRead[] reads = new FakeRead[LOG_PARTITIONS];
        for (int p = 0; p < LOG_PARTITIONS; p++) {
            reads[p] = FakeRead.locations(p, offsets[p]);
        }
        for (int rider = first; rider < first + BATCH_ROWS; rider++) {
            long timeMs = START_MS + second * 1000L + (long) rider * 1000 / RIDERS;
            reads[rider % LOG_PARTITIONS].with(timeMs, Events.location(rider, second));
            offsets[rider % LOG_PARTITIONS]++;
        }
        return new ReadBatch(List.of(reads));
    }

    /** Median of some trails of different riders, over ten seconds and over all. */
    private void trail(Connection connection, String title) throws SQLException {
        for (int seconds : new int[] {10, SECONDS}) {
            long[] times = new long[5];
            for (int i = 0; i < times.length; i++) {
                long started = System.nanoTime();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT count(*) FROM (SELECT * FROM rider_location"
                                + " WHERE rider_id = " + (i * 17_389 + 5) + " AND record_time >= to_timestamp("
                                + START_MS / 1000 + ") AND record_time < to_timestamp(" + (START_MS / 1000 + seconds)
                                + ") ORDER BY record_time LIMIT 1000) t")) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(seconds);
                }
                times[i] = System.nanoTime() - started;
            }
            Arrays.sort(times);
            print("%-42s %9.2f ms", "trail over " + seconds + " s by " + title, times[times.length / 2] / 1e6);
        }
    }

    private static int rows() {
        return RIDERS * SECONDS;
    }

    private long size(String function) {
        return database.queryLong("SELECT sum(" + function + "(inhrelid)) FROM pg_inherits"
                        + " WHERE inhparent = 'rider_location'::regclass")
                / rows();
    }

    private static long serverCpuMs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toMillis)
                    .orElseThrow();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long ms(long startedNs) {
        return (System.nanoTime() - startedNs) / 1_000_000;
    }

    @SuppressWarnings("SystemOut") // the figures are what this is for
    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
