package io.deliverytracking.demo.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.reckoning.Reckoning;
import io.deliverytracking.demo.reckoning.source.PostgresEvents;
import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.SessionLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Has the account made from the ledgers on disk and the rows in the database, and keeps it as JSON. Blocks; stateless. */
public final class Reckoner {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Reckoner() {}

    /**
     * Reckons all sessions.
     *
     * @param sinceMs only sessions from then on must have sent what they intended
     */
    public static Reckoning reckon(
            Path ledgerDirectory, Database database, long sinceMs, boolean orderRequired, Path report)
            throws IOException, SQLException {
        LedgerDirectory directory = new LedgerDirectory(ledgerDirectory);
        List<SessionLedger> ledgers = new ArrayList<>();
        for (long session : directory.sessions()) {
            ledgers.add(directory.read(session));
        }
        try (PostgresEvents stored = PostgresEvents.open(database)) {
            Reckoning reckoning = Reckoning.of(ledgers, stored, sinceMs, orderRequired);
            Files.write(report, JSON.writeValueAsBytes(reckoning));
            return reckoning;
        }
    }
}
