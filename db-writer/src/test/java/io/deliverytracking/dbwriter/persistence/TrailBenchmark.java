package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deliverytracking.dbwriter.persistence.trail.AtRest;
import io.deliverytracking.dbwriter.persistence.trail.FeedWriter;
import io.deliverytracking.dbwriter.persistence.trail.Fixes;
import io.deliverytracking.dbwriter.persistence.trail.LeavesAtRest;
import io.deliverytracking.dbwriter.persistence.trail.PackedAtRest;
import io.deliverytracking.dbwriter.persistence.trail.PageCache;
import io.deliverytracking.dbwriter.persistence.trail.RawTrail;
import io.deliverytracking.dbwriter.persistence.trail.RiderStream;
import io.deliverytracking.dbwriter.persistence.trail.ServerCpu;
import io.deliverytracking.dbwriter.persistence.trail.Trail;
import io.deliverytracking.dbwriter.persistence.trail.TrailTimes;
import io.deliverytracking.dbwriter.persistence.trail.Trajectory;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/**
 * What one rider's last hour costs with all riders' last hour present, by the layout of what is at rest; the figures of
 * decision record 0022. A benchmark, so no default pattern of test names finds it:
 *
 * <pre>./mvnw -q test -am -pl db-writer -Dtest=TrailBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>System properties, with what they are otherwise: {@code trail.layouts} (all, names separated by commas),
 * {@code trail.riders} (10000), {@code trail.hours} (1), {@code trail.queries} (200), {@code trail.width} (seconds of a time
 * partition, 300), {@code trail.tailWidth} (the same while fixes are packed all the time, 60), {@code trail.summaryMs} (2000),
 * {@code trail.pagesPerRange} (as the schema has it), {@code trail.spread} (seconds in which the riders are asked for, 60),
 * {@code trail.thenPack} (pack what INDEX has stored and measure again, instead of storing it twice). 360 million rows are
 * {@code -Dtrail.riders=100000}; they need 55 GB of disk unless they are packed, and an hour a layout on two cores.
 *
 * <p>For each layout: an hour is stored through the writer's own COPY as fast as it goes, and treated as it is to be at rest.
 * Then {@code trail.queries} riders are asked for: right after a restart of Postgres and without the operating system's
 * copies of its files (cold), and the same ones again (warm); and both once more while every rider sends a fix a second and
 * is stored, summed up and put at rest all the while. Every trail is checked to be whole. Postgres is set as in the demo.
 */
class TrailBenchmark {
    private static final int RIDERS = Integer.getInteger("trail.riders", 10_000);
    private static final int SECONDS = (int) (Double.parseDouble(System.getProperty("trail.hours", "1")) * 3600);
    private static final int QUERIES = Integer.getInteger("trail.queries", 200);
    private static final Duration WIDTH = Duration.ofSeconds(Integer.getInteger("trail.width", 300));
    private static final Duration TAIL_WIDTH = Duration.ofSeconds(Integer.getInteger("trail.tailWidth", 60));
    private static final int SUMMARY_MS = Integer.getInteger("trail.summaryMs", 2000);
    private static final String LAYOUTS = System.getProperty("trail.layouts", "");

    /** Half of the cores write, and the server's half of them is busy then. */
    private static final int LOADERS = 2;

    /** In the midst of a time partition: so in the end one is half written, and the one before waits for its index. */
    private static final long START_MS = 1_772_366_400_000L + WIDTH.toMillis() / 2;

    private static final Duration GRACE = Duration.ofSeconds(10);

    /** As long as it takes for packing to be in its turn. */
    private static final Duration SETTLING = TAIL_WIDTH.plus(GRACE).plusSeconds(20);

    /** Queries beside ingest are spread over this; in a minute a partition of the tail comes and goes. */
    private static final Duration SPREAD = Duration.ofSeconds(Integer.getInteger("trail.spread", 60));

    private static final long BYTES_PER_ROW = 135;
    private static final long SPARE_BYTES = 4L << 30;

    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "128MB",
            "max_wal_size", "1GB",
            "min_wal_size", "256MB",
            "wal_level", "minimal",
            "max_wal_senders", "0",
            "wal_buffers", "16MB",
            "checkpoint_completion_target", "0.9",
            "io_method", "sync",
            "jit", "off");

    private final RiderStream stream = new RiderStream(RIDERS, START_MS);
    private final AtomicLong storedUntilMs = new AtomicLong(START_MS);

    enum Layout {
        INDEX("(rider, time) at rest"),
        COVERING("covering (rider, time) at rest"),
        SORTED("rows by rider and (rider, time) at rest"),
        TRAJECTORY("a row a rider and minute at rest");

        private final String title;

        Layout(String title) {
            this.title = title;
        }
    }

    @ParameterizedTest
    @EnumSource
    void lastHour(Layout layout) throws Exception {
        assumeTrue(LAYOUTS.isEmpty()
                || Arrays.asList(LAYOUTS.toUpperCase(Locale.ROOT).split(",")).contains(layout.name()));
        requireSpace(layout);
        try (PostgresServer server = PostgresServer.start(SETTINGS);
                PostgresDatabase database = server.createDatabase()) {
            prepare(database);
            AtRest atRest = atRest(layout, database);
            print("%s: %,d riders, %,d s, %,d rows", layout.title, RIDERS, SECONDS, (long) RIDERS * SECONDS);
            load(server, database, atRest);
            sizes(database, atRest);
            int[] riders = new Random(2)
                    .ints(1, RIDERS + 1)
                    .distinct()
                    .limit(2L * QUERIES)
                    .toArray();
            atRest(server, database, atRest, Arrays.copyOf(riders, QUERIES));
            beside(server, database, atRest, Arrays.copyOfRange(riders, QUERIES, riders.length));
            if (layout == Layout.INDEX && Boolean.getBoolean("trail.thenPack")) {
                thenPack(server, database, riders);
            }
        }
    }

    /** The same rows in the other layout, without storing them once more. */
    private void thenPack(PostgresServer server, PostgresDatabase database, int[] riders) throws Exception {
        print("then %s", Layout.TRAJECTORY.title);
        PackedAtRest atRest = (PackedAtRest) atRest(Layout.TRAJECTORY, database);
        List<Fixes> before = rawTrails(database);
        atRest.packAll(storedUntilMs.get());
        requireSame(database, atRest, before);
        print("    %s", atRest);
        sizes(database, atRest);
        atRest(server, database, atRest, Arrays.copyOf(riders, QUERIES));
        beside(server, database, atRest, Arrays.copyOfRange(riders, QUERIES, riders.length));
    }

    private static void requireSpace(Layout layout) throws IOException {
        long rows = (long) RIDERS * SECONDS;
        long needed = (layout == Layout.TRAJECTORY ? rows * 20 : rows * BYTES_PER_ROW) + SPARE_BYTES;
        if (layout == Layout.COVERING) {
            needed += rows * 70;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long free = Files.getFileStore(temporary).getUsableSpace();
        if (free < needed) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s with %,d rows needs about %,d MB in %s, there are %,d MB: fewer riders (-Dtrail.riders), less time"
                            + " (-Dtrail.hours), or another java.io.tmpdir",
                    layout,
                    rows,
                    needed >> 20,
                    temporary,
                    free >> 20));
        }
    }

    private static void prepare(PostgresDatabase database) {
        TestSchema.migrate(database);
        Integer pagesPerRange = Integer.getInteger("trail.pagesPerRange");
        if (pagesPerRange != null) {
            database.execute("DROP INDEX rider_location_blocks; CREATE INDEX rider_location_blocks ON rider_location"
                    + " USING brin (record_time, rider_id) WITH (pages_per_range = " + pagesPerRange + ")");
        }
        partitions(database, START_MS, START_MS + SECONDS * 1000L, WIDTH);
    }

    /** Partitions for a time, as far as there are none yet. */
    private static void partitions(PostgresDatabase database, long fromMs, long toMs, Duration width) {
        long widthS = width.toSeconds();
        for (long startS = fromMs / 1000 / widthS * widthS; startS * 1000 < toMs; startS += widthS) {
            database.execute("SELECT rider_location_create_partition(to_timestamp(" + startS + "), to_timestamp("
                    + (startS + widthS) + "))");
        }
    }

    private AtRest atRest(Layout layout, PostgresDatabase database) {
        switch (layout) {
            case TRAJECTORY -> {
                database.execute(Trajectory.ddl(START_MS, START_MS + (SECONDS + 3600) * 1000L));
                return new PackedAtRest(database.dataSource(), START_MS, GRACE);
            }
            case COVERING -> {
                return new LeavesAtRest(database.dataSource(), START_MS, WIDTH, LeavesAtRest.Way.COVERING);
            }
            case SORTED -> {
                return new LeavesAtRest(database.dataSource(), START_MS, WIDTH, LeavesAtRest.Way.SORTED);
            }
            default -> {
                return new LeavesAtRest(database.dataSource(), START_MS, WIDTH, LeavesAtRest.Way.INDEX);
            }
        }
    }

    /** Time partition by time partition, which are put at rest as they would be then. */
    private void load(PostgresServer server, PostgresDatabase database, AtRest atRest) throws Exception {
        List<FeedWriter> loaders = new ArrayList<>();
        for (int part = 0; part < LOADERS; part++) {
            loaders.add(new FeedWriter(database.dataSource(), stream, part, LOADERS, 0));
        }
        double copyCpuS = 0;
        double restCpuS = 0;
        long copyNs = 0;
        long restNs = 0;
        for (int from = 0; from < SECONDS; ) {
            long endMs = (START_MS + from * 1000L) / WIDTH.toMillis() * WIDTH.toMillis() + WIDTH.toMillis();
            int to = (int) Math.min(SECONDS, (endMs - START_MS) / 1000);
            long started = System.nanoTime();
            double cpu = ServerCpu.of(server.dataDirectory());
            all(loaders.stream()
                    .map(loader -> (Task) () -> loader.writeUntil(to))
                    .toList());
            storedUntilMs.set(START_MS + to * 1000L);
            // A new one, which sums up all of it in one go.
            new RangeSummary(database.dataSource(), WIDTH).run(Instant.ofEpochMilli(storedUntilMs.get()));
            copyNs += System.nanoTime() - started;
            copyCpuS += ServerCpu.of(server.dataDirectory()) - cpu;

            started = System.nanoTime();
            cpu = ServerCpu.of(server.dataDirectory());
            List<Fixes> before = atRest instanceof PackedAtRest && from == 0 ? rawTrails(database) : List.of();
            if (atRest instanceof PackedAtRest packed) {
                packed.run(Instant.ofEpochMilli(storedUntilMs.get()).plus(GRACE));
                if (to == SECONDS) {
                    packed.packAll(storedUntilMs.get());
                }
            } else {
                atRest.run(Instant.ofEpochMilli(storedUntilMs.get()));
            }
            restNs += System.nanoTime() - started;
            restCpuS += ServerCpu.of(server.dataDirectory()) - cpu;
            if (!before.isEmpty()) {
                requireSame(database, atRest, before);
            }
            print(
                    "    %,12d rows after %,5d s of storing and %,5d s of putting at rest",
                    (long) RIDERS * to, copyNs / 1_000_000_000, restNs / 1_000_000_000);
            from = to;
        }
        for (FeedWriter loader : loaders) {
            loader.close();
        }
        double rows = (double) RIDERS * SECONDS;
        print("    stored: %,.0f rows/s, server CPU %.2f us a row", rows * 1e9 / copyNs, copyCpuS * 1e6 / rows);
        print(
                "    put at rest: server CPU %.2f us a row of all, in %,d s",
                restCpuS * 1e6 / rows, restNs / 1_000_000_000);
        if (atRest instanceof PackedAtRest) {
            print("    %s", atRest);
        }
    }

    /** Some riders' trails as they are before anything is packed. */
    private List<Fixes> rawTrails(PostgresDatabase database) throws SQLException {
        List<Fixes> trails = new ArrayList<>();
        try (Connection connection = reader(database)) {
            for (int rider = 1; rider <= RIDERS; rider += RIDERS / 10) {
                Fixes fixes = new Fixes();
                RawTrail.WHOLE.read(connection, rider, START_MS, storedUntilMs.get(), fixes);
                trails.add(fixes);
            }
        }
        return trails;
    }

    /** Nothing may be lost by packing, in no column. */
    private void requireSame(PostgresDatabase database, AtRest atRest, List<Fixes> before) throws SQLException {
        try (Connection connection = reader(database)) {
            for (int i = 0; i < before.size(); i++) {
                Fixes fixes = new Fixes();
                atRest.trail().read(connection, 1 + i * (RIDERS / 10), START_MS, storedUntilMs.get(), fixes);
                assertThat(fixes.size()).isPositive();
                assertThat(fixes).hasToString(before.get(i).toString());
            }
        }
    }

    private static void sizes(PostgresDatabase database, AtRest atRest) {
        database.execute("CHECKPOINT");
        double rows =
                Math.max(1, database.queryLong("SELECT round((" + atRest.seconds() + "))::bigint") * (double) RIDERS);
        print(
                "    at rest: %,.0f fixes, %.1f bytes of table and %.1f of indexes a fix; all tables %,d MB",
                rows,
                database.queryLong("SELECT sum(pg_table_size(t)) FROM (" + atRest.tables() + ") r(t)") / rows,
                database.queryLong("SELECT sum(pg_indexes_size(t)) FROM (" + atRest.tables() + ") r(t)") / rows,
                database.queryLong("SELECT pg_database_size(current_database())") >> 20);
    }

    private void atRest(PostgresServer server, PostgresDatabase database, AtRest atRest, int[] riders)
            throws Exception {
        server.stop();
        boolean dropped = PageCache.drop(server.dataDirectory().resolve("base"));
        server.restart();
        try (Connection connection = reader(database)) {
            TrailTimes times = new TrailTimes(connection, atRest.trail(), storedUntilMs::get);
            print(
                    "    nothing else, %s: %s",
                    dropped ? "cold    " : "cold but for the page cache", times.ask(riders, SECONDS, 0));
            print("    nothing else, warm    : %s", times.ask(riders, SECONDS, 0));
        }
    }

    private void beside(PostgresServer server, PostgresDatabase database, AtRest atRest, int[] riders)
            throws Exception {
        boolean packed = atRest instanceof PackedAtRest;
        Duration width = packed ? TAIL_WIDTH : WIDTH;
        partitions(
                database,
                storedUntilMs.get(),
                storedUntilMs.get() + Duration.ofMinutes(20).toMillis(),
                width);
        RangeSummary summary = new RangeSummary(database.dataSource(), width);
        AtomicBoolean stop = new AtomicBoolean();
        List<CompletableFuture<?>> others = new ArrayList<>();
        int seconds = (int) ((storedUntilMs.get() - START_MS) / 1000);
        FeedWriter writer = new FeedWriter(database.dataSource(), stream, 0, 1, seconds);
        double cpu = ServerCpu.of(server.dataDirectory());
        long started = System.nanoTime();
        others.add(start(() -> {
            long latestNs = writer.writePaced(stop::get, storedUntilMs::set);
            print("    beside: a batch was up to %,d ms late", latestNs / 1_000_000);
        }));
        others.add(start(() -> repeat(stop, SUMMARY_MS, () -> summary.run(Instant.ofEpochMilli(storedUntilMs.get())))));
        others.add(start(() -> repeat(stop, 5000, () -> atRest.run(Instant.ofEpochMilli(storedUntilMs.get())))));
        try (Connection connection = reader(database)) {
            TrailTimes times = new TrailTimes(connection, atRest.trail(), storedUntilMs::get);
            awaitSettled(others, packed ? SETTLING : Duration.ofSeconds(20));
            boolean dropped = PageCache.drop(server.dataDirectory().resolve("base"));
            long everyNs = SPREAD.toNanos() / QUERIES;
            print("    beside ingest, %s: %s", dropped ? "cold   " : "not cold", times.ask(riders, SECONDS, everyNs));
            print("    beside ingest, warm   : %s", times.ask(riders, SECONDS, everyNs));
            for (int window : IntStream.of(300, 60).filter(s -> s < SECONDS).toArray()) {
                print("    beside ingest, %3d s  : %s", window, times.ask(riders, window, everyNs));
            }
        } finally {
            stop.set(true);
            CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get(10, TimeUnit.MINUTES);
            double elapsedS = (System.nanoTime() - started) / 1e9;
            print(
                    "    beside: %,.0f rows/s, server CPU of all %.2f cores, %.2f us a row",
                    writer.rows() / elapsedS,
                    (ServerCpu.of(server.dataDirectory()) - cpu) / elapsedS,
                    (ServerCpu.of(server.dataDirectory()) - cpu) * 1e6 / writer.rows());
            writer.close();
        }
    }

    /** Lets the others run on for a while; what fails meanwhile ends the benchmark. */
    private static void awaitSettled(List<CompletableFuture<?>> others, Duration time) throws Exception {
        try {
            CompletableFuture.anyOf(others.toArray(CompletableFuture[]::new))
                    .get(time.toMillis(), TimeUnit.MILLISECONDS);
            throw new IllegalStateException("what runs beside the queries has ended");
        } catch (TimeoutException e) {
            // as it should be
        }
    }

    private static Connection reader(PostgresDatabase database) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        try (Statement statement = connection.createStatement()) {
            statement.execute(Trail.SESSION);
        }
        return connection;
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    private static void all(List<Task> tasks) {
        CompletableFuture.allOf(tasks.stream().map(TrailBenchmark::start).toArray(CompletableFuture[]::new))
                .join();
    }

    private static CompletableFuture<Void> start(Task task) {
        Executor ownThread = run -> {
            Thread thread = new Thread(run, "trail-benchmark");
            thread.setDaemon(true);
            thread.start();
        };
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                ownThread);
    }

    private static void repeat(AtomicBoolean stop, long everyMs, Task task) throws Exception {
        long dueNs = System.nanoTime();
        while (!stop.get()) {
            try {
                task.run();
            } catch (SQLException e) {
                // As the application's clock does: the next tick tries again.
                print("    beside: %s", e.getMessage());
            }
            dueNs = Math.max(dueNs + everyMs * 1_000_000, System.nanoTime());
            while (!stop.get() && System.nanoTime() < dueNs) {
                LockSupport.parkNanos(Math.min(100_000_000, dueNs - System.nanoTime()));
            }
        }
    }

    @SuppressWarnings("SystemOut") // the figures are what this is for
    private static void print(String format, Object... values) {
        System.out.println(
                Instant.now().toString().substring(11, 19) + " " + String.format(Locale.ROOT, format, values));
    }
}
