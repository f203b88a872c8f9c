package io.deliverytracking.dbwriter.domain;

/**
 * What a partition holds now: offsets from {@code startOffset} up to, but not including, {@code endOffset}.
 *
 * @param startOffset the log start offset; retention moves it up
 * @param endOffset the high watermark
 */
public record LogBounds(long startOffset, long endOffset) {
    public LogBounds {
        if (startOffset < 0 || endOffset < startOffset) {
            throw new IllegalArgumentException("log start " + startOffset + ", log end " + endOffset);
        }
    }
}
