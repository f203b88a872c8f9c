package io.deliverytracking.loadtest.application;

import io.deliverytracking.loadtest.result.Latency;
import org.jspecify.annotations.Nullable;

/**
 * What one second brought.
 *
 * @param at seconds since the start of the first phase; the first one is 0
 * @param phase name of the phase in which it began; {@code drain} after the last one
 * @param offered events that were due and had their turn
 * @param refused of these, found the queue full
 * @param acknowledged whenever they were offered
 * @param failed were given up by the producer
 * @param errors of database or log; most are tried again
 * @param queueBytes at its end
 * @param pending events taken and not settled, at its end
 * @param lateUs most by which the generator was behind its schedule
 * @param acknowledgement of the events acknowledged in it; null when there were none
 */
public record ApplicationSecond(
        int at,
        String phase,
        long offered,
        long refused,
        long acknowledged,
        long failed,
        long errors,
        long queueBytes,
        long pending,
        long lateUs,
        @Nullable Latency acknowledgement) {

    /** Name of the phase after the last one. */
    public static final String DRAIN = "drain";
}
