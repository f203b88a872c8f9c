package io.deliverytracking.dbwriter.domain;

/** The stored offsets, as the reader sees them when it takes over a partition. */
@FunctionalInterface
public interface OffsetStore {
    /**
     * Decides by {@link StartPolicy} where reading begins, and writes down what that decision needs (the first offset
     * of a new log, a gap) before it is told.
     *
     * @throws WrongLogException if reading this log would skip or repeat records
     * @throws StoreUnavailableException if the database could not be asked
     */
    StartingPoint takeOver(LogIdentity log, int partition, LogBounds bounds);
}
