package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DeliveryPostgres
class PartitionMaintenanceTest {
    private static final Instant SENT = Instant.ofEpochMilli(FakeRead.SENT_MS);
    private static final Duration RETENTION = Duration.ofMinutes(10);

    /** The partition of the rows that were sent then is due for retention; and is for as long again. */
    private static final Instant EXPIRED = SENT.plus(RETENTION).plus(TestSchema.WIDTH);

    private static final Instant LONG_OVERDUE = EXPIRED.plus(RETENTION);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresDatabase database;
    private final PartitionMaintenance maintenance;

    PartitionMaintenanceTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.maintenance = maintenance(database.dataSource());
    }

    private static PartitionMaintenance maintenance(DataSource dataSource) {
        return new PartitionMaintenance(dataSource, TestSchema.WIDTH, 3, RETENTION);
    }

    @BeforeEach
    void noPartitions() {
        database.execute("DO $$ DECLARE p record; BEGIN FOR p IN SELECT name FROM rider_location_partition LOOP"
                + " EXECUTE 'DROP TABLE ' || p.name; END LOOP; END $$");
        TestSchema.clear(database);
        TestSchema.begin(database, FakeRead.LOCATION_LOG, 0, 0);
    }

    @Test
    void partitionsExistBeforeTheirTime() throws SQLException {
        maintenance.run(SENT);
        maintenance.run(SENT);

        assertThat(count("attached")).isEqualTo(4);
    }

    @Test
    void expiredRowsAreSummedUpAndDropped() throws SQLException {
        storeThreeRows();

        maintenance.run(SENT.plus(RETENTION).plus(TestSchema.WIDTH));

        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isZero();
        assertThat(database.queryLong("SELECT count(*) FROM rider_location_dropped WHERE rider_id = 1"
                        + " AND row_count = 2 AND min_sequence = 4 AND max_sequence = 9 AND sequence_sum = 13"))
                .isEqualTo(1);
        assertThat(database.queryLong("SELECT sum(row_count) FROM rider_location_dropped"))
                .isEqualTo(3);
    }

    @Test
    void whatIsNotExpiredStays() throws SQLException {
        storeThreeRows();

        maintenance.run(SENT.plus(RETENTION));

        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(3);
    }

    @Test
    void rowsThatComeAfterTheirPartitionWasDroppedAreAddedToTheSums() throws SQLException {
        Instant later = SENT.plus(RETENTION).plus(TestSchema.WIDTH);
        storeThreeRows();
        maintenance.run(later);

        store(FakeRead.locations(0, 3).with(Events.location(1, 100)));
        maintenance.run(later);

        assertThat(database.queryLong("SELECT row_count FROM rider_location_dropped WHERE rider_id = 1"))
                .isEqualTo(3);
        assertThat(database.queryLong("SELECT max_sequence FROM rider_location_dropped WHERE rider_id = 1"))
                .isEqualTo(100);
    }

    @Test
    void aWriterThatDiedBetweenDetachAndDropIsContinued() throws SQLException {
        storeThreeRows();
        try (Connection connection = database.connect()) {
            PartitionTable.detach(
                    connection, PartitionTable.attachedLeaves(connection).get(0));
        }
        store(FakeRead.locations(0, 3).with(Events.location(2, 7))); // the same range, anew
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);

        maintenance.run(SENT);

        assertThat(database.queryLong("SELECT sum(row_count) FROM rider_location_dropped"))
                .isEqualTo(3);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);
    }

    /** With a time-out of locks that nobody lives to see: the detachment waits within its statement. */
    @Test
    void retentionWaitsForAnOpenTransactionAndNobodyWaitsForRetention() throws Exception {
        storeThreeRows();
        try (HeldSelect held = HeldSelect.idle(database)) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
                try {
                    maintenance.run(LONG_OVERDUE);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().atMost(PATIENCE).until(() -> count("detach_pending") == 1);

            store(FakeRead.locations(0, 3).with(LONG_OVERDUE.toEpochMilli(), Events.location(1, 10)));

            assertThat(run).isNotDone();
            held.close();
            run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(database.queryLong("SELECT sum(row_count) FROM rider_location_dropped"))
                .isEqualTo(3);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);
    }

    @Test
    void retentionDoesNotBeginWhileSomebodyHasTheTableOpenForLong() throws SQLException {
        PartitionMaintenance impatient = maintenance(withLockTimeout("100ms"));
        storeThreeRows();
        try (HeldSelect held = HeldSelect.running(database)) {
            held.awaitOlderThan(LongTransactions.AGE);
            impatient.run(EXPIRED);

            assertThat(count("detach_pending")).isZero();
            // A row that comes so late would find no place in a partition that is half detached.
            store(FakeRead.locations(0, 3).with(Events.location(2, 7)));
            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .isEqualTo(4);
        }
        impatient.run(EXPIRED);

        assertThat(database.queryLong("SELECT sum(row_count) FROM rider_location_dropped"))
                .isEqualTo(4);
    }

    @Test
    void retentionThatIsLongOverdueBeginsAllTheSameAndIsFinishedWhenItCan() throws SQLException {
        PartitionMaintenance impatient = maintenance(withLockTimeout("100ms"));
        storeThreeRows();
        try (HeldSelect held = HeldSelect.running(database)) {
            held.awaitOlderThan(LongTransactions.AGE);
            impatient.run(LONG_OVERDUE);
            impatient.run(LONG_OVERDUE);

            assertThat(count("detach_pending")).isEqualTo(1);
            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .as("rows that a new query sees")
                    .isZero();
        }
        impatient.run(LONG_OVERDUE);

        assertThat(count("detach_pending")).isZero();
        assertThat(database.queryLong("SELECT sum(row_count) FROM rider_location_dropped"))
                .isEqualTo(3);
    }

    @Test
    void whatRetentionWaitsForKeepsNoPartitionFromBeingMadeOrIndexed() throws SQLException {
        PartitionMaintenance impatient = maintenance(withLockTimeout("100ms"));
        storeThreeRows();
        Instant closed = LONG_OVERDUE.minus(TestSchema.WIDTH.multipliedBy(2));
        store(FakeRead.locations(0, 3).with(closed.toEpochMilli(), Events.location(1, 10)));
        // It has the table open, but no snapshot: building an index need not wait for it.
        try (HeldSelect held = HeldSelect.idle(database)) {
            held.awaitOlderThan(LongTransactions.AGE);
            impatient.run(LONG_OVERDUE);
            assertThat(count("detach_pending")).isEqualTo(1);

            impatient.run(LONG_OVERDUE.plus(TestSchema.WIDTH));

            assertThat(count("attached AND range_start > '" + LONG_OVERDUE.plus(TestSchema.WIDTH) + "'"))
                    .as("partitions ahead")
                    .isEqualTo(3);
            assertThat(riderIndexes()).isEqualTo(1);
        }
    }

    /** What waits for a lock makes everybody wait who comes after it, and it holds a lock that making a partition needs. */
    @Test
    void aDetachmentThatCannotBeFinishedYetIsLeftToTheNextRun() throws SQLException {
        PartitionMaintenance impatient = maintenance(withLockTimeout("100ms"));
        storeThreeRows();
        try (HeldSelect held = HeldSelect.running(database)) {
            held.awaitOlderThan(LongTransactions.AGE);
            impatient.run(LONG_OVERDUE);
            assertThat(count("detach_pending")).isEqualTo(1);
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
                try {
                    // On connections that would wait for a lock for ever.
                    maintenance.run(LONG_OVERDUE);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(run).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void aPartitionWhoseTimeIsOverGetsAnIndexByRiderAndTheOthersDoNot() throws SQLException {
        storeThreeRows();
        maintenance.run(SENT);
        assertThat(riderIndexes()).isZero();

        maintenance.run(SENT.plus(TestSchema.WIDTH.multipliedBy(2)));

        assertThat(riderIndexes()).isEqualTo(1);
    }

    /** Connections like the application's: none waits for a lock for long. */
    private DataSource withLockTimeout(String timeout) {
        PGSimpleDataSource dataSource = (PGSimpleDataSource) database.dataSource();
        dataSource.setOptions("-c lock_timeout=" + timeout);
        return dataSource;
    }

    private long riderIndexes() {
        return database.queryLong("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%(rider_id, record_time)%'");
    }

    private long count(String condition) {
        return database.queryLong("SELECT count(*) FROM rider_location_partition WHERE " + condition);
    }

    private void storeThreeRows() {
        store(FakeRead.locations(0, 0)
                .with(Events.location(1, 4))
                .with(Events.location(1, 9))
                .with(Events.location(2, 6)));
    }

    private void store(FakeRead read) {
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(read)));
        assertThat(TestSchema.store(database).store(staged).isStored()).isTrue();
    }
}
