package io.deliverytracking.dbwriter.config;

/**
 * How the rows of a batch get into the database. Each stores every record exactly once, by the offsets that move in the same
 * transaction; what each costs is in infra/docs/adr/0019.
 */
public enum WriteStrategy {
    /** {@code COPY … FROM STDIN BINARY}. */
    COPY,
    /** One INSERT from arrays. */
    UNNEST,
    /** A JDBC batch, which the driver rewrites into INSERTs of many rows. */
    JDBC_BATCH,
    /** An INSERT a row. */
    ROW,
    /** Entities through Hibernate Reactive. */
    HIBERNATE_REACTIVE,
    /**
     * A control for measurements: reads and decodes everything and stores nothing, not even how far it came. So the events are not
     * lost: a writer with another strategy stores them all, as long as the log keeps them.
     */
    DISCARD
}
