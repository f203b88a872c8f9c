package io.deliverytracking.simulator.domain.fault;

/**
 * What the faults have done so far.
 *
 * @param outOfOrder fixes held back to be sent after later ones
 * @param duplicates fixes sent a second time
 * @param dropOuts times a rider lost the network
 * @param stored fixes stored during drop-outs
 * @param skewed fixes with a wrong event time
 * @param noisy fixes thrown off
 * @param zeroFixes fixes at (0, 0)
 * @param held fixes held back right now
 * @param refused faults that did not happen because too many fixes are held back already
 */
public record FaultCounts(
        long outOfOrder,
        long duplicates,
        long dropOuts,
        long stored,
        long skewed,
        long noisy,
        long zeroFixes,
        int held,
        long refused) {

    /** Nothing has happened. */
    public static final FaultCounts NONE = new FaultCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
