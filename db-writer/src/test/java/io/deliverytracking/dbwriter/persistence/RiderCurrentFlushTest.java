package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.CurrentPositions;
import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.Pause;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DeliveryPostgres
class RiderCurrentFlushTest {
    private static final LogPartition P0 = new LogPartition(FakeRead.LOCATIONS, 0);

    private static final Duration SPREAD = Duration.ofMinutes(1);

    private final PostgresDatabase database;
    private final WaitlessPause pause = new WaitlessPause();
    private CurrentPositions positions = new CurrentPositions();
    private RiderCurrentFlush flush;

    RiderCurrentFlushTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.flush = new RiderCurrentFlush(database.dataSource(), positions, SPREAD, pause);
    }

    @BeforeEach
    void emptyTables() {
        TestSchema.clear(database);
        TestSchema.begin(database, FakeRead.LOCATION_LOG, 0, 0);
    }

    @Test
    void theLatestOfEachRiderIsWritten() throws SQLException {
        store(FakeRead.locations(0, 0)
                .with(Events.location(1, 5))
                .with(Events.location(1, 4))
                .with(Events.location(2, 1)));

        assertThat(flush.flush()).isEqualTo(2);

        assertThat(sequenceOf(1)).isEqualTo(5);
        assertThat(sequenceOf(2)).isEqualTo(1);
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(3);
        assertThat(database.queryLong("SELECT count(*) FROM ingest_offset WHERE current_floor IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void aLateFlushNeverMovesARiderBack() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, Events.SESSION + 1, 0)));
        flush.flush();

        store(FakeRead.locations(0, 1).with(Events.location(1, Events.SESSION, 99)));
        flush.flush();

        assertThat(database.queryLong("SELECT session FROM rider_current")).isEqualTo(Events.SESSION + 1);
    }

    @Test
    void anAbsentOrderIsNull() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 0)));
        flush.flush();

        assertThat(database.queryLong("SELECT count(*) FROM rider_current WHERE order_id IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void afterACrashTheRowsSinceTheLastFlushAreReadBack() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        flush.flush();
        store(FakeRead.locations(0, 1).with(Events.location(1, 2)).with(Events.location(3, 0)));
        crash();

        positions.needRebuild(P0); // as taking over the partition does
        flush.flush();

        assertThat(sequenceOf(1)).isEqualTo(2);
        assertThat(sequenceOf(3)).isZero();
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(3);
    }

    @Test
    void theRebuildLeavesOutWhatIsInMemory() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        crash();
        positions.needRebuild(P0);
        store(FakeRead.locations(0, 1).with(Events.location(2, 2)));
        // Nobody does that; so it shows which rows were read.
        database.execute("UPDATE rider_location SET sequence = sequence + 100");

        flush.flush();

        assertThat(sequenceOf(1)).isEqualTo(101);
        assertThat(sequenceOf(2)).isEqualTo(2);
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(2);
        assertThat(database.queryLong("SELECT count(*) FROM ingest_offset WHERE current_floor IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void theRebuildFindsABacklogWhoseRecordsAreOlderThanTheLastFlush() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        flush.flush();
        store(FakeRead.locations(0, 1).with(FakeRead.SENT_MS - 86_400_000, Events.location(2, 8)));
        crash();

        positions.needRebuild(P0);
        flush.flush();

        assertThat(sequenceOf(2)).isEqualTo(8);
    }

    @Test
    void theFloorRisesOnlyWhenEverythingBelowItIsFlushed() throws SQLException {
        store(FakeRead.locations(0, 0).with(FakeRead.SENT_MS, Events.location(1, 1)));
        flush.flush();
        store(FakeRead.locations(0, 1).with(FakeRead.SENT_MS + 60_000, Events.location(1, 2)));
        store(FakeRead.locations(0, 2).with(FakeRead.SENT_MS + 30_000, Events.location(1, 3)));

        assertThat(database.queryLong("SELECT extract(epoch FROM current_floor) * 1000 FROM ingest_offset"))
                .isEqualTo(FakeRead.SENT_MS + 30_000);
    }

    @Test
    void aBatchThatIsStoredDuringTheFlushLowersTheFloorToItself() throws SQLException {
        store(FakeRead.locations(0, 0).with(FakeRead.SENT_MS, Events.location(1, 1)));
        DataSource slow = afterDraining(
                () -> store(FakeRead.locations(0, 1).with(FakeRead.SENT_MS + 60_000, Events.location(1, 2))));

        new RiderCurrentFlush(slow, positions, SPREAD, pause).flush();

        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(1);
        assertThat(database.queryLong("SELECT extract(epoch FROM current_floor) * 1000 FROM ingest_offset"))
                .isEqualTo(FakeRead.SENT_MS + 60_000);
    }

    /** What the other one stored was not seen here, so what was seen since then says nothing about the floor. */
    @Test
    void aPartitionThatComesBackDuringTheFlushIsReadBackFromWhereItWent() throws SQLException {
        store(FakeRead.locations(0, 0).with(FakeRead.SENT_MS, Events.location(1, 1)));
        DataSource slow = afterDraining(() -> {
            storeElsewhere(FakeRead.locations(0, 1).with(FakeRead.SENT_MS, Events.location(2, 7)));
            positions.needRebuild(P0); // as taking it over again does
            store(FakeRead.locations(0, 2).with(FakeRead.SENT_MS + 60_000, Events.location(1, 2)));
        });

        new RiderCurrentFlush(slow, positions, SPREAD, pause).flush();
        flush.flush();

        assertThat(sequenceOf(1)).isEqualTo(2);
        assertThat(sequenceOf(2)).isEqualTo(7);
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(3);
    }

    @Test
    void aFailedFlushIsMadeUpForByTheNext() throws SQLException {
        store(FakeRead.locations(0, 0).with(Events.location(1, 1)));
        database.execute("ALTER TABLE rider_current RENAME TO elsewhere");
        assertThatThrownBy(() -> flush.flush()).isInstanceOf(SQLException.class);
        database.execute("ALTER TABLE elsewhere RENAME TO rider_current");

        flush.flush();

        assertThat(sequenceOf(1)).isEqualTo(1);
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(1);
    }

    @Test
    void manyRidersAreWrittenInPartsThatAreSpreadOverTheTime() throws SQLException {
        store(riders(625));

        assertThat(flush.flush()).isEqualTo(625);

        assertThat(database.queryLong("SELECT count(*) FROM rider_current")).isEqualTo(625);
        assertThat(database.queryLong("SELECT count(DISTINCT xmin::text) FROM rider_current"))
                .isEqualTo(3);
        assertThat(database.queryLong("SELECT count(DISTINCT xmin::text) FROM rider_current WHERE rider_id <= 250"))
                .isEqualTo(1);
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(625);
        // Not before the first part; the third is due after two thirds of the time.
        assertThat(pause.waits())
                .hasSize(2)
                .last()
                .satisfies(last -> assertThat(last)
                        .isGreaterThan(SPREAD.dividedBy(2))
                        .isLessThanOrEqualTo(SPREAD.multipliedBy(2).dividedBy(3)));
    }

    @Test
    void aFlushThatTheStopCutsOffIsMadeUpForAfterIt() throws SQLException {
        store(riders(1_500));
        pause.stop();

        assertThat(flush.flush()).isZero();

        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isZero();
        crash();
        positions.needRebuild(P0);
        flush.flush();
        assertThat(database.queryLong("SELECT count(*) FROM rider_current")).isEqualTo(1_500);
        assertThat(database.queryLong("SELECT current_offset FROM ingest_offset"))
                .isEqualTo(1_500);
    }

    private static FakeRead riders(int count) {
        FakeRead read = FakeRead.locations(0, 0);
        for (int rider = count; rider >= 1; rider--) {
            read.with(Events.location(rider, 1));
        }
        return read;
    }

    private void crash() {
        positions = new CurrentPositions();
        flush = new RiderCurrentFlush(database.dataSource(), positions, SPREAD, pause);
    }

    private long sequenceOf(int rider) {
        return database.queryLong("SELECT sequence FROM rider_current WHERE rider_id = " + rider);
    }

    /** A data source by which something happens between the drain of the positions and their flush. */
    private DataSource afterDraining(Runnable meanwhile) {
        PGSimpleDataSource slow = new PGSimpleDataSource() {
            private boolean asked;

            @Override
            public Connection getConnection() throws SQLException {
                if (!asked) {
                    asked = true;
                    meanwhile.run();
                }
                return super.getConnection();
            }
        };
        slow.setUrl(database.jdbcUrl());
        slow.setUser(database.user());
        slow.setPassword(database.password());
        return slow;
    }

    private void store(FakeRead read) {
        positions.apply(storeElsewhere(read));
    }

    /** As another writer does it. */
    private StagedBatch storeElsewhere(FakeRead read) {
        StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
        staged.load(new ReadBatch(List.of(read)));
        assertThat(TestSchema.store(database).store(staged).isStored()).isTrue();
        return staged;
    }

    /** Waits for nothing, and remembers for how long it should have. */
    private static final class WaitlessPause implements Pause {
        private final List<Duration> waits = new ArrayList<>();
        private boolean stopping;

        List<Duration> waits() {
            return waits;
        }

        void stop() {
            stopping = true;
        }

        @Override
        public boolean await(Duration duration) {
            waits.add(duration);
            return !stopping;
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }
    }
}
