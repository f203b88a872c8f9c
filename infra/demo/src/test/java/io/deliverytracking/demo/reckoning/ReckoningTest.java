package io.deliverytracking.demo.reckoning;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.reckoning.Offence.Kind;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.events.ledger.SessionLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers are real ones; rows come from a list. */
class ReckoningTest {

    private static final long S = 1_772_000_000_000L;

    @TempDir
    Path directory;

    private final RowsInMemory rows = new RowsInMemory();

    @Test
    void everythingAcknowledgedAndStoredOnceBalances() throws IOException {
        ledger(S, ledger -> {
            send(ledger, 1, 5);
            send(ledger, 2, 3);
        });
        rows.rows(S, 1, 5).rows(S, 2, 3);

        Reckoning reckoning = reckon();

        assertThat(reckoning.reasons()).isEmpty();
        assertThat(reckoning.locations().sent()).isEqualTo(8);
        assertThat(reckoning.locations().stored()).isEqualTo(8);
        assertThat(ReckoningText.of(reckoning)).contains("The reckoning balances.");
    }

    @Test
    void anAcknowledgedEventThatIsNowhereIsMissingAndNamed() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 3));
        rows.row(S, 7, 0).row(S, 7, 2);

        Reckoning reckoning = reckon();

        assertThat(reckoning.reasons()).containsExactly("1 location event: acknowledged, but nowhere");
        assertThat(reckoning.locations().examples()).containsExactly(new Offence(Kind.MISSING, S, 7, 1));
        assertThat(ReckoningText.of(reckoning)).contains("does NOT balance").contains("rider 7", "sequence 1");
    }

    @Test
    void anEventStoredTwiceButSentOnceIsDoubled() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 3));
        rows.rows(S, 7, 3).row(S, 7, 1);

        Reckoning reckoning = reckon();

        assertThat(reckoning.reasons()).containsExactly("1 location event: stored more often than it was sent");
        assertThat(reckoning.locations().examples()).containsExactly(new Offence(Kind.DOUBLED, S, 7, 1));
    }

    @Test
    void aDuplicateSentOnPurposeMayBeStoredTwiceAndMustBeWhenBothAreAcknowledged() throws IOException {
        ledger(S, ledger -> {
            int slot = send(ledger, 7, 3);
            ledger.copySent(slot, 1);
            ledger.copyAcknowledged(slot, 1);
        });
        rows.rows(S, 7, 3);
        assertThat(reckon().locations().missing()).isEqualTo(1);

        rows.row(S, 7, 1);
        assertThat(reckon().balanced()).isTrue();

        rows.row(S, 7, 1);
        assertThat(reckon().locations().doubled()).isEqualTo(1);
    }

    @Test
    void anEventOfUnknownOutcomeMayBeStoredOnceOrNot() throws IOException {
        ledger(S, ledger -> {
            int slot = send(ledger, 7, 3);
            ledger.nextSequence(slot);
            ledger.failed(slot, ledger.nextSequence(slot));
        });
        rows.rows(S, 7, 3);
        assertThat(reckon().balanced()).isTrue();

        rows.row(S, 7, 3).row(S, 7, 4);
        Reckoning reckoning = reckon();
        assertThat(reckoning.balanced()).isTrue();
        assertThat(reckoning.locations().outcomeUnknown()).isEqualTo(2);
        assertThat(reckoning.locations().outcomeUnknownStored()).isEqualTo(2);
    }

    @Test
    void aRowThatNobodySentIsNamedWhetherItsSequenceItsRiderOrItsSessionIsUnknown() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 3));
        rows.rows(S, 7, 3).row(S, 7, 3).row(S, 8, 0).row(S + 1, 7, 0).row(S, 7, -1);

        Reckoning reckoning = reckon();

        assertThat(reckoning.reasons()).containsExactly("4 location events: stored, but never sent");
        assertThat(reckoning.locations().examples())
                .containsExactlyInAnyOrder(
                        new Offence(Kind.NOT_SENT, S, 7, 3),
                        new Offence(Kind.NOT_SENT, S, 8, 0),
                        new Offence(Kind.NOT_SENT, S + 1, 7, 0),
                        new Offence(Kind.NOT_SENT, S, 7, -1));
    }

    @Test
    void rowsFromBeforeTheOldestLedgerAreSaidButNobodysOffence() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 1));
        rows.row(S, 7, 0).row(S - 1, 9, 4);

        assertThat(reckon().balanced()).isTrue();
        assertThat(reckon().locations().ofEarlierRuns()).isEqualTo(1);
    }

    @Test
    void sendingLessThanTheScheduleIntendedDoesNotBalance() throws IOException {
        ledger(S, ledger -> {
            send(ledger, 7, 998);
            ledger.intended(1000, S);
        });
        rows.rows(S, 7, 998);

        assertThat(reckon().reasons())
                .containsExactly("the simulator sent 998 of 1,000 intended events, 99.80%; at least 99.9% is asked."
                        + " It was held up, or this machine is too busy for so many riders (--riders)");
        assertThat(ReckoningText.of(reckon()))
                .contains("Every event that was sent is accounted for, but too few were sent:")
                .doesNotContain("does NOT balance");
    }

    @Test
    void sendingTooLittleExcusesNothingThatIsMissing() throws IOException {
        ledger(S, ledger -> {
            send(ledger, 7, 998);
            ledger.intended(1000, S);
        });
        rows.rows(S, 7, 997);

        assertThat(ReckoningText.of(reckon())).contains("The reckoning does NOT balance:");
    }

    @Test
    void onlyTheSessionsOfThisRunMustHaveSentTheirShare() throws IOException {
        ledger(S, ledger -> ledger.intended(1_000_000, S));
        ledger(S + 5_000, ledger -> {
            send(ledger, 7, 1);
            ledger.intended(1, S);
        });
        rows.row(S + 5_000, 7, 0);

        assertThat(Reckoning.of(ledgers(), rows, S + 1, true).balanced()).isTrue();
        assertThat(Reckoning.of(ledgers(), rows, S, true).balanced()).isFalse();
    }

    @Test
    void whatTheLogsRetentionRemovedUnreadIsExpiredAndNotMissing() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 10));
        rows.row(S, 7, 8).row(S, 7, 9);
        rows.expiredLocations = 8;

        Reckoning reckoning = reckon();

        assertThat(reckoning.balanced()).isTrue();
        assertThat(reckoning.locations().expired()).isEqualTo(8);
        assertThat(ReckoningText.of(reckoning)).contains("ATTENTION: 8 events expired");
    }

    @Test
    void aGapExplainsNoMoreEventsThanItHasOffsets() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 10));
        rows.row(S, 7, 9);
        rows.expiredLocations = 8;

        assertThat(reckon().locations().missing()).isEqualTo(1);
    }

    @Test
    void rowsThatTheDatabaseDroppedAfterStoringThemBalance() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 10));
        for (int sequence = 4; sequence < 10; sequence++) {
            rows.row(S, 7, sequence);
        }
        rows.dropped(S, 7, 4, 0 + 1 + 2 + 3);

        Reckoning reckoning = reckon();

        assertThat(reckoning.reasons()).isEmpty();
        assertThat(reckoning.locations().dropped()).isEqualTo(4);
    }

    @Test
    void droppedRowsWithOtherSequencesThanTheAbsentOnesDoNotBalance() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 10));
        for (int sequence = 4; sequence < 10; sequence++) {
            rows.row(S, 7, sequence);
        }
        rows.dropped(S, 7, 4, 0 + 1 + 2 + 9);

        assertThat(reckon().locations().missing()).isEqualTo(1);
        assertThat(reckon().locations().doubled()).isEqualTo(1);
    }

    @Test
    void rowsDroppedOfARiderThatNeverSentAreNotSent() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 1));
        rows.row(S, 7, 0).dropped(S, 8, 2, 1);

        assertThat(reckon().locations().notSent()).isEqualTo(2);
    }

    @Test
    void aDeadLetterAccountsForItsEventOnce() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 3));
        rows.row(S, 7, 0).deadLetter(S, 7, 1).row(S, 7, 2);
        assertThat(reckon().balanced()).isTrue();
        assertThat(reckon().locations().deadLettered()).isEqualTo(1);

        rows.row(S, 7, 1);
        assertThat(reckon().locations().doubled()).isEqualTo(1);
    }

    @Test
    void eventsOutOfOrderAreCountedAndAnOffenceOnlyWhereOrderIsRequired() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 3));
        rows.rowAt(S, 7, 0, 3, 10).rowAt(S, 7, 1, 3, 12).rowAt(S, 7, 2, 3, 11);

        assertThat(Reckoning.of(ledgers(), rows, S, false).reasons()).isEmpty();
        assertThat(Reckoning.of(ledgers(), rows, S, false).locations().outOfOrder())
                .isEqualTo(1);
        assertThat(Reckoning.of(ledgers(), rows, S, true).reasons())
                .containsExactly("1 location events are stored before their rider's previous one");
    }

    @Test
    void orderIsNoLongerDemandedOfARunInWhichFaultsWereSwitchedOn() throws IOException {
        ledger(S, ledger -> {
            ledger.allowDisorder();
            send(ledger, 7, 2);
        });
        rows.rowAt(S, 7, 0, 3, 11).rowAt(S, 7, 1, 3, 10);

        Reckoning reckoning = Reckoning.of(ledgers(), rows, S, true);
        assertThat(reckoning.reasons()).isEmpty();
        assertThat(reckoning.locations().outOfOrder()).isEqualTo(1);
        assertThat(ReckoningText.of(reckoning)).contains("previous one, which these settings allow");

        // Nor does it excuse a later run.
        ledger(S + 5_000, ledger -> send(ledger, 7, 2));
        rows.rowAt(S + 5_000, 7, 0, 3, 13).rowAt(S + 5_000, 7, 1, 3, 12);
        assertThat(Reckoning.of(ledgers(), rows, S + 5_000, true).balanced()).isFalse();
    }

    @Test
    void disorderOfAnEarlierRunIsNoOffenceOfThisOne() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 2));
        ledger(S + 5_000, ledger -> send(ledger, 7, 2));
        rows.rowAt(S, 7, 0, 3, 11).rowAt(S, 7, 1, 3, 10);
        rows.rowAt(S + 5_000, 7, 0, 3, 12).rowAt(S + 5_000, 7, 1, 3, 13);

        assertThat(Reckoning.of(ledgers(), rows, S + 1, true).reasons()).isEmpty();
        assertThat(Reckoning.of(ledgers(), rows, S, true).locations().outOfOrder())
                .isEqualTo(1);
    }

    @Test
    void theOrderOfRowsInDifferentPartitionsIsNoOrder() throws IOException {
        ledger(S, ledger -> send(ledger, 7, 2));
        rows.rowAt(S, 7, 0, 3, 10).rowAt(S, 7, 1, 4, 2);

        assertThat(reckon().locations().outOfOrder()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 1000})
    void theAccountIsTheSameHoweverManyPassesItTakes(int eventsAPass) throws IOException {
        for (long session = S; session < S + 3_000; session += 1_000) {
            ledger(session, ledger -> {
                send(ledger, 1, 3);
                send(ledger, 2, 4);
                send(ledger, 40, 2);
            });
            rows.rows(session, 1, 3).rows(session, 2, 3).rows(session, 40, 3);
            rows.dropped(session, 2, 1, 3);
        }
        rows.row(S, 3, 0).row(S + 9, 1, 0).row(S - 9, 1, 0);

        Account account = Reckoning.of(ledgers(), rows, S, true, eventsAPass).locations();

        assertThat(account.stored()).isEqualTo(30);
        assertThat(account.dropped()).isEqualTo(3);
        assertThat(account.missing()).isZero();
        assertThat(account.notSent()).isEqualTo(5);
        assertThat(account.ofEarlierRuns()).isEqualTo(1);
    }

    @Test
    void anAcknowledgedOrderUpdateMustBeAStateOfItsOrder() throws IOException {
        long[] order = new long[1];
        ledger(S, ledger -> {
            order[0] = ledger.orderId(1);
            for (int state = 1; state <= 3; state++) {
                ledger.orderSent(order[0], state);
                ledger.orderAcknowledged(order[0], state);
            }
            ledger.orderSent(order[0], 4);
        });
        rows.order(order[0], S, 1, 2);
        assertThat(reckon().reasons()).containsExactly("1 order update: acknowledged, but nowhere");
        assertThat(reckon().orders().examples()).containsExactly(new Offence(Kind.MISSING, S, order[0], 3));

        rows.deadUpdate(order[0], S, 3);
        assertThat(reckon().balanced()).isTrue();
    }

    @Test
    void anOrderStateThatWasNeverSentIsNamed() throws IOException {
        long[] order = new long[1];
        ledger(S, ledger -> {
            order[0] = ledger.orderId(1);
            ledger.orderSent(order[0], 2);
            ledger.orderAcknowledged(order[0], 2);
        });
        rows.order(order[0], S, 1, 2, 5);

        assertThat(reckon().orders().examples()).containsExactly(new Offence(Kind.NOT_SENT, S, order[0], 5));
    }

    @Test
    void expiredOrderUpdatesAreNotMissing() throws IOException {
        ledger(S, ledger -> {
            ledger.orderSent(ledger.orderId(1), 1);
            ledger.orderAcknowledged(ledger.orderId(1), 1);
        });
        rows.expiredOrderUpdates = 1;

        assertThat(reckon().balanced()).isTrue();
        assertThat(reckon().orders().expired()).isEqualTo(1);
    }

    /** Sends and acknowledges; returns the rider's slot. */
    private static int send(LedgerWriter ledger, int rider, int events) {
        int slot = ledger.addRider(rider);
        for (int i = 0; i < events; i++) {
            ledger.acknowledged(slot, ledger.nextSequence(slot));
        }
        return slot;
    }

    private interface Script {
        void run(LedgerWriter ledger) throws IOException;
    }

    private void ledger(long session, Script script) throws IOException {
        try (LedgerWriter writer = new LedgerDirectory(directory).begin(session, 10, 1, -1)) {
            script.run(writer);
        }
    }

    private List<SessionLedger> ledgers() throws IOException {
        LedgerDirectory ledgers = new LedgerDirectory(directory);
        List<SessionLedger> all = new ArrayList<>();
        for (long session : ledgers.sessions()) {
            all.add(ledgers.read(session));
        }
        return all;
    }

    private Reckoning reckon() throws IOException {
        return Reckoning.of(ledgers(), rows, S, true);
    }
}
