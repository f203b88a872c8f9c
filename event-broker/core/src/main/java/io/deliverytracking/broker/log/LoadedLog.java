package io.deliverytracking.broker.log;

/**
 * What {@link LogLoader} hands over to a {@link PartitionLog}.
 *
 * @param segments at least one
 * @param logStartOffset the first offset that may be read
 * @param logEndOffset the offset of the next record
 * @param recoveryPoint batches below need no scan after a crash
 * @param cleanedUpTo where compaction got to; 0 if that cannot be right
 * @param epochs leader epochs, cut to the log
 * @param producers producer state up to the log end offset
 * @param snapshots its files
 * @param recovery what was found
 */
record LoadedLog(
        SegmentList segments,
        long logStartOffset,
        long logEndOffset,
        long recoveryPoint,
        long cleanedUpTo,
        LeaderEpochs epochs,
        ProducerStates producers,
        ProducerSnapshots snapshots,
        PartitionRecovery recovery) {}
