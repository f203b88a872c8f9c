package io.deliverytracking.loadtest.application;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.reckoning.Reckoning;
import io.deliverytracking.demo.reckoning.source.PostgresEvents;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.SessionLedger;
import io.deliverytracking.loadtest.result.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the events of one or several runs: the ledger against the rows, event by event, and nobody's counters.
 *
 * @param offered were due and had their turn
 * @param refused found the queue full; where the process was killed, the one event that may have been in the generator's hands is here
 * @param acknowledged were confirmed to whoever sent them
 * @param unanswered were taken and never confirmed: they may be stored or not
 * @param unansweredStored of these, stored
 * @param stored rows, those that retention has dropped included
 * @param inLog events that are no rows, but safe in the log
 * @param lost acknowledged, and neither stored nor in the log; those are here, too, that the log's retention deleted unread
 * @param deadLettered were refused by the writer or by the database, and are kept as dead letters
 * @param duplicated rows beyond the first of an event
 * @param neverSent rows of these sessions that nobody sent; anything but 0 is a fault of the load test
 */
public record Account(
        long offered,
        long refused,
        long acknowledged,
        long unanswered,
        long unansweredStored,
        long stored,
        long inLog,
        long lost,
        long deadLettered,
        long duplicated,
        long neverSent) {

    /**
     * Reckons all sessions that have a ledger there. Takes the time of reading all rows once. Waits for what an application
     * that was killed has left on the server; whoever else writes must have ended.
     *
     * @param ledger see {@link ApplicationSettings#ledger()}
     * @param log what nobody has stored yet
     */
    public static Account of(Path ledger, String jdbcUrl, UnstoredEvents log) throws IOException, SQLException {
        LedgerDirectory directory = new LedgerDirectory(ledger);
        List<SessionLedger> ledgers = new ArrayList<>();
        long offered = 0;
        for (long session : directory.sessions()) {
            SessionLedger read = directory.read(session);
            ledgers.add(read);
            offered += read.intended();
        }
        Stragglers.await(jdbcUrl);
        try (PostgresEvents rows = PostgresEvents.open(new Database(jdbcUrl))) {
            RowsAndLog events = new RowsAndLog(rows, log);
            // The demo's own reckoning: one way of counting for all of the project.
            var locations = Reckoning.of(ledgers, events, 0, false).locations();
            return new Account(
                    offered,
                    offered - locations.sent(),
                    locations.acknowledged(),
                    locations.outcomeUnknown(),
                    locations.outcomeUnknownStored(),
                    locations.stored() + locations.dropped() - events.inLog(),
                    events.inLog(),
                    locations.missing() + locations.expired(),
                    locations.deadLettered(),
                    locations.doubled(),
                    locations.notSent());
        }
    }

    /**
     * As a result has it.
     *
     * @param due by the plan of the load
     */
    public Counts counts(long due) {
        return new Counts(due, offered, refused, acknowledged, stored, lost, inLog, duplicated);
    }
}
