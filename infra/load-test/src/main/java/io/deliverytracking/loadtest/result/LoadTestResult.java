package io.deliverytracking.loadtest.result;

import java.time.Instant;
import java.util.List;

/**
 * One run of the load test, whole.
 *
 * @param schema {@link #SCHEMA}, in the version that wrote it
 * @param set which set of trials ran: quick, full or soak
 * @param tookSeconds from the first trial's start to the last one's end
 * @param headline events a second at which all writing arms were to meet
 * @param seed decided the moments of kills
 * @param options as they were given, one or two words each, without a password
 * @param environment the machine, the versions and the settings
 * @param arms the ways of writing that were compared, in the order in which a report shows them
 * @param trials everything that was measured, in the order in which it ran
 * @param failures the trials that came to no result
 * @param weaknesses what a sceptic should know about the experiment itself, a sentence each
 */
public record LoadTestResult(
        int schema,
        String set,
        Instant startedAt,
        double tookSeconds,
        int headline,
        long seed,
        List<String> options,
        Environment environment,
        List<Arm> arms,
        List<Trial> trials,
        List<Failure> failures,
        List<String> weaknesses) {

    /** Counts up when a field changes its meaning or goes, not when one comes. */
    public static final int SCHEMA = 1;
}
