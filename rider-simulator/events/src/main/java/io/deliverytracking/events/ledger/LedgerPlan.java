package io.deliverytracking.events.ledger;

/**
 * What a session set out to do, written once into the header of its ledger.
 *
 * @param session names the session; milliseconds since the epoch around its start, in whole seconds
 * @param startedAtMs wall clock at the start
 * @param riders riders at the start; may change later, the count of intended events follows
 * @param ratePerRiderHz events a second and rider at the start; may change later
 * @param acks the producer's setting: 0, 1, or -1 for all; with 0 nothing ever counts as acknowledged
 */
public record LedgerPlan(long session, long startedAtMs, int riders, double ratePerRiderHz, int acks) {

    public LedgerPlan {
        if (session < 1) {
            throw new IllegalArgumentException("session " + session + " is below 1");
        }
        if (acks < -1 || acks > 1) {
            throw new IllegalArgumentException("acks " + acks + " is none of -1, 0, 1");
        }
    }
}
