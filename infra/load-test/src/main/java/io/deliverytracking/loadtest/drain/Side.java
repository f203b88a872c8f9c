package io.deliverytracking.loadtest.drain;

import io.deliverytracking.loadtest.lab.LabException;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One way of draining the topic into Postgres: a client in a process of its own, which may be started again after it was stopped.
 *
 * <p>Threading: confined to one thread, but for {@link #pid()}.
 */
interface Side {

    /** What {@code --only} calls it. */
    String name();

    /** What a reader of the report calls it. */
    String title();

    /** Starts the client, which begins to read as soon as it can. The tables are empty. */
    void start(long rows) throws LabException;

    /** Empty while it does not run. Threading: any thread. */
    OptionalLong pid();

    /** Rows that are committed for certain, as far as a cheap question tells. */
    long stored() throws LabException;

    /** Says why, if it has ended or can't go on. */
    void check() throws LabException;

    /** Ends the client and waits until it has. Does nothing where none runs. */
    void stop();

    /** Of the last client, after it was stopped: microseconds of processor time that decoding took of it, a record; if it tells. */
    default OptionalDouble decodingCpuUs() {
        return OptionalDouble.empty();
    }
}
