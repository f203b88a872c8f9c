package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.RowOrder;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What keys and indexes of {@code rider_location} cost the writer, and what they give a trail; the figures of decision
 * record 0003. A benchmark, so no default pattern of test names finds it:
 *
 * <pre>./mvnw -q test -am -pl db-writer -Dtest=LocationIndexBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>Half a minute of {@value #RIDERS} riders at 1 Hz, each at a moment of its own within the second, goes through the
 * writer's own COPY, in batches of {@value #BATCH_ROWS} rows with a durable commit each, on one connection. CPU is that of
 * the server's process for this connection: it counts the same on a busy machine.
 */
@DeliveryPostgres(exclusive = true)
class LocationIndexBenchmark {
    private static final int RIDERS = 100_000;
    private static final int SECONDS = 30;
    private static final int BATCH_ROWS = 5_000;
    private static final int LOG_PARTITIONS = 12;

    /** 2026-03-01T12:00:00Z, the start of a time partition. */
    private static final long START_MS = 1_772_366_400_000L;

    private static final String NO_BRIN = "DROP INDEX rider_location_blocks";
    private static final String BY_TIME =
            "CREATE INDEX ON rider_location USING brin (record_time) WITH (pages_per_range = 64)";
    private static final String PRIMARY_KEY =
            "CREATE UNIQUE INDEX ON rider_location (kafka_partition, kafka_offset, record_time)";
    private static final String BY_RIDER = "CREATE INDEX ON rider_location (rider_id, record_time)";

    private final PostgresDatabase database;
    private final int[] ridersByMoment = ridersByMoment();

    LocationIndexBenchmark(PostgresDatabase database) {
        this.database = database;
    }

    enum Indexes {
        NONE("no index", NO_BRIN, Rows.AS_READ),
        TIME("BRIN (time), 64 pages", NO_BRIN + ";" + BY_TIME, Rows.AS_READ),
        BLOCKS_UNSORTED("BRIN (time, rider), 1 page", blocksOf(1), Rows.AS_READ),
        BLOCKS("BRIN (time, rider), 1 page, by rider", blocksOf(1), Rows.BY_RIDER),
        BLOCKS_OF_4("BRIN (time, rider), 4 pages, by rider", blocksOf(4), Rows.BY_RIDER),
        BLOCKS_TO_AND_FRO("BRIN (time, rider), 1 page, to and fro", blocksOf(1), Rows.TO_AND_FRO),
        BLOCKS_OF_2_TO_AND_FRO("BRIN (time, rider), 2 pages, to and fro", blocksOf(2), Rows.TO_AND_FRO),
        BLOCKS_OF_4_TO_AND_FRO("BRIN (time, rider), 4 pages, to and fro", blocksOf(4), Rows.TO_AND_FRO),
        BLOCKS_OF_8_TO_AND_FRO("BRIN (time, rider), 8 pages, to and fro", blocksOf(8), Rows.TO_AND_FRO),
        RIDER_SORTED("(rider, time), by rider", NO_BRIN + ";" + BY_RIDER, Rows.BY_RIDER),
        RIDER("(rider, time)", NO_BRIN + ";" + BY_RIDER, Rows.AS_READ),
        PARTITION_OFFSET("unique (partition, offset)", NO_BRIN + ";" + PRIMARY_KEY, Rows.AS_READ);

        private final String title;
        private final String ddl;
        private final Rows rows;

        Indexes(String title, String ddl, Rows rows) {
            this.title = title;
            this.ddl = ddl;
            this.rows = rows;
        }

        private static String blocksOf(int pages) {
            return NO_BRIN
                    + ";CREATE INDEX ON rider_location USING brin (record_time, rider_id) WITH (pages_per_range = "
                    + pages + ")";
        }
    }

    /** How the rows of a batch are stored. */
    enum Rows {
        AS_READ,
        /** Every batch from the lowest rider to the highest one. */
        BY_RIDER,
        /** Every other batch the other way round, as the writer does it. */
        TO_AND_FRO
    }

    @ParameterizedTest
    @EnumSource
    void cost(Indexes indexes) throws SQLException {
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CHECKPOINT");
        TestSchema.migrate(database);
        database.execute("SELECT rider_location_create_partition(to_timestamp(" + START_MS / 1000 + "), to_timestamp("
                + START_MS / 1000 + ") + interval '5 min')");
        database.execute(indexes.ddl);
        try (Connection connection = database.connect()) {
            fill(connection, indexes);
            execute(connection, "SET max_parallel_workers_per_gather = 0; SET enable_seqscan = off");
            trail(connection);
            if (indexes == Indexes.BLOCKS) {
                long cpu = serverCpuMs(connection);
                long started = System.nanoTime();
                execute(connection, "SET max_parallel_maintenance_workers = 0; SET maintenance_work_mem = '64MB'");
                execute(connection, BY_RIDER);
                print(
                        "%-42s %6d ms, server CPU %5.2f us/row",
                        "build (rider, time) afterwards",
                        ms(started),
                        (serverCpuMs(connection) - cpu) * 1000.0 / rows());
                trail(connection);
            }
        }
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(rows());
    }

    private void fill(Connection connection, Indexes indexes) throws SQLException {
        LocationCopy copy = new LocationCopy();
        RowOrder order = new RowOrder();
        connection.setAutoCommit(false);
        long copyNs = 0;
        long copyCpu = 0;
        long summaryCpu = 0;
        long[] offsets = new long[LOG_PARTITIONS];
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        for (int second = 0; second < SECONDS; second++) {
            long cpu = serverCpuMs(connection);
            for (int first = 0; first < RIDERS; first += BATCH_ROWS) {
                staged.load(batch(first, second, offsets));
                long started = System.nanoTime();
                switch (indexes.rows) {
                    case AS_READ -> order.asRead(staged.locations(), new int[0]);
                    case BY_RIDER -> (order = new RowOrder()).byRider(staged.locations(), new int[0]);
                    case TO_AND_FRO -> order.byRider(staged.locations(), new int[0]);
                }
                copy.write(connection, staged.locations(), order, 0, BATCH_ROWS);
                connection.commit();
                copyNs += System.nanoTime() - started;
            }
            copyCpu += serverCpuMs(connection) - cpu;
            cpu = serverCpuMs(connection);
            // A new one, which leaves it to the database which pages are new, whatever a range is.
            new RangeSummary(OneConnection.of(connection), Duration.ofMinutes(5))
                    .run(Instant.ofEpochMilli(START_MS + second * 1000L));
            summaryCpu += serverCpuMs(connection) - cpu;
        }
        connection.setAutoCommit(true);
        print(
                "%-42s %,9.0f rows/s, server CPU %5.2f + %4.2f us/row, %3d bytes/row of table, %3d of indexes",
                indexes.title,
                rows() * 1e9 / copyNs,
                copyCpu * 1000.0 / rows(),
                summaryCpu * 1000.0 / rows(),
                size("pg_table_size"),
                size("pg_indexes_size"));
    }

    /** The riders whose moments are {@code first} and on, with the fix of one second, spread over the log's partitions. */
    private ReadBatch batch(int first, int second, long[] offsets) {
        FakeRead[] reads = new FakeRead[LOG_PARTITIONS];
        for (int p = 0; p < LOG_PARTITIONS; p++) {
            reads[p] = FakeRead.locations(p, offsets[p]);
        }
        for (int moment = first; moment < first + BATCH_ROWS; moment++) {
            int rider = ridersByMoment[moment];
            long timeMs = START_MS + second * 1000L + (long) moment * 1000 / RIDERS;
            reads[rider % LOG_PARTITIONS].with(timeMs, Events.location(rider, second));
            offsets[rider % LOG_PARTITIONS]++;
        }
        return new ReadBatch(List.of(reads));
    }

    /** A rider's moment within the second has nothing to do with its number. */
    private static int[] ridersByMoment() {
        List<Integer> riders =
                new ArrayList<>(IntStream.rangeClosed(1, RIDERS).boxed().toList());
        Collections.shuffle(riders, new Random(1));
        return riders.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Median of some trails of different riders, over ten seconds and over all. */
    private void trail(Connection connection) throws SQLException {
        for (int seconds : new int[] {10, SECONDS}) {
            long[] times = new long[9];
            long cpu = serverCpuMs(connection);
            for (int i = 0; i < times.length; i++) {
                long started = System.nanoTime();
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT count(*) FROM (SELECT * FROM rider_location"
                                + " WHERE rider_id = " + (i * 10_389 + 5) + " AND record_time >= to_timestamp("
                                + START_MS / 1000 + ") AND record_time < to_timestamp(" + (START_MS / 1000 + seconds)
                                + ") ORDER BY record_time LIMIT 1000) t")) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(seconds);
                }
                times[i] = System.nanoTime() - started;
            }
            Arrays.sort(times);
            print(
                    "    trail over %2d s: median %7.2f ms, server CPU %6.2f ms",
                    seconds, times[times.length / 2] / 1e6, (serverCpuMs(connection) - cpu) * 1.0 / times.length);
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
