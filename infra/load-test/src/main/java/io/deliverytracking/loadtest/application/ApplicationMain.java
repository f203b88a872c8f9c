package io.deliverytracking.loadtest.application;

import io.deliverytracking.events.ledger.LedgerDirectory;
import io.deliverytracking.events.ledger.LedgerWriter;
import io.deliverytracking.loadtest.application.way.Outcomes;
import io.deliverytracking.loadtest.application.way.Way;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.application.way.Ways;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The application's process: reads its settings, runs, tells lines of JSON on standard output and everything else on standard
 * error.
 *
 * <p>It ends when its standard input does: whoever started it holds the other end, and a coordinator that is killed must leave
 * nothing running.
 *
 * <p>Exit status: 0 done; 2 the settings are malformed; 4 database or log can't be reached; 1 anything else, such as a full disk. Not
 * 3: a JVM without memory ends with that, and so does an application whose queue has no bound.
 */
public final class ApplicationMain {
    /** Begins the line that says why it ends; others may write after it. */
    static final String COMPLAINT = "application: ";

    static final int FAILED = 1;
    static final int MALFORMED = 2;
    static final int UNREACHABLE = 4;

    private ApplicationMain() {}

    /** @param arguments the file with the settings */
    public static void main(String[] arguments) {
        PrintStream lines = System.out;
        // Libraries print to it, too.
        System.setOut(System.err);
        endWithStandardInput();
        System.exit(run(arguments, lines));
    }

    private static int run(String[] arguments, PrintStream lines) {
        ApplicationSettings settings;
        try {
            settings = ApplicationJson.read(Path.of(arguments[0]));
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(COMPLAINT + "The settings make no sense: " + e.getMessage());
            return MALFORMED;
        }
        try (LedgerWriter ledger = beginLedger(settings)) {
            Outcomes outcomes = new Outcomes(ledger);
            try (Way way = open(settings, outcomes)) {
                new ApplicationRun(settings, way, outcomes, ledger, line -> tell(lines, line)).run(Clock.systemUTC());
            }
            return 0;
        } catch (UnreachableException e) {
            System.err.println(COMPLAINT + e.getMessage());
            return UNREACHABLE;
        } catch (IOException | RuntimeException e) {
            System.err.println(COMPLAINT + "failed with " + e);
            e.printStackTrace();
            return FAILED;
        }
    }

    private static LedgerWriter beginLedger(ApplicationSettings settings) throws IOException {
        int acks = settings.way() instanceof WayOfWriting.Log log ? acksOf(log) : -1;
        double rateHz = (double) settings.phases().get(0).eventsPerSecond() / settings.riders();
        LedgerWriter ledger =
                new LedgerDirectory(settings.ledger()).begin(settings.session(), settings.riders(), rateHz, acks);
        long session = ledger.plan().session();
        if (session != settings.session()) {
            ledger.close();
            throw new IOException("session " + settings.session() + " is not later than those in " + settings.ledger()
                    + "; the next one would be " + session);
        }
        // Several connections write side by side, and a try that failed goes behind others.
        ledger.allowDisorder();
        return ledger;
    }

    private static int acksOf(WayOfWriting.Log log) {
        return log.acks().equals("all") ? -1 : Integer.parseInt(log.acks());
    }

    private static Way open(ApplicationSettings settings, Outcomes outcomes) throws UnreachableException {
        try {
            return Ways.open(
                    settings.way(),
                    settings.jdbcUrl(),
                    settings.bootstrapServers(),
                    settings.synchronousCommit(),
                    settings.queueBytes(),
                    outcomes);
        } catch (IOException e) {
            String where = settings.way() instanceof WayOfWriting.Log ? "the log" : "the database";
            throw new UnreachableException("Can't open " + where + ": " + e.getMessage(), e);
        }
    }

    private static synchronized void tell(PrintStream lines, ApplicationLine line) {
        byte[] bytes = (ApplicationJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        lines.write(bytes, 0, bytes.length);
        lines.flush();
    }

    private static void endWithStandardInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // As good as its end.
                    }
                    Runtime.getRuntime().halt(FAILED);
                },
                "standard-input");
        thread.setDaemon(true);
        thread.start();
    }

    private static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
