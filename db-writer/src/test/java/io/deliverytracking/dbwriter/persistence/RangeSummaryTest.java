package io.deliverytracking.dbwriter.persistence;

import static io.deliverytracking.dbwriter.domain.FakeRead.LOCATION_LOG;
import static io.deliverytracking.dbwriter.domain.FakeRead.SENT_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.dbwriter.domain.FakeRead;
import io.deliverytracking.dbwriter.domain.ReadBatch;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that a trail reads in a partition that is still being written. */
@DeliveryPostgres
class RangeSummaryTest {
    private static final int RIDERS = 20_000;
    private static final int BATCH_ROWS = 4_000;
    private static final int SECONDS = 4;
    private static final Pattern PAGES = Pattern.compile("Heap Blocks:.* lossy=(\\d+)");

    private final PostgresDatabase database;
    private final PostgresBatchStore store;
    private final RangeSummary summary;

    RangeSummaryTest(PostgresDatabase database) {
        this.database = database;
        TestSchema.migrate(database);
        this.store = TestSchema.store(database);
        this.summary = new RangeSummary(database.dataSource(), TestSchema.WIDTH);
    }

    @BeforeEach
    void fourSecondsOfManyRiders() {
        TestSchema.clear(database);
        TestSchema.begin(database, LOCATION_LOG, 0, 0);
        for (int batch = 0; batch < RIDERS * SECONDS / BATCH_ROWS; batch++) {
            FakeRead read = FakeRead.locations(0, (long) batch * BATCH_ROWS);
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

        summary.run(Instant.ofEpochMilli(SENT_MS));

        assertThat(pagesOfATrail()).isLessThan(pages / 15);
    }

    @Test
    void aPartitionAtRestIsLeftToItsOwnIndex() throws SQLException {
        summary.run(Instant.ofEpochMilli(SENT_MS).plus(TestSchema.WIDTH.multipliedBy(3)));

        assertThat(pagesOfATrail()).isGreaterThan(500);
    }

    @Test
    void aPartitionThatTheVacuumIsAtIsLeftOut() throws SQLException {
        String leaf = TestSchema.query(
                        database,
                        "SELECT name FROM rider_location_partition WHERE range_start <= to_timestamp(" + SENT_MS / 1000
                                + ") AND range_end > to_timestamp(" + SENT_MS / 1000 + ")")
                .get(0);
        try (Connection vacuum = database.connect();
                Statement statement = vacuum.createStatement()) {
            vacuum.setAutoCommit(false);
            // The lock of a vacuum.
            statement.execute("LOCK TABLE " + leaf + " IN SHARE UPDATE EXCLUSIVE MODE");

            summary.run(Instant.ofEpochMilli(SENT_MS));

            assertThat(pagesOfATrail()).isGreaterThan(500);
        }
        summary.run(Instant.ofEpochMilli(SENT_MS).plus(Duration.ofSeconds(1)));
        assertThat(pagesOfATrail()).isLessThan(100);
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
