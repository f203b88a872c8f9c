package io.deliverytracking.dbwriter.domain;

/** Says when the ingest may store how much; called by its thread. */
public interface Pacing {
    /**
     * What the next transaction may be.
     *
     * @param remaining what is left of the poll, at least one record
     */
    Turn next(ReadBatch remaining);

    /**
     * A transaction is durable.
     *
     * @param storeNs what the database took for it, from the first statement to the commit
     */
    void stored(int records, long storeNs);
}
