package io.deliverytracking.loadtest.lab;

import java.util.OptionalLong;

/** A Postgres that somebody else runs: it is written to, and nothing else. Immutable. */
public record ForeignPostgres(String jdbcUrl) implements DatabaseServer {

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isOurs() {
        return false;
    }

    @Override
    public void crash() {
        throw new IllegalStateException("the database of --database-url is not ours to crash");
    }

    @Override
    public void start() {
        // Whoever owns it starts it.
    }

    @Override
    public void close() {
        // Nor do we end it.
    }
}
