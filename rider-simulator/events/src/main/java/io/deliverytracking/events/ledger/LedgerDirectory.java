package io.deliverytracking.events.ledger;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of all sessions' ledgers: begins new sessions and reads all.
 *
 * <p>Invariant: sessions only grow. A new session is the wall clock in milliseconds, up to the next whole second, or the
 * second after the largest session there is, should the clock have gone back: "latest" compares sessions first, so a smaller
 * one would hide every event of the new run. Whole seconds, because order ids are made from them: two sessions in one
 * second would number the same orders.
 *
 * <p>Threading: stateless but for the file system; two processes that begin at the same instant get two sessions.
 */
public final class LedgerDirectory {

    private static final long SECOND_MS = 1000;

    private final Path root;

    public LedgerDirectory(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** Begins a session and returns its writer; see {@link LedgerPlan} for the parameters. */
    public LedgerWriter begin(long nowMs, int riders, double ratePerRiderHz, int acks) throws IOException {
        Files.createDirectories(root);
        long session = (nowMs + SECOND_MS - 1) / SECOND_MS * SECOND_MS;
        for (long before : claimedSessions()) {
            session = Math.max(session, (before / SECOND_MS + 1) * SECOND_MS);
        }
        while (true) {
            Path directory = root.resolve(Long.toString(session));
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                session += SECOND_MS;
                continue;
            }
            return new LedgerWriter(directory, new LedgerPlan(session, nowMs, riders, ratePerRiderHz, acks));
        }
    }

    /** The sessions that have a ledger, from old to new; without those that died before their first event. */
    public List<Long> sessions() throws IOException {
        List<Long> sessions = new ArrayList<>();
        for (long session : claimedSessions()) {
            if (Files.exists(directoryOf(session).resolve(RiderFile.NAME))) {
                sessions.add(session);
            }
        }
        return sessions;
    }

    /**
     * A snapshot of one session, which may be the one being written.
     *
     * @throws LedgerCorruptException if a file is cut short or does not hold what was written
     */
    public SessionLedger read(long session) throws IOException {
        SessionLedger ledger = SessionLedger.read(directoryOf(session));
        if (ledger.plan().session() != session) {
            throw new LedgerCorruptException(
                    directoryOf(session), "holds session " + ledger.plan().session());
        }
        return ledger;
    }

    private List<Long> claimedSessions() throws IOException {
        List<Long> sessions = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[0-9]*")) {
                for (Path directory : directories) {
                    String name = directory.getFileName().toString();
                    if (name.matches("[1-9][0-9]{0,15}")) {
                        sessions.add(Long.parseLong(name));
                    }
                }
            }
        }
        sessions.sort(null);
        return sessions;
    }

    private Path directoryOf(long session) {
        return root.resolve(Long.toString(session));
    }
}
