package io.deliverytracking.loadtest.lab;

import io.deliverytracking.demo.postgres.Database;
import java.util.OptionalLong;

/** The Postgres under test. Threading: any thread, one at a time. */
public interface DatabaseServer extends AutoCloseable {

    /** With user and password in it. */
    String jdbcUrl();

    default Database database() {
        return new Database(jdbcUrl());
    }

    /** The postmaster; empty where it is not ours, or does not run. */
    OptionalLong pid();

    /** Whether it may be stopped and started at will. */
    boolean isOurs();

    /**
     * Ends it at once, without a checkpoint: what a crash of the server is to its clients. Its next start recovers.
     *
     * @throws IllegalStateException where it is not ours
     */
    void crash();

    /** Starts it and waits until it answers, recovery included. Does nothing where it runs. */
    void start() throws LabException;

    @Override
    void close();
}
