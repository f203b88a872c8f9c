package io.deliverytracking.loadtest.result;

import java.time.Instant;
import java.util.List;

/**
 * One run of the load test, whole.
 *
 * @param set which set of trials ran: quick, full or soak
 * @param tookSeconds from the first trial's start to the last one's end
 * @param environment the machine, the versions and the settings
 * @param arms the ways of writing that were compared, in the order in which a report shows them
 * @param trials everything that was measured, in the order in which it ran
 * @param weaknesses what a sceptic should know about the experiment itself, a sentence each
 */
public record LoadTestResult(
        String set,
        Instant startedAt,
        double tookSeconds,
        Environment environment,
        List<Arm> arms,
        List<Trial> trials,
        List<String> weaknesses) {}
