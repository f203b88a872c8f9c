package io.deliverytracking.dbwriter.domain;

/**
 * The next transaction.
 *
 * @param records it has at most so many
 * @param pauseNs to wait before it
 */
public record Turn(int records, long pauseNs) {
    /** All there is, now. */
    public static final Turn AT_ONCE = new Turn(Integer.MAX_VALUE, 0);
}
