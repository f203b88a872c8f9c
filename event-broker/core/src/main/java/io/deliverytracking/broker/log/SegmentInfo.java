package io.deliverytracking.broker.log;

/**
 * One segment, for inspection.
 *
 * @param baseOffset the offset that names it
 * @param nextOffset the offset after its last record
 * @param sizeBytes size of its log file
 * @param indexEntries entries of its offset index
 * @param timeIndexEntries entries of its time index
 * @param largestTimestampMs the greatest record timestamp, or -1
 * @param active whether appends go here
 */
public record SegmentInfo(
        long baseOffset,
        long nextOffset,
        int sizeBytes,
        int indexEntries,
        int timeIndexEntries,
        long largestTimestampMs,
        boolean active) {}
