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
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeliveryPostgres
class PartitionMaintenanceTest {
    private static final Instant SENT = Instant.ofEpochMilli(FakeRead.SENT_MS);
    private static final Duration RETENTION = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresDatabase database;
    private final PartitionMaintenance maintenance;

    PartitionMaintenanceTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.maintenance = new PartitionMaintenance(database.dataSource(), TestSchema.WIDTH, 3, RETENTION);
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

    @Test
    void retentionWaitsForAnOpenTransactionAndNobodyWaitsForRetention() throws Exception {
        storeThreeRows();
        try (Connection open = database.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM rider_location");
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
                try {
                    maintenance.run(SENT.plus(RETENTION).plus(TestSchema.WIDTH));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().atMost(PATIENCE).until(() -> count("detach_pending") == 1);

            store(FakeRead.locations(0, 3).with(FakeRead.SENT_MS + 600_000, Events.location(1, 10)));

            assertThat(run).isNotDone();
            open.commit();
            run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(database.queryLong("SELECT sum(row_count) FROM rider_location_dropped"))
                .isEqualTo(3);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);
    }

    @Test
    void aPartitionWhoseTimeIsOverGetsAnIndexByRiderAndTheOthersDoNot() throws SQLException {
        storeThreeRows();
        maintenance.run(SENT);
        assertThat(riderIndexes()).isZero();

        maintenance.run(SENT.plus(TestSchema.WIDTH.multipliedBy(2)));

        assertThat(riderIndexes()).isEqualTo(1);
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
