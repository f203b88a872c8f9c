package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.live.LogSample;
import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.reckoning.Reckoning;
import io.deliverytracking.demo.reckoning.ReckoningText;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.events.ledger.LedgerCorruptException;
import io.deliverytracking.events.ledger.LedgerDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The way down: simulator, drain, consumers, reckoning, broker, Postgres. The same for the demo that ends and for {@code stop}, which
 * finishes the demo of a supervisor that was killed.
 *
 * <p>Parts that die meanwhile are still started again until it is their turn: what the writer has not stored is not accounted for.
 * <p>Threading: the supervisor's thread.
 */
final class Ending {

    /** Without progress: a broker or a Postgres that recovers is back within this. */
    private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(3);

    /** A recovery replays at most a gigabyte of WAL. */
    private static final long POSTGRES_PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);

    /** Longer than any attempt to connect: Postgres answered, and rows were read. */
    private static final long SERVED_NS = TimeUnit.SECONDS.toNanos(30);

    /** The last phases of a demo: with an account that balances, without one, and with an end that nobody asked for. */
    static final String BALANCED = "stopped, balanced";

    static final String NOT_BALANCED = "stopped, not balanced";
    static final String NOTHING_WAS_SENT = "stopped, nothing was sent";
    static final String FAILED = "stopped after a failure";

    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BEREFT_PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int TICKS_A_LINE = 10;

    /** Each commits as the group of its own name. */
    private static final List<Part> READERS = List.of(Part.DB_WRITER, Part.LOCATION_CONSUMER, Part.ANALYTICS_CONSUMER);

    private final Fleet fleet;
    private final Sampler sampler;
    private final Console console;
    private final StopRequest stopRequest;
    private final Consumer<String> phase;
    private final boolean brokerIsOurs;

    Ending(
            Fleet fleet,
            Sampler sampler,
            Console console,
            StopRequest stopRequest,
            Consumer<String> phase,
            boolean brokerIsOurs) {
        this.brokerIsOurs = brokerIsOurs;
        this.fleet = fleet;
        this.sampler = sampler;
        this.console = console;
        this.stopRequest = stopRequest;
        this.phase = phase;
    }

    /**
     * What the reckoning needs to know.
     *
     * @param preface what is printed above it; may be empty
     * @param faults  what went wrong in this run although the account may balance, in sentences
     */
    record Books(
            Path ledger,
            Database database,
            long sinceMs,
            boolean orderRequired,
            Path report,
            String preface,
            List<String> faults) {

        Books {
            faults = List.copyOf(faults);
        }
    }

    /** Ends everything in good order; returns the exit status. */
    int run(Books books) throws IOException, DemoFailure {
        phase.accept("stopping the simulator");
        console.say("Stopping the simulator; it waits for its last acknowledgements ...");
        stopKeepingTheOthers(Part.SIMULATOR);
        boolean nothingWasSent = nothingWasSent(books);
        if (!nothingWasSent) {
            phase.accept("draining");
            drain();
        }
        phase.accept("stopping the consumers");
        fleet.stop(Part.DB_WRITER, Part.LOCATION_CONSUMER, Part.ANALYTICS_CONSUMER, Part.CONSOLE);
        sampler.close();
        // Not needed for the account; with it gone there is more memory for the rows.
        fleet.stop(Part.BROKER);
        if (nothingWasSent) {
            console.say("Nothing was sent, so there is nothing to reckon.");
            fleet.stop(Part.POSTGRES);
            return conclude(NOTHING_WAS_SENT, books.faults());
        }
        phase.accept("reckoning");
        console.say("Reckoning: the simulator's ledger against the rows in the database ...");
        String verdict = NOT_BALANCED;
        try {
            long begun = System.nanoTime();
            Reckoning reckoning = reckon(books);
            console.sayAll(books.preface());
            console.sayAll(ReckoningText.of(reckoning));
            console.say(String.format(
                    Locale.ROOT, "(reckoned in %.1f s; %s)", (System.nanoTime() - begun) / 1e9, books.report()));
            verdict = reckoning.balanced() ? BALANCED : NOT_BALANCED;
        } catch (SQLException | IOException | LedgerCorruptException e) {
            console.say("! No reckoning: " + e.getMessage());
        }
        fleet.stop(Part.POSTGRES);
        return conclude(verdict, books.faults());
    }

    /** A demo that did not do what it was asked to do has failed, whatever its account says. */
    private int conclude(String verdict, List<String> faults) {
        faults.forEach(fault -> console.say("! " + fault));
        String last = isGood(verdict) && !faults.isEmpty() ? FAILED : verdict;
        phase.accept(last);
        return isGood(last) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    /** Whether a demo whose last phase this is ended with status 0. */
    static boolean isGood(String lastPhase) {
        return lastPhase.equals(BALANCED) || lastPhase.equals(NOTHING_WAS_SENT);
    }

    /** Ended before its first event, and no run before it sent any either: there may be no topic and no table yet. */
    private boolean nothingWasSent(Books books) throws IOException {
        return !sampler.hasFirstRow()
                && new LedgerDirectory(books.ledger).sessions().isEmpty();
    }

    private Reckoning reckon(Books books) throws SQLException, IOException, DemoFailure {
        long troubleSinceNs = System.nanoTime();
        while (true) {
            long begunNs = System.nanoTime();
            try {
                return Reckoner.reckon(books.ledger, books.database, books.sinceMs, books.orderRequired, books.report);
            } catch (SQLException | IOException e) {
                // Postgres may die even now; it is started again, and the account begins anew.
                long now = System.nanoTime();
                if (now - begunNs > SERVED_NS) {
                    // This is a new death of it.
                    troubleSinceNs = now;
                }
                if (!mayAnswerYet(e) || stopRequest.isUrgent() || now - troubleSinceNs > POSTGRES_PATIENCE_NS) {
                    throw e;
                }
                fleet.tick();
                LockSupport.parkNanos(TICK_NS);
            }
        }
    }

    /** Ours, and it is on its way: it starts or recovers, or is going to be started again. */
    private boolean mayAnswerYet(Exception trouble) {
        Optional<Keeper> postgres = fleet.get(Part.POSTGRES);
        return postgres.isPresent()
                && (postgres.get().isAlive()
                        ? isConnectionTrouble(trouble)
                        : postgres.get().isWanted());
    }

    private static boolean isConnectionTrouble(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                // 08: connection; 57P0x: shutting down, crashed, starting up.
                return sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P0");
            }
        }
        return false;
    }

    private void stopKeepingTheOthers(Part part) throws IOException, DemoFailure {
        Optional<Keeper> keeper = fleet.get(part);
        if (keeper.isEmpty()) {
            return;
        }
        keeper.get().askToStop();
        long deadline = System.nanoTime() + keeper.get().spec().stopPatience().toNanos();
        while (keeper.get().isAlive() && System.nanoTime() < deadline && !stopRequest.isUrgent()) {
            fleet.tick();
            LockSupport.parkNanos(TICK_NS);
        }
        fleet.stop(part);
    }

    private void drain() throws IOException, DemoFailure {
        // The first sample after the simulator's end decides, not one from before.
        long since = System.nanoTime();
        DrainPatience patience = new DrainPatience(DRAIN_PATIENCE, since);
        List<String> readers = READERS.stream()
                .filter(part -> fleet.get(part).isPresent())
                .map(Part::title)
                .toList();
        boolean bereft = brokerIsOurs && fleet.get(Part.BROKER).isEmpty();
        for (int tick = 1; ; tick++) {
            fleet.tick();
            Optional<LogSample> sample = sampler.log().filter(log -> log.takenAtNs() - since > 0);
            if (sample.isPresent() && sample.get().drainedBy(readers)) {
                console.say("Everything in the log has been read by all groups.");
                return;
            }
            if (bereft && sample.isEmpty() && System.nanoTime() - since > BEREFT_PATIENCE_NS) {
                console.say("! The broker is gone, so what is unread can't be read now; the next demo reads it.");
                return;
            }
            if (stopRequest.isUrgent()) {
                console.say("! Not waiting for the groups to read the rest, as you asked; the next demo reads it.");
                return;
            }
            if (patience.isOver(System.nanoTime(), unread(sample, readers))) {
                console.say("! The groups have read nothing more for " + DRAIN_PATIENCE.toSeconds()
                        + " s; what is unread will be missing from the account.");
                return;
            }
            if (tick % TICKS_A_LINE == 0) {
                console.passing(
                        "Draining: " + sample.map(Ending::lags).orElse("asking the broker for its last offsets"));
            }
            LockSupport.parkNanos(TICK_NS);
        }
    }

    private static OptionalLong unread(Optional<LogSample> sample, List<String> readers) {
        return sample.map(log -> OptionalLong.of(log.lagOf(readers))).orElse(OptionalLong.empty());
    }

    private static String lags(LogSample sample) {
        StringBuilder lags = new StringBuilder();
        sample.lagByGroup()
                .forEach((group, lag) -> lags.append(
                        String.format(Locale.ROOT, "%s%s %,d behind", lags.isEmpty() ? "" : ", ", group, lag)));
        return lags.toString();
    }
}
