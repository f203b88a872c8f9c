package io.deliverytracking.dbwriter.persistence;

import static io.deliverytracking.dbwriter.domain.FakeRead.LOCATION_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.ORDER_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.SENT_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.BatchStore;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.dbwriter.domain.StoreUnavailableException;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.testkit.BrokerTestResource;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store that goes through Hibernate Reactive; the application around it reads nothing, for there are no topics. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(BrokerTestResource.class)
class HibernateBatchStoreTest {
    private static final LogPartition P0 = new LogPartition(FakeRead.LOCATIONS, 0);

    @Inject
    HibernateBatchStore.Factory factory;

    @Inject
    DataSource dataSource;

    PostgresDatabase database;

    /** Batches that went to the other store. */
    private final List<StagedBatch> rare = new ArrayList<>();

    private BatchStore store;

    @BeforeEach
    void emptyTables() {
        TestSchema.migrate(database);
        TestSchema.clear(database);
        TestSchema.begin(database, LOCATION_LOG, 0, 0);
        TestSchema.begin(database, LOCATION_LOG, 1, 0);
        TestSchema.begin(database, ORDER_LOG, 0, 0);
        store = storeThat(true);
    }

    private BatchStore storeThat(boolean waitsForTheDisk) {
        BatchStore takesWhatIsRare = staged -> {
            rare.add(staged);
            return StoreOutcome.stored(0, 0, 0);
        };
        return factory.create(
                dataSource, new PartitionCatalog(dataSource, TestSchema.WIDTH), takesWhatIsRare, waitsForTheDisk);
    }

    @AfterEach
    void noExtraRules() {
        database.execute("ALTER TABLE rider_location DROP CONSTRAINT IF EXISTS no_rider_13");
    }

    @Test
    void everyColumnArrivesAsItWasSent() throws SQLException {
        store(FakeRead.locations(0, 0)
                .with(Events.locationBuilder(5, Events.SESSION, 9)
                        .setOrderId(77)
                        .setAccuracyM(32_767)
                        .setLatitudeE7(-900_000_000)
                        .setLongitudeE7(1_800_000_000)
                        .setEventTimeMs(1_000_000_000_123L)
                        .build()
                        .toByteArray())
                .with(SENT_MS + 1, Events.location(6, 2)));

        assertThat(query("SELECT (extract(epoch FROM record_time) * 1000)::bigint, (extract(epoch FROM event_time) *"
                        + " 1000)::bigint, session, kafka_offset, order_id, rider_id, sequence, latitude_e7,"
                        + " longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m, status"
                        + " FROM rider_location ORDER BY kafka_offset"))
                .containsExactly(
                        SENT_MS + " 1000000000123 " + Events.SESSION
                                + " 0 77 5 9 -900000000 1800000000 0 450 90 32767 1",
                        (SENT_MS + 1) + " " + (Events.SESSION + 2000) + " " + Events.SESSION
                                + " 1 null 6 2 525200006 134049998 0 450 90 5 1");
        assertThat(rare).isEmpty();
    }

    @Test
    void rowsOrdersAndOffsetsMoveTogether() throws SQLException {
        StoreOutcome outcome = store(
                FakeRead.locations(0, 0).with(Events.location(1, 0)).skipping(3),
                FakeRead.locations(1, 0).skipping(10).with(Events.location(2, 0)),
                FakeRead.orders(0, 0)
                        .with(Events.order(1, OrderState.ORDER_STATE_DELIVERED, Events.SESSION + 2))
                        .with(Events.order(1, OrderState.ORDER_STATE_ACCEPTED, Events.SESSION + 1)));

        assertThat(outcome.rows()).isEqualTo(4);
        assertThat(query("SELECT topic, partition, next_offset, leader_epoch FROM ingest_offset ORDER BY 1, 2"))
                .containsExactly(
                        "delivery-location-updates 0 4 3",
                        "delivery-location-updates 1 11 3",
                        "restaurant-updates 0 2 3");
        assertThat(query("SELECT state, accepted_at IS NOT NULL FROM delivery")).containsExactly("5 t");
        assertThat(rare).isEmpty();
    }

    @Test
    void aBatchOfManyRoundTripsArrivesWhole() {
        FakeRead read = FakeRead.locations(0, 0);
        for (int i = 0; i < 3_000; i++) {
            read.with(Events.location(1 + i, i));
        }

        assertThat(store(read).rows()).isEqualTo(3_000);

        assertThat(database.queryLong(
                        "SELECT count(DISTINCT rider_id) FROM rider_location WHERE rider_id - 1 = sequence"))
                .isEqualTo(3_000);
    }

    @Test
    void aBatchThatWasReadFromAnotherOffsetLeavesNothing() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 0)));

        StoreOutcome again = store(
                FakeRead.locations(0, 0).with(Events.location(1, 0)),
                FakeRead.locations(1, 0).with(Events.location(2, 0)));

        assertThat(again.lost()).isEqualTo(Map.of(P0, 1L));
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(1);
        assertThat(query("SELECT next_offset FROM ingest_offset WHERE topic = 'delivery-location-updates'"))
                .containsExactlyInAnyOrder("1", "0");
    }

    @Test
    void aCommitWaitsForTheDiskUnlessItIsToldNotTo() throws SQLException {
        assertThat(TestSchema.commitsOf(
                        database, () -> store(FakeRead.locations(0, 0).with(Events.location(1, 0)))))
                .containsExactly("on");
        store = storeThat(false);
        assertThat(TestSchema.commitsOf(
                        database, () -> store(FakeRead.locations(0, 1).with(Events.location(1, 1)))))
                .containsExactly("off");
    }

    @Test
    void whatPostgresRefusesGoesToTheStoreThatLooksForIt() {
        database.execute("ALTER TABLE rider_location ADD CONSTRAINT no_rider_13 CHECK (rider_id <> 13)");

        store(FakeRead.locations(0, 0).with(Events.location(12, 0)).with(Events.location(13, 0)));

        assertThat(rare).hasSize(1);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isZero();
        assertThat(database.queryLong("SELECT sum(next_offset) FROM ingest_offset"))
                .isZero();
    }

    @Test
    void deadLettersAreTheOtherStores() {
        store(FakeRead.locations(0, 0).with(Events.location(1, 0)).with(new byte[] {1, 2}));

        assertThat(rare).hasSize(1);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isZero();
    }

    @Test
    void aMissingColumnIsOurFaultAndBlamesNoRow() {
        database.execute("ALTER TABLE rider_location RENAME COLUMN heading_deg TO course");
        try {
            assertThatThrownBy(() -> store(FakeRead.locations(0, 0).with(Events.location(1, 0))))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("42703");
        } finally {
            database.execute("ALTER TABLE rider_location RENAME COLUMN course TO heading_deg");
        }
        assertThat(rare).isEmpty();
    }

    private StoreOutcome store(PartitionRead... reads) {
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(reads)));
        return store.store(staged);
    }

    private List<String> query(String sql) throws SQLException {
        return TestSchema.query(database, sql);
    }
}
