package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.deliverytracking.dbwriter.domain.Backoff;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.Ingest;
import io.deliverytracking.dbwriter.domain.IngestListener;
import io.deliverytracking.dbwriter.domain.PaceControl;
import io.deliverytracking.dbwriter.domain.PaceListener;
import io.deliverytracking.dbwriter.domain.PacePolicy;
import io.deliverytracking.dbwriter.domain.PaceStatus;
import io.deliverytracking.dbwriter.domain.Pacer;
import io.deliverytracking.dbwriter.domain.Pacing;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.dbwriter.domain.Turn;
import io.deliverytracking.dbwriter.domain.UnavailableException;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What users of the database feel while the writer works off three million rows, by policy; the figures of decision record
 * 0018. A benchmark, so no default pattern of test names finds it:
 *
 * <pre>./mvnw -q test -am -pl db-writer -Dtest=PacingBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>The foreground is open: {@value #USERS_PER_S} single-row updates a second by random key on a table of
 * {@value #ORDERS} rows, on {@value #USERS} connections, each with a durable commit, and timed from when it was due. The writer is the
 * ingest with its own store on one connection; a log without brokers gives polls of {@value #POLL} records, as fast as it
 * takes them. The probe is the writer's own.
 */
@DeliveryPostgres(exclusive = true)
class PacingBenchmark {
    private static final int ROWS = 3_000_000;
    private static final int POLL = 5_000;
    private static final int RIDERS = 100_000;
    private static final int LOG_PARTITIONS = 12;
    private static final int USERS = 8;
    private static final int USERS_PER_S = 200;
    private static final int ORDERS = 100_000;
    private static final int IDLE_S = 30;
    private static final Duration LONGEST_ARM = Duration.ofSeconds(90);
    private static final Duration FIXED_ARM = Duration.ofSeconds(30);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);

    /** 2026-03-01T12:00:00Z, the start of a time partition. */
    private static final long START_MS = 1_772_366_400_000L;

    private static final double NS_PER_MS = 1e6;

    /** The probe's p99 beside users alone: bounds are multiples of it, so that they mean the same on every machine. */
    private static double idleP99Ns;

    private final PostgresDatabase database;
    private final byte[][] events = events();

    PacingBenchmark(PostgresDatabase database) {
        this.database = database;
    }

    enum Arm {
        IDLE("idle", null, 0, 0),
        LAG_FIRST("lag first", PacePolicy.LAG_FIRST, 0, 0),
        BOUND_4("foreground first, bound 4 x idle", PacePolicy.FOREGROUND_FIRST, 4, 0),
        BOUND_2("foreground first, bound 2 x idle", PacePolicy.FOREGROUND_FIRST, 2, 0),
        BOUND_1_5("foreground first, bound 1.5 x idle", PacePolicy.FOREGROUND_FIRST, 1.5, 0),
        FIXED_5000("50,000 rows/s by 5,000", null, 0, 5_000),
        FIXED_2000("50,000 rows/s by 2,000", null, 0, 2_000),
        FIXED_1000("50,000 rows/s by 1,000", null, 0, 1_000),
        FIXED_500("50,000 rows/s by 500", null, 0, 500);

        private final String title;
        private final @Nullable PacePolicy policy;
        private final double idleTimes;
        private final int fixedRows;

        Arm(String title, @Nullable PacePolicy policy, double idleTimes, int fixedRows) {
            this.title = title;
            this.policy = policy;
            this.idleTimes = idleTimes;
            this.fixedRows = fixedRows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreground(Arm arm) throws Exception {
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        TestSchema.migrate(database);
        database.execute("CREATE TABLE customer_order (id integer PRIMARY KEY, changes integer NOT NULL, note text)"
                + " WITH (fillfactor = 70); INSERT INTO customer_order SELECT i, 0, repeat('x', 100)"
                + " FROM generate_series(1, " + ORDERS + ") i");
        database.execute("VACUUM ANALYZE customer_order");
        database.execute("CHECKPOINT");
        for (int partition = 0; partition < LOG_PARTITIONS; partition++) {
            TestSchema.begin(database, FakeRead.LOCATION_LOG, partition, 0);
        }
        PaceControl control = new PaceControl(
                arm.policy == null ? PacePolicy.LAG_FIRST : arm.policy,
                Math.max(1, (long) (arm.idleTimes * idleP99Ns)),
                Long.MAX_VALUE,
                0,
                System.nanoTime());
        Pacer pacer = new Pacer(control, true, new Unheard(), System::nanoTime, () -> FakeRead.SENT_MS);
        StopSignal stop = new StopSignal();
        try (AgroalDataSource pool = TestSchema.pool(database)) {
            List<CompletableFuture<long[]>> users = IntStream.range(0, USERS)
                    .mapToObj(user -> CompletableFuture.supplyAsync(() -> users(stop, user), PacingBenchmark::start))
                    .toList();
            CompletableFuture<Void> probe =
                    CompletableFuture.runAsync(() -> probe(pacer, stop), PacingBenchmark::start);
            Result result = arm == Arm.IDLE ? idle(stop) : work(arm, pool, pacer, stop);
            PaceStatus status = pacer.status();
            stop.stop();
            probe.join();
            long[] latencies = users.stream()
                    .flatMapToLong(user -> LongStream.of(user.join()))
                    .toArray();
            if (arm == Arm.IDLE) {
                idleP99Ns = status.foregroundP99Ms() * NS_PER_MS;
            }
            print(arm, result, latencies, status);
        }
        assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                .isEqualTo(database.queryLong("SELECT sum(next_offset) FROM ingest_offset"));
    }

    /** What an arm did. */
    private record Result(long rows, long transactions, long elapsedNs, long serverCpuMs) {}

    private Result idle(StopSignal stop) {
        long cpu = serverCpuMs();
        stop.await(Duration.ofSeconds(IDLE_S));
        return new Result(0, 0, TimeUnit.SECONDS.toNanos(IDLE_S), serverCpuMs() - cpu);
    }

    private Result work(Arm arm, AgroalDataSource pool, Pacer pacer, StopSignal stop) {
        AtomicLong transactions = new AtomicLong();
        PostgresBatchStore store = TestSchema.store(pool, pacer);
        Ingest ingest = new Ingest(
                logs -> Map::of,
                staged -> {
                    transactions.incrementAndGet();
                    return store.store(staged);
                },
                new StagedBatch(FakeRead.LOCATIONS),
                partition -> {},
                new Unheard(),
                arm.fixedRows > 0 ? new FixedPacing(arm.fixedRows) : pacer,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)),
                stop);
        long[] offsets = new long[LOG_PARTITIONS];
        long cpu = serverCpuMs();
        long startNs = System.nanoTime();
        long rows = 0;
        Duration longest = arm.fixedRows > 0 ? FIXED_ARM : LONGEST_ARM;
        while (rows < ROWS && System.nanoTime() - startNs < longest.toNanos()) {
            assertThat(ingest.accept(poll(rows, offsets))).isTrue();
            rows += POLL;
        }
        return new Result(rows, transactions.get(), System.nanoTime() - startNs, serverCpuMs() - cpu);
    }

    private ReadBatch poll(long first, long[] offsets) {
        FakeRead[] reads = new FakeRead[LOG_PARTITIONS];
        for (int p = 0; p < LOG_PARTITIONS; p++) {
            reads[p] = FakeRead.locations(p, offsets[p]);
        }
        for (long i = first; i < first + POLL; i++) {
            int rider = (int) (i % RIDERS);
            reads[rider % LOG_PARTITIONS].with(START_MS + i * 1000 / RIDERS, events[rider]);
            offsets[rider % LOG_PARTITIONS]++;
        }
        return new ReadBatch(List.of(reads));
    }

    /** Updates orders at a fixed rate until it is told to stop; nanoseconds from when each was due. */
    private long[] users(StopSignal stop, int user) {
        long[] latencies = new long[(int) (USERS_PER_S * (LONGEST_ARM.toSeconds() + 60)) / USERS];
        Random random = new Random(user);
        long intervalNs = TimeUnit.SECONDS.toNanos(USERS) / USERS_PER_S;
        int count = 0;
        try (Connection connection = database.connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE customer_order SET changes = changes + 1 WHERE id = ?")) {
            long dueNs = System.nanoTime() + user * intervalNs / USERS;
            while (!stop.isStopping() && count < latencies.length) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, dueNs - System.nanoTime()));
                update.setInt(1, 1 + random.nextInt(ORDERS));
                update.executeUpdate();
                latencies[count++] = System.nanoTime() - dueNs;
                dueNs += intervalNs;
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.copyOf(latencies, count);
    }

    private void probe(Pacer pacer, StopSignal stop) {
        try (WriterProbe probe = new WriterProbe(database.dataSource())) {
            while (stop.await(PROBE_INTERVAL)) {
                pacer.onProbe(probe.probe());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[][] events() {
        byte[][] events = new byte[RIDERS][];
        for (int rider = 0; rider < RIDERS; rider++) {
            events[rider] = Events.location(rider + 1, 0);
        }
        return events;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Of all processes of the server that live; those of users, probe and writer do. */
    private long serverCpuMs() {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(database.server().dataDirectory().resolve("postmaster.pid"))
                            .get(0));
            return ProcessHandle.of(postmaster)
                    .orElseThrow()
                    .descendants()
                    .mapToLong(process -> process.info()
                            .totalCpuDuration()
                            .map(Duration::toMillis)
                            .orElse(0L))
                    .sum();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("SystemOut") // the figures are what this is for
    private static void print(Arm arm, Result result, long[] latencies, PaceStatus status) {
        Arrays.sort(latencies);
        System.out.println(String.format(
                Locale.ROOT,
                "%-34s %,9.0f rows/s, %,6.0f rows/transaction, server CPU %5.2f us/row;"
                        + " users p50 %6.2f, p99 %7.2f, p99.9 %7.2f ms of %,d; probe p99 %7.2f ms of %,d (last minute)",
                arm.title,
                result.rows * 1e9 / result.elapsedNs,
                (double) result.rows / result.transactions,
                result.serverCpuMs * 1e3 / result.rows,
                quantile(latencies, 0.5),
                quantile(latencies, 0.99),
                quantile(latencies, 0.999),
                latencies.length,
                status.foregroundP99Ms(),
                status.foregroundSamples()));
    }

    private static double quantile(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(sorted.length * quantile) - 1] / NS_PER_MS;
    }

    /** 50,000 rows a second, in transactions of one size. */
    private static final class FixedPacing implements Pacing {
        private static final double NS_PER_ROW = 20_000;

        private final int rows;
        private long dueNs = System.nanoTime();

        FixedPacing(int rows) {
            this.rows = rows;
        }

        @Override
        public Turn next(ReadBatch remaining) {
            return new Turn(rows, Math.max(0, dueNs - System.nanoTime()));
        }

        @Override
        public void stored(int records, long storeNs) {
            dueNs += (long) (records * NS_PER_ROW);
        }
    }

    private static final class Unheard implements IngestListener, PaceListener {
        @Override
        public void onAttempt() {}

        @Override
        public void onAttemptOver() {}

        @Override
        public void onStored(StagedBatch staged, StoreOutcome outcome, long elapsedNs) {}

        @Override
        public void onFoundStored(PartitionRead read) {}

        @Override
        public void onLostComparison(PartitionRead read, long storedOffset) {}

        @Override
        public void onUnavailable(UnavailableException reason, int failures) {
            throw reason;
        }

        @Override
        public void onResumed() {}

        @Override
        public void onLagWins(long lagMs) {}

        @Override
        public void onForegroundFirst(long lagMs) {}
    }
}
