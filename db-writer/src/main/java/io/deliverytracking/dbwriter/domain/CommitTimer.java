package io.deliverytracking.dbwriter.domain;

/** Is told how long commits take; called by the thread that ingests, and must not block. */
@FunctionalInterface
public interface CommitTimer {
    /**
     * A transaction is durable.
     *
     * @param elapsedNs from the update of the stored offsets to the answer to the commit: a small transaction in itself
     */
    void committed(long elapsedNs);
}
