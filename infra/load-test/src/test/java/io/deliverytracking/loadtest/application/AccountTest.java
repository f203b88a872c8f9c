package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.Topics;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two riders with five events each: ledger and rows written by hand. */
@DeliveryPostgres
class AccountTest {

    private static final long SESSION = 1_700_000_000_000L;
    private static final int RIDERS = 2;
    private static final int EVENTS = 5;

    @TempDir
    Path directory;

    @BeforeAll
    static void tables(PostgresDatabase database) {
        DeliverySchema.create(database);
    }

    @BeforeEach
    void allRows(PostgresDatabase database) {
        database.execute("TRUNCATE rider_location");
        database.execute(insert(SESSION, "generate_series(0, 4)"));
    }

    @Test
    void whatIsAcknowledgedAndStoredOnceIsInOrder(PostgresDatabase database) throws Exception {
        acknowledgeAll(SESSION, 10);

        assertThat(account(database)).isEqualTo(new Account(10, 0, 10, 0, 0, 10, 0, 0, 0, 0, 0));
    }

    @Test
    void whatWasOfferedAndNeverTakenWasRefused(PostgresDatabase database) throws Exception {
        acknowledgeAll(SESSION, 17);

        assertThat(account(database)).isEqualTo(new Account(17, 7, 10, 0, 0, 10, 0, 0, 0, 0, 0));
    }

    @Test
    void aLostADoubledAndAnUnsentRowAreTold(PostgresDatabase database) throws Exception {
        acknowledgeAll(SESSION, 10);
        database.execute("DELETE FROM rider_location WHERE rider_id = 1 AND sequence = 2");
        database.execute(insert(SESSION, "generate_series(4, 5)") + " WHERE rider = 2");

        Account account = account(database);

        assertThat(account).isEqualTo(new Account(10, 0, 10, 0, 0, 11, 0, 1, 0, 1, 1));
        assertThat(account.counts(12)).isEqualTo(new Counts(12, 10, 0, 10, 11, 1, 0, 1));
    }

    @Test
    void anEventWithoutAnswerIsNeitherLostNorADuplicateWhetherItIsStoredOrNot(PostgresDatabase database)
            throws Exception {
        try (LedgerWriter ledger = begin(SESSION)) {
            sendAll(ledger);
            ledger.intended(10, SESSION);
            ledger.acknowledged(0, 0);
        }
        database.execute("DELETE FROM rider_location WHERE rider_id = 2");

        assertThat(account(database)).isEqualTo(new Account(10, 0, 1, 9, 4, 5, 0, 0, 0, 0, 0));
    }

    @Test
    void whatIsSafeInTheLogIsNeitherStoredNorLost(PostgresDatabase database) throws Exception {
        acknowledgeAll(SESSION, 10);
        database.execute("DELETE FROM rider_location WHERE sequence > 1");
        UnstoredEvents log = (range, visitor) -> {
            visitor.visit(SESSION, 1, 2, 0, 2);
            visitor.visit(SESSION, 2, 2, 1, 2);
            visitor.visit(SESSION, 2, 3, 1, 3);
            return 3;
        };

        assertThat(Account.of(directory, TestRun.urlOf(database), log))
                .isEqualTo(new Account(10, 0, 10, 0, 0, 4, 3, 3, 0, 0, 0));
    }

    @Test
    void anEventInTheLogThatNobodyAcknowledgedDoesNotMakeUpForOneThatIsLost(PostgresDatabase database)
            throws Exception {
        try (LedgerWriter ledger = begin(SESSION)) {
            sendAll(ledger);
            ledger.intended(10, SESSION);
            ledger.acknowledged(0, 0);
            ledger.acknowledged(0, 1);
        }
        database.execute("DELETE FROM rider_location WHERE sequence > 0");
        UnstoredEvents log = (range, visitor) -> {
            visitor.visit(SESSION, 2, 1, 1, 1);
            return 1;
        };

        Account account = Account.of(directory, TestRun.urlOf(database), log);

        assertThat(account.inLog()).isEqualTo(1);
        assertThat(account.lost()).isEqualTo(1);
    }

    @Test
    void whatTheLogDeletedUnreadIsLost(PostgresDatabase database) throws Exception {
        acknowledgeAll(SESSION, 10);
        database.execute("DELETE FROM rider_location WHERE rider_id = 1 AND sequence < 2");
        database.execute("INSERT INTO ingest_gap (cluster_id, topic_id, topic, partition, from_offset, to_offset)"
                + " VALUES ('cluster', gen_random_uuid(), '" + Topics.DELIVERY_LOCATION_UPDATES + "', 0, 0, 2)");
        try {
            assertThat(account(database).lost()).isEqualTo(2);
        } finally {
            database.execute("TRUNCATE ingest_gap");
        }
    }

    @Test
    void theRunsOfOneDirectoryAreOneAccount(PostgresDatabase database) throws Exception {
        long later = SESSION + 7_000;
        acknowledgeAll(SESSION, 10);
        acknowledgeAll(later, 12);
        database.execute(insert(later, "generate_series(0, 3)"));

        assertThat(account(database)).isEqualTo(new Account(22, 2, 20, 0, 0, 18, 0, 2, 0, 0, 0));
    }

    private Account account(PostgresDatabase database) throws Exception {
        return Account.of(directory, TestRun.urlOf(database), UnstoredEvents.NONE);
    }

    private LedgerWriter begin(long session) throws IOException {
        LedgerWriter ledger = new LedgerDirectory(directory).begin(session, RIDERS, 1, -1);
        for (int rider = 1; rider <= RIDERS; rider++) {
            ledger.addRider(rider);
        }
        return ledger;
    }

    private void acknowledgeAll(long session, long offered) throws IOException {
        try (LedgerWriter ledger = begin(session)) {
            sendAll(ledger);
            ledger.intended(offered, session);
            for (int slot = 0; slot < RIDERS; slot++) {
                for (int sequence = 0; sequence < EVENTS; sequence++) {
                    ledger.acknowledged(slot, sequence);
                }
            }
        }
    }

    private static void sendAll(LedgerWriter ledger) {
        for (int i = 0; i < RIDERS * EVENTS; i++) {
            ledger.nextSequence(i % RIDERS);
        }
    }

    private static String insert(long session, String sequences) {
        return "INSERT INTO rider_location SELECT now(), now(), " + session + ", sequence, NULL, rider, sequence,"
                + " 0, 0, -1, 0, 0, 0, 1 FROM " + sequences + " sequence, generate_series(1, 2) rider";
    }
}
