package io.deliverytracking.dbwriter.domain;

/**
 * A record of the batch that says of itself that it is a dead letter sent again.
 *
 * <p>Sending is at least once, so several records may say so of one letter. The first of them settles the letter, in the
 * transaction that stores it; the others are repeats, and are neither stored nor dead-lettered. What a record says is
 * believed only if it stands behind the letter in the same partition and has the same value.
 *
 * @param index its index in the read
 * @param row its row among those of its table, or {@link #NO_ROW} if it can't be decoded
 */
public record Redriven(PartitionRead read, int index, DeadLetterName letter, int row) {
    public static final int NO_ROW = -1;

    /** Whether the letter can have been sent to where this record is. */
    boolean isPlausible() {
        return letter.topicId().equals(read.log().topicId())
                && letter.partition() == read.partition().partition()
                && letter.offset() < read.offset(index);
    }
}
