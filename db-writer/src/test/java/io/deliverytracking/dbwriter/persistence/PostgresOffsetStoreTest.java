package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.LogBounds;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.StartingPoint;
import io.deliverytracking.dbwriter.domain.StartingPoint.Kind;
import io.deliverytracking.dbwriter.domain.WrongLogException;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeliveryPostgres
class PostgresOffsetStoreTest {
    private static final LogIdentity LOG = new LogIdentity("cluster-a", new UUID(0, 1), "positions");

    private final PostgresDatabase database;
    private final PostgresOffsetStore store;

    PostgresOffsetStoreTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.store = new PostgresOffsetStore(database.dataSource());
    }

    @BeforeEach
    void emptyTables() {
        TestSchema.clear(database);
    }

    @Test
    void theStartOfANewLogIsStoredBeforeAnythingIsRead() {
        StartingPoint start = store.takeOver(LOG, 2, new LogBounds(40, 90));

        assertThat(start.kind()).isEqualTo(Kind.FIRST_TIME);
        assertThat(start.offset()).isEqualTo(40);
        assertThat(database.queryLong("SELECT next_offset FROM ingest_offset WHERE partition = 2"))
                .isEqualTo(40);
        assertThat(store.takeOver(LOG, 2, new LogBounds(40, 90)).kind()).isEqualTo(Kind.RESUME);
    }

    @Test
    void whatRetentionRemovedBeforeTheFirstTakeoverIsAGapToo() {
        StartingPoint start = store.takeOver(LOG, 2, new LogBounds(40, 90));

        assertThat(start.missed()).isEqualTo(40);
        assertThat(
                        database.queryLong(
                                "SELECT to_offset FROM ingest_gap WHERE topic = 'positions' AND partition = 2 AND from_offset = 0"))
                .isEqualTo(40);
        store.takeOver(LOG, 2, new LogBounds(40, 90));
        assertThat(database.queryLong("SELECT count(*) FROM ingest_gap")).isEqualTo(1);
    }

    @Test
    void aLogThatHoldsEverythingHasNoGap() {
        assertThat(store.takeOver(LOG, 0, new LogBounds(0, 90)).missed()).isZero();

        assertThat(database.queryLong("SELECT count(*) FROM ingest_gap")).isZero();
    }

    /** The way out of a wrong log, as the message that stops the writer tells it. */
    @Test
    void aLogWhoseOffsetsWereDeletedIsTakenOverOnceMore() {
        store.takeOver(LOG, 0, new LogBounds(40, 90));
        database.execute("DELETE FROM ingest_offset");

        assertThat(store.takeOver(LOG, 0, new LogBounds(60, 90)).offset()).isEqualTo(60);

        assertThat(database.queryLong("SELECT sum(to_offset - from_offset) FROM ingest_gap"))
                .isEqualTo(60);
    }

    @Test
    void whatRetentionRemovesBeforeTheFirstReadIsAGapToo() {
        store.takeOver(LOG, 0, new LogBounds(40, 90));

        StartingPoint start = store.takeOver(LOG, 0, new LogBounds(60, 90));

        assertThat(start.kind()).isEqualTo(Kind.AFTER_GAP);
        assertThat(start.missed()).isEqualTo(20);
        assertThat(database.queryLong("SELECT next_offset FROM ingest_offset")).isEqualTo(60);
        assertThat(database.queryLong("SELECT sum(to_offset - from_offset) FROM ingest_gap WHERE from_offset = 40"))
                .isEqualTo(20);
    }

    @Test
    void aGapIsNotedOnce() {
        store.takeOver(LOG, 0, new LogBounds(0, 90));
        store.takeOver(LOG, 0, new LogBounds(60, 90));

        assertThat(store.takeOver(LOG, 0, new LogBounds(60, 90)).kind()).isEqualTo(Kind.RESUME);
        assertThat(database.queryLong("SELECT count(*) FROM ingest_gap")).isEqualTo(1);
    }

    @Test
    void aWrongLogChangesNothing() {
        store.takeOver(LOG, 0, new LogBounds(40, 90));
        LogIdentity anew = new LogIdentity("cluster-a", new UUID(0, 2), "positions");

        assertThatThrownBy(() -> store.takeOver(anew, 0, new LogBounds(0, 90))).isInstanceOf(WrongLogException.class);
        assertThatThrownBy(() -> store.takeOver(LOG, 0, new LogBounds(0, 39))).isInstanceOf(WrongLogException.class);

        assertThat(database.queryLong("SELECT count(*) FROM ingest_offset WHERE next_offset = 40"))
                .isEqualTo(1);
        assertThat(database.queryLong("SELECT count(*) FROM ingest_offset")).isEqualTo(1);
    }
}
