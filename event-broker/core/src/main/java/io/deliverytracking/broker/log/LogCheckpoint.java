package io.deliverytracking.broker.log;

/**
 * What the checkpoints say of a partition that is being opened.
 *
 * @param recoveryPoint batches below were forced to disk
 * @param logStartOffset records below were deleted
 * @param cleanShutdown whether all that was appended was forced to disk
 * @param cleanedUpTo no key has two records below, as far as compaction took care of that
 * @param gapsUpTo compaction may have taken batches away below; above, offsets follow each other without a gap. Only what
 *     was forced to disk is ever compacted, so without better knowledge it is the recovery point
 */
record LogCheckpoint(long recoveryPoint, long logStartOffset, boolean cleanShutdown, long cleanedUpTo, long gapsUpTo) {

    LogCheckpoint(long recoveryPoint, long logStartOffset, boolean cleanShutdown) {
        this(recoveryPoint, logStartOffset, cleanShutdown, 0, recoveryPoint);
    }

    /** Nothing is known: everything is scanned. */
    static final LogCheckpoint NONE = new LogCheckpoint(0, 0, false);
}
