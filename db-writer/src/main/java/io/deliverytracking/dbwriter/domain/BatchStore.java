package io.deliverytracking.dbwriter.domain;

/**
 * The database, as the ingest sees it.
 *
 * <p>Contract: {@link #store} is atomic. Either every row, every dead letter and the next offset of every
 * partition of the batch are durable, or nothing is.
 */
public interface BatchStore {
    /**
     * Stores a batch in one transaction, provided that the stored next offset of every partition is the one
     * that the batch was read from. Rows that the database refuses by themselves become dead letters, and are
     * {@linkplain StagedRows#refuse marked} in the batch.
     *
     * @throws StoreUnavailableException if the database could not be asked, or did not answer: the batch may or
     *     may not be stored, and storing it again finds out
     */
    StoreOutcome store(StagedBatch batch);
}
