package io.deliverytracking.dbwriter.domain;

/**
 * A record that can't become a row, with the reason.
 *
 * @param read where the record is
 * @param index its index in the read
 * @param reason one word for counters and queries, such as {@code BROKEN_BYTES} or {@code REFUSED_22003}
 * @param error what was wrong, in words; holds no position
 */
public record DeadLetter(PartitionRead read, int index, String reason, String error) {
    public long offset() {
        return read.offset(index);
    }
}
