package io.deliverytracking.loadtest.trial;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether an arm has kept up with its rate. Pure.
 *
 * <p>All of these: at least {@value #ACKNOWLEDGED} of the events that were due are acknowledged; nothing is lost; what waited, wherever
 * that was, grew by no more than {@value #GROWTH} of the measured events while they were measured, and was no more than
 * {@value #BACKLOG_SECONDS} s of load at its end; and everything drained. So a rate that is called kept up with was stored at no less
 * than 95% of it.
 */
final class KeptUp {

    static final double ACKNOWLEDGED = 0.999;

    /** Lag moves by some tenths of a second of load with the moment at which it is read: of ten seconds, some hundredths. */
    static final double GROWTH = 0.05;

    /** What is held back at the end of the load when an arm has kept up: linger, a batch, a commit. */
    static final double BACKLOG_SECONDS = 2;

    private KeptUp() {}

    /**
     * What is known of a trial.
     *
     * @param due events, warm-up included
     * @param measured events that were due in the measured time
     * @param waitingBefore events that were due and had reached nobody, waited in the application, or in the log, when the
     *     measured time began; empty where that is not known
     * @param waitingAfter the same at the end of the load
     */
    record Evidence(
            long due,
            long measured,
            int rate,
            long acknowledged,
            long lost,
            OptionalLong waitingBefore,
            OptionalLong waitingAfter,
            boolean drained) {}

    /** Why not, as a sentence; empty where it has. */
    static Optional<String> whyNot(Evidence seen) {
        if (seen.lost > 0) {
            return Optional.of(say("%,d events were acknowledged and are lost.", seen.lost));
        }
        if (seen.acknowledged < ACKNOWLEDGED * seen.due) {
            return Optional.of(
                    say("%.1f%% of the events that were due were acknowledged.", 100.0 * seen.acknowledged / seen.due));
        }
        if (seen.waitingAfter.isEmpty()) {
            return Optional.of("Nobody could say how much waited at the end of the load.");
        }
        long waiting = seen.waitingAfter.getAsLong();
        if (waiting > BACKLOG_SECONDS * seen.rate) {
            return Optional.of(say("%,d events waited at the end of the load: they piled up.", waiting));
        }
        long growth = waiting - seen.waitingBefore.orElse(0);
        if (growth > GROWTH * seen.measured) {
            return Optional.of(say(
                    "What waited grew by %,d events while it was measured, %.0f%% of what was due: they piled up.",
                    growth, 100.0 * growth / seen.measured));
        }
        if (!seen.drained) {
            return Optional.of("Not everything was stored in the time that draining was given.");
        }
        return Optional.empty();
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
