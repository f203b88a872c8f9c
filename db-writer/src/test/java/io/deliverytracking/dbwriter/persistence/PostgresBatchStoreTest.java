package io.deliverytracking.dbwriter.persistence;

import static io.deliverytracking.dbwriter.domain.FakeRead.LOCATION_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.ORDER_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.SENT_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.deliverytracking.dbwriter.domain.CurrentPositions;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.dbwriter.domain.StoreUnavailableException;
import io.deliverytracking.dbwriter.persistence.location.LocationBatchInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import io.deliverytracking.dbwriter.persistence.location.LocationRowInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationUnnest;
import io.deliverytracking.dbwriter.persistence.location.LocationWriter;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Everything that a store promises, for each way of writing positions. */
@DeliveryPostgres
@ParameterizedClass
@EnumSource
class PostgresBatchStoreTest {
    /** A way of writing, and the connections that it is meant for. */
    enum Way {
        COPY(LocationCopy::new, false),
        UNNEST(LocationUnnest::new, false),
        JDBC_BATCH(LocationBatchInserts::new, true),
        ROW(LocationRowInserts::new, false);

        private final Supplier<LocationWriter> writer;
        private final boolean rewriting;

        Way(Supplier<LocationWriter> writer, boolean rewriting) {
            this.writer = writer;
            this.rewriting = rewriting;
        }
    }

    private static final LogPartition P0 = new LogPartition(FakeRead.LOCATIONS, 0);
    private static final LogPartition P1 = new LogPartition(FakeRead.LOCATIONS, 1);

    private final Way way;
    private final PostgresDatabase database;
    private final PostgresBatchStore store;

    PostgresBatchStoreTest(Way way, PostgresDatabase database) throws SQLException {
        this.way = way;
        this.database = database;
        TestSchema.migrate(database);
        PGSimpleDataSource connections = database.dataSource().unwrap(PGSimpleDataSource.class);
        connections.setReWriteBatchedInserts(way.rewriting);
        this.store = TestSchema.store(connections, way.writer.get());
    }

    @BeforeEach
    void emptyTables() {
        TestSchema.clear(database);
        TestSchema.begin(database, LOCATION_LOG, 0, 0);
        TestSchema.begin(database, LOCATION_LOG, 1, 0);
        TestSchema.begin(database, ORDER_LOG, 0, 0);
    }

    @AfterEach
    void noExtraRules() {
        database.execute("ALTER TABLE rider_location DROP CONSTRAINT IF EXISTS no_rider_13");
        database.execute("ALTER TABLE delivery DROP CONSTRAINT IF EXISTS no_order_13");
    }

    @Test
    void everyColumnArrivesAsItWasSent() throws SQLException {
        byte[] carrying = Events.locationBuilder(5, Events.SESSION, 9)
                .setOrderId(77)
                .setSpeedCmS(1234)
                .setHeadingDeg(359)
                .setAccuracyM(32_767)
                .setLatitudeE7(-900_000_000)
                .setLongitudeE7(1_800_000_000)
                .setEventTimeMs(1_000_000_000_123L)
                .setStatus(RiderStatus.RIDER_STATUS_TO_CUSTOMER)
                .build()
                .toByteArray();

        store(FakeRead.locations(0, 0).with(carrying).with(SENT_MS + 1, Events.location(6, 2)));

        assertThat(query("SELECT (extract(epoch FROM record_time) * 1000)::bigint, (extract(epoch FROM event_time) *"
                        + " 1000)::bigint, session, kafka_offset, order_id, rider_id, sequence, latitude_e7,"
                        + " longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m, status"
                        + " FROM rider_location ORDER BY kafka_offset"))
                .containsExactly(
                        SENT_MS + " 1000000000123 " + Events.SESSION
                                + " 0 77 5 9 -900000000 1800000000 0 1234 359 32767 4",
                        (SENT_MS + 1) + " " + (Events.SESSION + 2000) + " " + Events.SESSION
                                + " 1 null 6 2 525200006 134049998 0 450 90 5 1");
    }

    @Test
    void aBatchLargerThanTheCopyBufferArrivesWhole() {
        FakeRead read = FakeRead.locations(0, 0);
        for (int i = 0; i < 10_000; i++) {
            read.with(Events.location(1 + i, i));
        }

        assertThat(store(read).rows()).isEqualTo(10_000);

        assertThat(database.queryLong(
                        "SELECT count(DISTINCT rider_id) FROM rider_location WHERE rider_id - 1 = sequence"))
                .isEqualTo(10_000);
    }

    @Test
    void rowsAndOffsetsMoveTogether() throws SQLException {
        store(
                FakeRead.locations(0, 0).with(Events.location(1, 0)).skipping(3),
                FakeRead.locations(1, 0).skipping(10).with(Events.location(2, 0)));

        assertThat(query("SELECT partition, next_offset, leader_epoch FROM ingest_offset WHERE topic ="
                        + " 'delivery-location-updates' ORDER BY partition"))
                .containsExactly("0 4 3", "1 11 3");
    }

    /** Unlike a connection that is closed, one that goes back to the pool commits what was left open. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void whateverEndsStoringEarlyLeavesNoRows(Class<? extends Throwable> kind) throws Exception {
        Throwable fault = kind.getConstructor(String.class).newInstance("amid the transaction");
        try (AgroalDataSource pool = TestSchema.pool(database)) {
            PostgresBatchStore pooled = TestSchema.store(pool, way.writer.get());
            FakeRead read = FakeRead.locations(0, 0)
                    .with(Events.location(1, 0))
                    .with(new byte[] {1})
                    .leaderEpoch(() -> sneakyThrow(fault));

            assertThatThrownBy(() -> store(pooled, read)).isSameAs(fault);

            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .isZero();
            assertThat(database.queryLong("SELECT count(*) FROM dead_letter")).isZero();
            assertThat(database.queryLong("SELECT sum(next_offset) FROM ingest_offset"))
                    .isZero();

            assertThat(store(pooled, read.leaderEpoch(() -> 3)).isStored()).isTrue();
            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aBatchThatWasReadFromAnotherOffsetIsRefusedWhole() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 0)));

        StoreOutcome again = store(
                FakeRead.locations(0, 0).with(Events.location(1, 0)),
                FakeRead.locations(1, 0).with(Events.location(2, 0)));

        assertThat(again.isStored()).isFalse();
        assertThat(again.lost()).isEqualTo(Map.of(P0, 1L));
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);
        assertThat(query("SELECT next_offset FROM ingest_offset WHERE topic = 'delivery-location-updates'"))
                .containsExactlyInAnyOrder("1", "0");
    }

    @Test
    void theComparisonIsWithWhereReadingBeganAndNotWithTheFirstRecord() {
        StoreOutcome fromAHole = store(FakeRead.locations(0, 5).with(Events.location(1, 0)));

        assertThat(fromAHole.lost()).isEqualTo(Map.of(P0, 0L));
    }

    @Test
    void aPartitionWithoutAStoredOffsetIsRefused() {
        database.execute("DELETE FROM ingest_offset WHERE partition = 1");

        assertThat(store(FakeRead.locations(1, 0).with(Events.location(1, 0))).lost())
                .isEqualTo(Map.of(P1, -1L));
    }

    @Test
    void undecodableRecordsBecomeDeadLettersInTheSameTransaction() throws SQLException {
        store(FakeRead.locations(0, 0)
                .with(Events.location(1, 0))
                .with(new byte[] {1, 2})
                .with(null));

        assertThat(query("SELECT topic, kafka_partition, kafka_offset, reason, value, headers ->> 'source',"
                        + " record_time_ms, published_at FROM dead_letter ORDER BY kafka_offset"))
                .containsExactly(
                        "delivery-location-updates 0 1 BROKEN_BYTES \\x0102 test " + SENT_MS + " null",
                        "delivery-location-updates 0 2 NO_VALUE null test " + SENT_MS + " null");
        assertThat(database.queryLong("SELECT next_offset FROM ingest_offset WHERE topic = 'delivery-location-updates'"
                        + " AND partition = 0"))
                .isEqualTo(3);
    }

    @Test
    void rowsThatPostgresRefusesAreFoundAndTheirNeighboursStored() throws SQLException {
        database.execute("ALTER TABLE rider_location ADD CONSTRAINT no_rider_13 CHECK (rider_id <> 13)");
        FakeRead read = FakeRead.locations(0, 0);
        for (int i = 0; i < 1000; i++) {
            read.with(Events.location(i == 333 || i == 334 || i == 999 ? 13 : 20 + i, i));
        }

        StoreOutcome outcome = store(read);

        assertThat(outcome.rows()).isEqualTo(997);
        assertThat(outcome.deadLetters()).isEqualTo(3);
        assertThat(database.queryLong("SELECT count(DISTINCT kafka_offset) FROM rider_location"))
                .isEqualTo(997);
        assertThat(query("SELECT kafka_offset, reason, error FROM dead_letter ORDER BY kafka_offset"))
                .allSatisfy(row -> assertThat(row).contains("REFUSED_23514").contains("no_rider_13"))
                .extracting(row -> row.substring(0, row.indexOf(' ')))
                .containsExactly("333", "334", "999");
    }

    @Test
    void aRefusedRowIsNobodysCurrentPosition() {
        database.execute("ALTER TABLE rider_location ADD CONSTRAINT no_rider_13 CHECK (rider_id <> 13)");
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(FakeRead.locations(0, 0)
                .with(Events.location(12, 0))
                .with(Events.location(13, 0))
                .with(Events.location(14, 0)))));
        CurrentPositions positions = new CurrentPositions();

        assertThat(TestSchema.store(database).store(staged).rows()).isEqualTo(2);
        positions.apply(staged);

        assertThat(positions.drain().rows().riderId()).containsExactlyInAnyOrder(12, 14);
    }

    @Test
    void anOrderThatPostgresRefusesTakesNoLocationWithIt() {
        database.execute("ALTER TABLE delivery ADD CONSTRAINT no_order_13 CHECK (order_id <> 13)");

        StoreOutcome outcome = store(
                FakeRead.locations(0, 0).with(Events.location(1, 0)),
                FakeRead.orders(0, 0)
                        .with(Events.order(12, OrderState.ORDER_STATE_PLACED, Events.SESSION))
                        .with(Events.order(13, OrderState.ORDER_STATE_PLACED, Events.SESSION))
                        .with(Events.order(14, OrderState.ORDER_STATE_PLACED, Events.SESSION)));

        assertThat(outcome.rows()).isEqualTo(3);
        assertThat(database.queryLong("SELECT count(*) FROM delivery")).isEqualTo(2);
        assertThat(database.queryLong("SELECT kafka_offset FROM dead_letter")).isEqualTo(1);
    }

    @Test
    void aBacklogOfAnyAgeFindsOrMakesItsTimePartition() {
        long yearsAgo = Events.SESSION - 10L * 365 * 86_400_000;

        store(FakeRead.locations(0, 0).with(yearsAgo, Events.location(1, 0)).with(Events.location(1, 1)));

        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(2);
        assertThat(database.queryLong("SELECT count(*) FROM dead_letter")).isZero();
    }

    @Test
    void aTimePartitionThatVanishedIsMadeAnewAndNeverBlamedOnTheRow() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 0)));
        for (String leaf : query("SELECT name FROM rider_location_partition")) {
            database.execute("DROP TABLE " + leaf);
        }

        store(FakeRead.locations(0, 1).with(Events.location(1, 1)));

        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);
        assertThat(database.queryLong("SELECT count(*) FROM dead_letter")).isZero();
    }

    @Test
    void aCommitWaitsForTheDiskUnlessItIsToldNotTo() throws SQLException {
        assertThat(TestSchema.commitsOf(
                        database, () -> store(FakeRead.locations(0, 0).with(Events.location(1, 0)))))
                .containsExactly("on");
        PostgresBatchStore hasty = TestSchema.hastyStore(database.dataSource(), way.writer.get());
        assertThat(TestSchema.commitsOf(
                        database, () -> store(hasty, FakeRead.locations(0, 1).with(Events.location(1, 1)))))
                .containsExactly("off");
    }

    @Test
    void aMissingColumnIsOurFaultAndBlamesNoRow() {
        database.execute("ALTER TABLE rider_location RENAME COLUMN heading_deg TO course");
        try {
            assertThatThrownBy(() -> store(FakeRead.locations(0, 0).with(Events.location(1, 0))))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("42703");
            assertThat(database.queryLong("SELECT count(*) FROM dead_letter")).isZero();
        } finally {
            database.execute("ALTER TABLE rider_location RENAME COLUMN course TO heading_deg");
        }
    }

    @Test
    void repeatedAndReorderedOrderUpdatesEndInTheSameRow() throws SQLException {
        OrderState[] life = {
            OrderState.ORDER_STATE_PLACED,
            OrderState.ORDER_STATE_ACCEPTED,
            OrderState.ORDER_STATE_READY,
            OrderState.ORDER_STATE_PICKED_UP,
            OrderState.ORDER_STATE_DELIVERED
        };
        FakeRead inOrder = FakeRead.orders(0, 0);
        for (int i = 0; i < life.length; i++) {
            inOrder.with(Events.order(1, life[i], Events.SESSION + i));
        }
        FakeRead reversedAndTwice = FakeRead.orders(0, life.length);
        for (int i = life.length - 1; i >= 0; i--) {
            reversedAndTwice.with(Events.order(2, life[i], Events.SESSION + i));
            reversedAndTwice.with(Events.order(2, life[i], Events.SESSION + i));
        }
        store(inOrder);
        store(reversedAndTwice);

        List<String> rows =
                query("SELECT state, rider_id, placed_at, accepted_at, ready_at, picked_up_at, delivered_at,"
                        + " cancelled_at FROM delivery ORDER BY order_id");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).startsWith("5 42 ").endsWith(" null").isEqualTo(rows.get(1));
    }

    @Test
    void aCancelledOrderStaysCancelledUnlessItWasDelivered() throws SQLException {
        store(FakeRead.orders(0, 0)
                .with(Events.order(1, OrderState.ORDER_STATE_CANCELLED, Events.SESSION + 2))
                .with(Events.order(1, OrderState.ORDER_STATE_ACCEPTED, Events.SESSION + 1)));

        assertThat(query("SELECT state FROM delivery")).containsExactly("6");
    }

    private StoreOutcome store(PartitionRead... reads) {
        return store(store, reads);
    }

    private static StoreOutcome store(PostgresBatchStore store, PartitionRead... reads) {
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(reads)));
        return store.store(staged);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> Integer sneakyThrow(Throwable fault) throws E {
        throw (E) fault;
    }

    private List<String> query(String sql) throws SQLException {
        return TestSchema.query(database, sql);
    }
}
