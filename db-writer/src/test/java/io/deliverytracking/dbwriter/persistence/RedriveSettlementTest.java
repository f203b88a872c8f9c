package io.deliverytracking.dbwriter.persistence;

import static io.deliverytracking.dbwriter.domain.FakeRead.LOCATION_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.ORDER_LOG;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.DeadLetterName;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.PartitionRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StoreOutcome;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dead letter sent again, any number of times: one record settles it, in the transaction that stores that record. */
@DeliveryPostgres
class RedriveSettlementTest {
    private static final byte[] RIDER_13 = Events.location(13, 7);
    private static final byte[] BROKEN = {1, 2};

    private final PostgresDatabase database;
    private final PostgresBatchStore store;

    RedriveSettlementTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.store = TestSchema.store(database);
    }

    /** Offset 0 is refused by a rule that is then taken away, offset 1 can't be read at all. */
    @BeforeEach
    void twoLetters() throws SQLException {
        TestSchema.clear(database);
        TestSchema.begin(database, LOCATION_LOG, 0, 0);
        TestSchema.begin(database, ORDER_LOG, 0, 0);
        refuseRider13();
        store(FakeRead.locations(0, 0).with(RIDER_13).with(BROKEN));
        allowRider13();
        database.execute("UPDATE dead_letter SET attempts = 1, redriven_at = now()");
        assertThat(letters()).containsExactly("0 null null 1 null", "1 null null 1 null");
    }

    @AfterEach
    void allowRider13() {
        database.execute("ALTER TABLE rider_location DROP CONSTRAINT IF EXISTS no_rider_13");
    }

    @Test
    void aRecordThatBecomesARowSettlesItsLetter() throws SQLException {
        StoreOutcome outcome =
                store(FakeRead.locations(0, 2).with(Events.location(1, 0)).redriven(0, RIDER_13));

        assertThat(outcome).isEqualTo(StoreOutcome.stored(2, 0, 0));
        assertThat(letters()).containsExactly("0 STORED 3 1 null", "1 null null 1 null");
        assertThat(rowsOfRider13()).isEqualTo(1);
    }

    @Test
    void ofManyRecordsOfOneLetterOneIsStored() throws SQLException {
        StoreOutcome sameBatch = store(FakeRead.locations(0, 2)
                .redriven(0, RIDER_13)
                .with(Events.location(1, 0))
                .redriven(0, RIDER_13)
                .redriven(0, RIDER_13)
                .with(Events.location(1, 1)));
        StoreOutcome later = store(
                FakeRead.locations(0, 7).redriven(0, RIDER_13),
                FakeRead.orders(0, 0).with(Events.order(1, OrderState.ORDER_STATE_PLACED, Events.SESSION)));

        assertThat(sameBatch).isEqualTo(StoreOutcome.stored(3, 0, 2));
        assertThat(later).isEqualTo(StoreOutcome.stored(1, 0, 1));
        assertThat(letters()).containsExactly("0 STORED 2 1 null", "1 null null 1 null");
        assertThat(rowsOfRider13()).isEqualTo(1);
        assertThat(database.queryLong("SELECT count(*) FROM rider_location WHERE rider_id = 1"))
                .isEqualTo(2);
    }

    @Test
    void aRecordThatFailsAgainIsANewLetterThatCountsOnAndKnowsWhereTheEventStoodFirst() throws SQLException {
        StoreOutcome outcome =
                store(FakeRead.locations(0, 2).redriven(1, BROKEN).redriven(1, BROKEN));

        assertThat(outcome).isEqualTo(StoreOutcome.stored(0, 1, 1));
        assertThat(letters()).containsExactly("0 null null 1 null", "1 FAILED_AGAIN 2 1 null", "2 null null 1 1");

        database.execute("UPDATE dead_letter SET attempts = 2 WHERE kafka_offset = 2");
        store(FakeRead.locations(0, 4).redriven(2, BROKEN));

        assertThat(letters())
                .containsExactly(
                        "0 null null 1 null", "1 FAILED_AGAIN 2 1 null", "2 FAILED_AGAIN 4 2 1", "4 null null 2 1");
    }

    @Test
    void aRecordThatPostgresRefusesAgainIsANewLetterToo() throws SQLException {
        refuseRider13();

        StoreOutcome outcome = store(FakeRead.locations(0, 2)
                .with(Events.location(1, 0))
                .redriven(0, RIDER_13)
                .redriven(0, RIDER_13));

        assertThat(outcome).isEqualTo(StoreOutcome.stored(1, 1, 1));
        assertThat(letters()).containsExactly("0 FAILED_AGAIN 3 1 null", "1 null null 1 null", "3 null null 1 0");
    }

    @Test
    void anOrderUpdateIsSettledLikeALocation() throws SQLException {
        store(FakeRead.orders(0, 0).with(BROKEN));
        byte[] update = Events.order(9, OrderState.ORDER_STATE_PLACED, Events.SESSION);
        database.execute("UPDATE dead_letter SET value = '\\x" + hex(update) + "' WHERE topic_id = '"
                + ORDER_LOG.topicId() + "'");

        StoreOutcome outcome = store(FakeRead.orders(0, 1).redriven(0, update).redriven(0, update));

        assertThat(outcome).isEqualTo(StoreOutcome.stored(1, 0, 1));
        assertThat(database.queryLong("SELECT outcome_offset FROM dead_letter WHERE topic_id = '" + ORDER_LOG.topicId()
                        + "' AND outcome = 'STORED'"))
                .isEqualTo(1);
    }

    @Test
    void aRecordThatOnlyPretendsIsARecordLikeAnyOther() throws SQLException {
        StoreOutcome outcome = store(FakeRead.locations(0, 2)
                .redriven(0, Events.location(14, 0))
                .redriven(5, Events.location(14, 1))
                .redriven(77, Events.location(14, 2))
                .redriven(new DeadLetterName(LOCATION_LOG.topicId(), 1, 0), RIDER_13)
                .redriven(new DeadLetterName(ORDER_LOG.topicId(), 0, 0), RIDER_13));

        assertThat(outcome).isEqualTo(StoreOutcome.stored(5, 0, 0));
        assertThat(letters()).containsExactly("0 null null 1 null", "1 null null 1 null");
    }

    @Test
    void aBatchThatIsNotStoredSettlesNothing() throws SQLException {
        StoreOutcome lost = store(FakeRead.locations(0, 5).redriven(0, RIDER_13));

        assertThat(lost.isStored()).isFalse();
        assertThat(letters()).containsExactly("0 null null 1 null", "1 null null 1 null");
        assertThat(store(FakeRead.locations(0, 2).redriven(0, RIDER_13))).isEqualTo(StoreOutcome.stored(1, 0, 0));
    }

    /** Offset, outcome, its offset, attempts, first offset: of the letters of locations. */
    private List<String> letters() throws SQLException {
        return TestSchema.query(
                database,
                "SELECT kafka_offset, outcome, outcome_offset, attempts, first_offset FROM dead_letter WHERE topic_id = '"
                        + LOCATION_LOG.topicId() + "' ORDER BY kafka_offset");
    }

    private long rowsOfRider13() {
        return database.queryLong("SELECT count(*) FROM rider_location WHERE rider_id = 13");
    }

    private void refuseRider13() {
        database.execute("ALTER TABLE rider_location ADD CONSTRAINT no_rider_13 CHECK (rider_id <> 13)");
    }

    private StoreOutcome store(PartitionRead... reads) {
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(reads)));
        return store.store(staged);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
