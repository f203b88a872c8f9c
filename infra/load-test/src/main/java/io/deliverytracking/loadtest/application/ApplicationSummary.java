package io.deliverytracking.loadtest.application;

import io.deliverytracking.loadtest.result.Latency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run brought, as the application itself saw it; what is stored, only {@link Account} knows.
 *
 * @param startedAtMs start of the first phase, milliseconds since the epoch
 * @param offered events that were due and had their turn
 * @param refused of these, found the queue full
 * @param acknowledged of the others
 * @param failed were given up by the producer
 * @param abandoned were pending when the patience for draining ended
 * @param errors of database or log, each try counted
 * @param errorMessages the first one of each kind
 * @param peakQueueBytes most that waited
 * @param drainSeconds from the end of the phases until nothing was pending, or patience ended
 * @param lateUs most by which the generator was behind its schedule
 * @param acknowledgement of the events of measured phases that were acknowledged at all; null when there were none
 */
public record ApplicationSummary(
        long startedAtMs,
        long offered,
        long refused,
        long acknowledged,
        long failed,
        long abandoned,
        long errors,
        List<String> errorMessages,
        long peakQueueBytes,
        double drainSeconds,
        long lateUs,
        @Nullable Latency acknowledgement) {

    public ApplicationSummary {
        errorMessages = List.copyOf(errorMessages);
    }
}
