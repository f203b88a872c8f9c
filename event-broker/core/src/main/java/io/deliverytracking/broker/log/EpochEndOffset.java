package io.deliverytracking.broker.log;

/**
 * The answer to OffsetForLeaderEpoch: where the largest epoch at or below the requested one ended.
 *
 * @param epoch that epoch, or {@link #UNDEFINED_EPOCH}
 * @param endOffset the offset after its last record, or {@link #UNDEFINED_OFFSET}
 */
public record EpochEndOffset(int epoch, long endOffset) {

    public static final int UNDEFINED_EPOCH = -1;
    public static final long UNDEFINED_OFFSET = -1L;

    /** Nothing is known of such an epoch. */
    public static final EpochEndOffset UNDEFINED = new EpochEndOffset(UNDEFINED_EPOCH, UNDEFINED_OFFSET);
}
