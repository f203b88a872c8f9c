package io.deliverytracking.broker.log;

/**
 * What the checkpoints say of a partition that is being opened.
 *
 * @param recoveryPoint batches below were forced to disk
 * @param logStartOffset records below were deleted
 * @param cleanShutdown whether all that was appended was forced to disk
 */
record LogCheckpoint(long recoveryPoint, long logStartOffset, boolean cleanShutdown) {

    /** Nothing is known: everything is scanned. */
    static final LogCheckpoint NONE = new LogCheckpoint(0, 0, false);
}
