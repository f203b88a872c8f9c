package io.deliverytracking.labs.broker;

import java.io.IOException;

/**
 * A broker that is there for the lesson alone, which may do to it what one would never do to somebody's.
 *
 * <p>Threading: one thread at a time.
 */
public interface KillableBroker extends LabBroker {

    /** Stops it in the middle of whatever it does; connections stay open, and nobody answers on them. */
    void freeze() throws IOException, InterruptedException;

    /** Lets it go on after {@link #freeze}; nothing happens where it was not frozen. */
    void thaw() throws IOException, InterruptedException;

    /** Kills it (kill -9), and starts it again on what it left, at the same address. */
    void killAndRestart() throws IOException, InterruptedException;
}
