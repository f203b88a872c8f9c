package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Acknowledge;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each direct way against a real Postgres, as a process of its own. */
@Tag("long")
@DeliveryPostgres
class DirectWaysTest {

    private static final WayOfWriting ROW = new WayOfWriting.DirectRow(4);
    private static final WayOfWriting HIBERNATE = new WayOfWriting.DirectHibernate(4);
    private static final WayOfWriting BATCH_AFTER = new WayOfWriting.DirectBatch(2, 100, 20, Acknowledge.AFTER_COMMIT);
    private static final WayOfWriting BATCH_BEFORE =
            new WayOfWriting.DirectBatch(2, 100, 20, Acknowledge.BEFORE_COMMIT);

    @TempDir
    Path directory;

    static Stream<WayOfWriting> honestWays() {
        return Stream.of(ROW, HIBERNATE, BATCH_AFTER);
    }

    static Stream<WayOfWriting> allWays() {
        return Stream.concat(honestWays(), Stream.of(BATCH_BEFORE));
    }

    @BeforeAll
    static void tables(PostgresDatabase database) {
        DeliverySchema.create(database);
    }

    @BeforeEach
    void noRows(PostgresDatabase database) {
        database.execute("TRUNCATE rider_location");
    }

    @ParameterizedTest
    @MethodSource("allWays")
    void whatIsAcknowledgedIsStoredOnce(WayOfWriting way, PostgresDatabase database) throws Exception {
        ApplicationSettings settings = TestRun.direct(
                way,
                List.of(new Phase("warm-up", 0.5, 200, false), new Phase("load", 1.5, 1_000, true)),
                database,
                directory);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.offered()).isEqualTo(100 + 1_500);
            assertThat(summary.acknowledged()).isEqualTo(1_600);
            assertThat(summary.errorMessages()).isEmpty();
            assertThat(summary.acknowledgement().count()).isEqualTo(1_500);
            assertThat(application.seconds().stream()
                            .mapToLong(ApplicationSecond::acknowledged)
                            .sum())
                    .isEqualTo(1_600);
            assertThat(TestRun.account(settings, database))
                    .isEqualTo(new Account(1_600, 0, 1_600, 0, 0, 1_600, 0, 0, 0, 0, 0));
        }
        assertThat(database.queryLong("SELECT count(DISTINCT kafka_offset) FROM rider_location WHERE session = "
                        + settings.session() + " AND kafka_partition = -1 AND kafka_offset BETWEEN 0 AND 1599"
                        + " AND rider_id BETWEEN 1 AND 500 AND sequence BETWEEN 0 AND 3"
                        + " AND (order_id IS NULL) = (status = 1)"
                        + " AND speed_cm_s BETWEEN 300 AND 700 AND heading_deg BETWEEN 0 AND 359"
                        + " AND accuracy_m BETWEEN 3 AND 15 AND status BETWEEN 1 AND 4"
                        + " AND latitude_e7 BETWEEN 523000000 AND 527000000"
                        + " AND longitude_e7 BETWEEN 131000000 AND 137000000"
                        + " AND record_time >= event_time"))
                .isEqualTo(1_600);
        assertThat(database.queryLong(
                        "SELECT extract(epoch FROM max(event_time) - min(event_time)) * 1000 FROM rider_location"))
                .isEqualTo(1_999);
    }

    @ParameterizedTest
    @MethodSource("allWays")
    void aFullQueueRefusesAndSaysHowManyAndWhatWasTakenIsStoredInTheEnd(WayOfWriting way, PostgresDatabase database)
            throws Exception {
        ApplicationSettings settings =
                TestRun.direct(way, TestRun.load(3, 2_000), database, directory).withQueueBytes(65_536);
        try (Connection locker = database.connect();
                ApplicationProcess application = start(settings)) {
            lockTable(locker);
            await().atMost(TestRun.PATIENCE).until(() -> refused(application) > 0);
            locker.rollback();
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.offered()).isEqualTo(6_000);
            assertThat(summary.refused()).isPositive();
            assertThat(summary.acknowledged()).isEqualTo(6_000 - summary.refused());
            assertThat(summary.peakQueueBytes()).isBetween(60_000L, 65_536L);
            long taken = 6_000 - summary.refused();
            assertThat(TestRun.account(settings, database))
                    .isEqualTo(new Account(6_000, summary.refused(), taken, 0, 0, taken, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void anUnboundedQueueRefusesNothing(PostgresDatabase database) throws Exception {
        ApplicationSettings settings =
                TestRun.direct(ROW, TestRun.load(3, 2_000), database, directory).withQueueBytes(0);
        try (Connection locker = database.connect();
                ApplicationProcess application = start(settings)) {
            lockTable(locker);
            await().atMost(TestRun.PATIENCE)
                    .until(() -> application.seconds().stream().anyMatch(second -> second.queueBytes() > 100_000));
            locker.rollback();
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.refused()).isZero();
            assertThat(TestRun.account(settings, database))
                    .isEqualTo(new Account(6_000, 0, 6_000, 0, 0, 6_000, 0, 0, 0, 0, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("honestWays")
    void aKillLosesNothingThatWasAcknowledgedAfterTheCommit(WayOfWriting way, PostgresDatabase database)
            throws Exception {
        Account account = accountAfterKill(way, database);

        assertThat(account.acknowledged()).isPositive();
        assertThat(account.lost()).isZero();
        assertThat(account.duplicated()).isZero();
        assertThat(account.neverSent()).isZero();
        assertThat(account.stored()).isEqualTo(account.acknowledged() + account.unansweredStored());
        assertThat(account.offered()).isEqualTo(account.refused() + account.acknowledged() + account.unanswered());
        assertThat(account.unanswered()).isPositive();
    }

    @Test
    void aKillLosesExactlyWhatWasAcknowledgedBeforeItsCommit(PostgresDatabase database) throws Exception {
        Account account = accountAfterKill(BATCH_BEFORE, database);

        assertThat(account.stored()).isPositive();
        assertThat(account.lost()).isPositive().isEqualTo(account.acknowledged() - account.stored());
        assertThat(account.duplicated()).isZero();
        assertThat(account.neverSent()).isZero();
        assertThat(database.queryLong("SELECT count(*) FROM rider_location")).isEqualTo(account.stored());
    }

    /** Killed while the database makes it wait, after it has stored something. */
    private Account accountAfterKill(WayOfWriting way, PostgresDatabase database) throws Exception {
        ApplicationSettings settings = TestRun.direct(way, TestRun.load(600, 1_000), database, directory);
        try (Connection locker = database.connect();
                ApplicationProcess application = start(settings)) {
            await().atMost(TestRun.PATIENCE).until(() -> database.queryLong("SELECT count(*) FROM rider_location") > 0);
            lockTable(locker);
            await().atMost(TestRun.PATIENCE)
                    .until(() -> application.seconds().stream().anyMatch(second -> second.pending() > 200));
            application.kill();

            assertThat(application.await(TestRun.PATIENCE)).isEmpty();
            locker.rollback();
            return TestRun.account(settings, database);
        }
    }

    /** Of events a fixed number in flight would have shown one slow one each; these were all due, and all waited. */
    @ParameterizedTest
    @MethodSource("honestWays")
    void latencyCountsFromTheMomentAtWhichAnEventWasDue(WayOfWriting way, PostgresDatabase database) throws Exception {
        ApplicationSettings settings = TestRun.direct(way, TestRun.load(4, 500), database, directory);
        try (Connection locker = database.connect();
                ApplicationProcess application = start(settings)) {
            lockTable(locker);
            long lockedNs = System.nanoTime();
            int before = application.seconds().size();
            await().atMost(TestRun.PATIENCE).until(() -> application.seconds().size() >= before + 2);
            long heldUs = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - lockedNs);
            locker.rollback();
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            // At least a second of four was locked, so one event in eight was due in the lock's first half.
            assertThat(summary.acknowledgement().count()).isEqualTo(2_000);
            assertThat(summary.acknowledgement().p99Us()).isGreaterThan(heldUs / 2);
            assertThat(summary.acknowledgement().meanUs()).isGreaterThan(heldUs / 32.0);
        }
    }

    @ParameterizedTest
    @MethodSource("honestWays")
    void whatCannotBeStoredInTimeIsAbandonedAndItsOutcomeUnknown(WayOfWriting way, PostgresDatabase database)
            throws Exception {
        ApplicationSettings settings =
                TestRun.direct(way, TestRun.load(1, 500), database, directory).withDrainSeconds(1);
        try (Connection locker = database.connect();
                ApplicationProcess application = start(settings)) {
            lockTable(locker);
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();
            locker.rollback();

            assertThat(summary.abandoned()).isPositive().isEqualTo(500 - summary.acknowledged());
            Account account = TestRun.account(settings, database);
            assertThat(account.acknowledged()).isEqualTo(summary.acknowledged());
            assertThat(account.unanswered()).isEqualTo(summary.abandoned());
            assertThat(account.lost()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("honestWays")
    void synchronousCommitIsThatOfTheSettings(WayOfWriting way, PostgresDatabase database) throws Exception {
        database.execute("CREATE OR REPLACE FUNCTION tell_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " NEW.accuracy_m = CASE current_setting('synchronous_commit') WHEN 'off' THEN 999 ELSE 111 END;"
                + " RETURN NEW; END $$;"
                + " CREATE TRIGGER tell_commit BEFORE INSERT ON rider_location"
                + " FOR EACH ROW EXECUTE FUNCTION tell_commit()");
        ApplicationSettings settings =
                TestRun.direct(way, TestRun.load(0.5, 200), database, directory).withSynchronousCommit(false);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            assertThat(application.await(TestRun.PATIENCE)).isPresent();
            assertThat(database.queryLong("SELECT count(*) FROM rider_location WHERE accuracy_m = 999"))
                    .isEqualTo(100);
        } finally {
            database.execute("DROP TRIGGER tell_commit ON rider_location");
        }
    }

    private static ApplicationProcess start(ApplicationSettings settings) throws Exception {
        ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME);
        application.awaitStart(TestRun.PATIENCE);
        return application;
    }

    private static long refused(ApplicationProcess application) {
        return application.seconds().stream()
                .mapToLong(ApplicationSecond::refused)
                .sum();
    }

    /** Until the transaction ends. */
    private static void lockTable(Connection locker) throws Exception {
        locker.setAutoCommit(false);
        try (Statement statement = locker.createStatement()) {
            statement.execute("LOCK TABLE rider_location IN ACCESS EXCLUSIVE MODE");
        }
    }
}
