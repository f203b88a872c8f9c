package io.deliverytracking.loadtest.trial;

/** Whoever started the load test wants it to end: no failure, but no result either. */
public final class TrialStoppedException extends Exception {

    private static final long serialVersionUID = 1;
}
