package io.deliverytracking.loadtest.application.load;

/**
 * How far the generator is, for others to read.
 *
 * @param offered events that were due and have had their turn
 * @param refused of these, found no room
 * @param lateUs the most that any of them had its turn after it was due, since this was last asked
 */
public record Progress(long offered, long refused, long lateUs) {}
