package io.deliverytracking.loadtest.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One second of a trial.
 *
 * @param at seconds since the trial's start; the warm-up comes first
 * @param phase {@code warm-up}, {@code load}, {@code spike}, {@code outage}, {@code lock}, {@code drain}
 * @param lag events in the log that are not stored yet; null without a log
 * @param foregroundP99Us of all its operations in this second; null when none ended
 * @param acknowledgementP99Us null when none came
 * @param cpu cores in use, by process as in {@link Resources}
 */
public record Second(
        int at,
        String phase,
        long offered,
        long refused,
        long acknowledged,
        long queueBytes,
        @Nullable Long lag,
        @Nullable Long foregroundP99Us,
        long foregroundErrors,
        @Nullable Long acknowledgementP99Us,
        long walBytes,
        Map<String, Double> cpu) {}
