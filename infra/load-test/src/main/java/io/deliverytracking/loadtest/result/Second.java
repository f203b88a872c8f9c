package io.deliverytracking.loadtest.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a trial.
 *
 * @param at seconds since the trial's start; the warm-up comes first
 * @param phase {@code warm-up}, {@code load}, {@code spike}, {@code outage}, {@code lock}, {@code drain}
 * @param due events, by the plan of the load
 * @param offered of these had their turn; null, as all that the application tells, where it was dead or there is none
 * @param failed were given up by the application
 * @param queueBytes at its end
 * @param pending events that the application holds at its end: taken, and neither stored (without a log: committed) nor given up
 * @param lag events in the log that are not stored yet; null without a log, and where broker or database did not say
 * @param foregroundP99Us of all its operations in this second; null when none ended
 * @param acknowledgementP99Us null when none came
 * @param walBytes null where the database did not say
 * @param cpu cores in use, by process as in {@link Resources}
 */
public record Second(
        int at,
        String phase,
        long due,
        @Nullable Long offered,
        @Nullable Long refused,
        @Nullable Long acknowledged,
        @Nullable Long failed,
        @Nullable Long queueBytes,
        @Nullable Long pending,
        @Nullable Long lag,
        @Nullable Long foregroundP99Us,
        long foregroundErrors,
        @Nullable Long acknowledgementP99Us,
        @Nullable Long walBytes,
        Map<String, Double> cpu) {}
