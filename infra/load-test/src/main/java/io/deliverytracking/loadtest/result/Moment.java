package io.deliverytracking.loadtest.result;

/**
 * When something was done to a trial, as it really happened, not as it was planned.
 *
 * @param atSeconds since the trial's start; the warm-up comes first
 * @param what for people, a few words
 */
public record Moment(double atSeconds, String what) {}
