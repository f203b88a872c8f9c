package io.deliverytracking.dbwriter.domain;

import java.time.Duration;

/** Waiting, made explicit so that tests need not wait and a shutdown can end it. */
public interface Pause {
    /**
     * Waits.
     *
     * @return false if the application is stopping and nobody should go on
     */
    boolean await(Duration duration);

    /** Whether the application is stopping. */
    boolean isStopping();
}
