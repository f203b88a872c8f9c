package io.deliverytracking.dbwriter.persistence;

import static io.deliverytracking.dbwriter.domain.FakeRead.LOCATION_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.SENT_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Pages that a trail reads in a partition that is still being written. */
@DeliveryPostgres
class RangeSummaryTest {
    private static final int RIDERS = 20_000;
    private static final int BATCH_ROWS = 4_000;
    private static final int SECONDS = 4;
    /** By which the clock goes on each time that it is looked at. */
    private static final long STEP_NS = Duration.ofMillis(10).toNanos();

    /** More than any rest that an attempt of one step has coming. */
    private static final long REST_NS = 20 * STEP_NS;

    private static final int NEW_RIDER = 1_000_000;

    /** With those that are there more than the 1,360 pages whose ranges have a place in the index from the first. */
    private static final int COPIED_ROWS = 45_000;

    private static final int LATER_ROWS = 500;

    /** The server keeps up to so many until more come, so the last of them come after the summary, too. */
    private static final int ROWS_IN_HAND = 1_000;

    private static final Pattern PAGES = Pattern.compile("Heap Blocks:.* lossy=(\\d+)");

    private final PostgresDatabase database;
    private final PostgresBatchStore store;
    private final RangeSummary summary;
    private long clockNs;

    RangeSummaryTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.store = TestSchema.store(database);
        this.summary = new RangeSummary(database.dataSource(), TestSchema.WIDTH, () -> clockNs += STEP_NS);
    }

    @BeforeEach
    void fourSecondsOfManyRiders() {
        TestSchema.clear(database);
        TestSchema.begin(database, LOCATION_LOG, 0, 0);
        store(1);
    }

    /** After all rest that writers have had coming. */
    private void run() throws SQLException {
        clockNs += REST_NS;
        runAtOnce();
    }

    private void runAtOnce() throws SQLException {
        summary.run(Instant.ofEpochMilli(SENT_MS));
    }

    /** The one of this moment. */
    private String leaf(long epochMs) throws SQLException {
        return TestSchema.query(
                        database,
                        "SELECT name FROM rider_location_partition WHERE range_start <= to_timestamp(" + epochMs / 1000
                                + ") AND range_end > to_timestamp(" + epochMs / 1000 + ")")
                .get(0);
    }

    /** All of it once more, as if the riders had been there for the {@code session}th time. */
    private void store(int session) {
        int batches = RIDERS * SECONDS / BATCH_ROWS;
        for (int batch = 0; batch < batches; batch++) {
            FakeRead read = FakeRead.locations(0, (long) ((session - 1) * batches + batch) * BATCH_ROWS);
            for (int row = 0; row < BATCH_ROWS; row++) {
                // A prime that strides over all riders: neighbours in the log are far apart in number.
                int event = batch * BATCH_ROWS + row;
                int rider = (int) (event * 7_919L % RIDERS) + 1;
                read.with(SENT_MS + event * 1000L / RIDERS, Events.location(rider, event / RIDERS));
            }
            StagedBatch staged = new StagedBatch(FakeRead.LOCATIONS);
            staged.load(new ReadBatch(List.of(read)));
            store.store(staged);
        }
    }

    @Test
    void aTrailReadsAFewPagesOnceTheyAreSummedUp() throws SQLException {
        long pages =
                database.queryLong("SELECT sum(pg_relation_size(name::regclass)) / 8192 FROM rider_location_partition");
        assertThat(pages).isGreaterThan(900);
        assertThat(pagesOfATrail()).isGreaterThan(pages / 2);

        run();

        assertThat(pagesOfATrail()).isLessThan(pages / 15);
    }

    @Test
    void whatComesLaterIsSummedUpAsWellHoweverMuchItIs() throws SQLException {
        run();
        for (int session = 2; session <= 4; session++) {
            store(session);
        }

        run();

        assertThat(pagesOfATrail()).isLessThan(150);
    }

    /** As a restarted writer finds it: writers would wait for as long as all of it takes. */
    @Test
    void aPartitionThatIsFirstSeenIsSummedUpInParts() throws SQLException {
        for (int doubled = 0; doubled < 4; doubled++) {
            database.execute("INSERT INTO rider_location SELECT * FROM rider_location");
        }

        run();
        assertThat(pagesOfATrail()).isGreaterThan(4_000);

        run();
        assertThat(pagesOfATrail()).isLessThan(1_000);
    }

    /** Nobody wants to wait for somebody who writes into yesterday. */
    @Test
    void aPartitionThatSomebodyHoldsKeepsNoOtherWaiting() throws SQLException {
        long widthMs = TestSchema.WIDTH.toMillis();
        long startMs = SENT_MS / widthMs * widthMs;
        database.execute("SELECT rider_location_create_partition(to_timestamp(" + (startMs - widthMs) / 1000
                + "), to_timestamp(" + startMs / 1000 + "))");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE " + leaf(SENT_MS - widthMs) + " IN ROW EXCLUSIVE MODE");

            run();

            assertThat(pagesOfATrail()).isLessThan(100);
        }
    }

    /** Its summaries may be those that a crash of the database has taken. */
    @Test
    void afterAFailureNothingIsTakenForSummedUp() throws SQLException {
        run();
        database.execute("SELECT brin_desummarize_range((SELECT i.indexrelid FROM pg_index i JOIN pg_class c ON"
                + " c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam WHERE m.amname = 'brin' AND i.indrelid = '"
                + leaf(SENT_MS) + "'::regclass), page) FROM generate_series(0, pg_relation_size('" + leaf(SENT_MS)
                + "') / 8192 - 1) page");
        run();
        assertThat(pagesOfATrail()).as("it is remembered as summed up").isGreaterThan(500);
        database.execute("ALTER VIEW rider_location_partition RENAME TO renamed");
        assertThatThrownBy(this::run).isInstanceOf(SQLException.class);
        database.execute("ALTER VIEW renamed RENAME TO rider_location_partition");

        run();

        assertThat(pagesOfATrail()).as("two seconds of rest").isGreaterThan(500);
        clockNs += Duration.ofSeconds(2).toNanos();
        run();
        assertThat(pagesOfATrail()).isLessThan(100);
    }

    /** It has the same name and another content. */
    @Test
    void aPartitionThatWasEmptiedIsBegunAnew() throws SQLException {
        run();
        fourSecondsOfManyRiders();

        run();

        assertThat(pagesOfATrail()).isLessThan(100);
    }

    @Test
    void aPartitionAtRestIsLeftToItsOwnIndex() throws SQLException {
        summary.run(Instant.ofEpochMilli(SENT_MS).plus(TestSchema.WIDTH.multipliedBy(3)));

        assertThat(pagesOfATrail()).isGreaterThan(500);
    }

    @Test
    void aPartitionThatTheVacuumIsAtIsLeftOut() throws SQLException {
        String leaf = leaf(SENT_MS);
        try (Connection vacuum = database.connect();
                Statement statement = vacuum.createStatement()) {
            vacuum.setAutoCommit(false);
            // The lock of a vacuum.
            statement.execute("LOCK TABLE " + leaf + " IN SHARE UPDATE EXCLUSIVE MODE");

            run();

            assertThat(pagesOfATrail()).isGreaterThan(500);
        }
        run();
        assertThat(pagesOfATrail()).isLessThan(100);
    }

    /**
     * A COPY does not learn that the index has grown since it began. Pages summed up in its midst would hide from every trail
     * what it puts into them afterwards.
     */
    @Test
    void whatACopyGoesOnToWriteIsFoundAlthoughPagesWereToBeSummedUpMeanwhile() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY rider_location (record_time, event_time, session, kafka_offset, rider_id, sequence,"
                            + " latitude_e7, longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m, status)"
                            + " FROM STDIN");
            send(copy, NEW_RIDER, COPIED_ROWS);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            database.queryLong("SELECT coalesce(sum(tuples_processed), 0) FROM pg_stat_progress_copy"
                                            + " WHERE datname = current_database()")
                                    > COPIED_ROWS - ROWS_IN_HAND);

            run();

            send(copy, NEW_RIDER + COPIED_ROWS, LATER_ROWS);
            copy.endCopy();
            connection.commit();
        }
        runAtOnce();

        assertThat(pagesOfATrail()).as("writers have rest").isGreaterThan(500);

        run();

        assertThat(ridersFound(NEW_RIDER + COPIED_ROWS - ROWS_IN_HAND, ROWS_IN_HAND + LATER_ROWS))
                .isEqualTo(ROWS_IN_HAND + LATER_ROWS);
        assertThat(pagesOfATrail()).isLessThan(100);
    }

    /** It would sum up while a COPY goes on, and waits for nobody. */
    @Test
    void rowsThatComeStartNoVacuum() throws SQLException {
        assertThat(TestSchema.query(
                        database,
                        "SELECT DISTINCT reloptions::text FROM rider_location_partition p JOIN pg_class c"
                                + " ON c.oid = p.name::regclass"))
                .containsExactly("{autovacuum_vacuum_insert_threshold=-1,autovacuum_vacuum_threshold=2147483647}");
    }

    private static void send(CopyIn copy, int firstRider, int count) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int rider = firstRider; rider < firstRider + count; rider++) {
            Instant sent = Instant.ofEpochMilli(SENT_MS);
            rows.append(sent)
                    .append('\t')
                    .append(sent)
                    .append("\t1\t")
                    .append(rider)
                    .append('\t')
                    .append(rider)
                    .append("\t0\t0\t0\t0\t0\t0\t0\t1\n");
        }
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.flushCopy();
    }

    /** As the index has it: each on its own, so that no other rider's page helps. */
    private int ridersFound(int firstRider, int count) throws SQLException {
        int found = 0;
        try (Connection connection = database.connect();
                Statement session = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT count(*) FROM rider_location WHERE rider_id = ? AND record_time = ?")) {
            session.execute("SET enable_seqscan = off");
            statement.setTimestamp(2, Timestamp.from(Instant.ofEpochMilli(SENT_MS)));
            for (int rider = firstRider; rider < firstRider + count; rider++) {
                statement.setInt(1, rider);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    found += row.getInt(1);
                }
            }
        }
        return found;
    }

    private long pagesOfATrail() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            try (ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT * FROM"
                    + " rider_location WHERE rider_id = 777 AND record_time >= to_timestamp(" + SENT_MS / 1000
                    + ") AND record_time < to_timestamp(" + (SENT_MS / 1000 + SECONDS + 1) + ")")) {
                long pages = 0;
                while (row.next()) {
                    Matcher found = PAGES.matcher(row.getString(1));
                    pages += found.find() ? Long.parseLong(found.group(1)) : 0;
                }
                return pages;
            }
        }
    }
}
