package io.deliverytracking.dbwriter.domain;

/** Is told what the ingest does; called by its thread, and must not block. */
public interface IngestListener {
    /** An attempt to store a batch begins; nothing is heard until it ends. */
    void onAttempt();

    /** The attempt is over, whatever came of it. */
    void onAttemptOver();

    /** A batch is durable. {@code staged} is valid only during the call. */
    void onStored(StagedBatch staged, StoreOutcome outcome, long elapsedNs);

    /** Exactly this read is stored already: by a commit whose answer was lost, or by another writer. */
    void onFoundStored(PartitionRead read);

    /** Another writer has moved the stored offset; nothing of this read was stored by us. */
    void onLostComparison(PartitionRead read, long storedOffset);

    /** The batch could not be stored, because store or cluster did not answer; {@code failures} in a row, from 1. */
    void onUnavailable(UnavailableException reason, int failures);

    /** Batches are stored again. */
    void onResumed();
}
