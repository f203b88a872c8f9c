package io.deliverytracking.broker.log;

/**
 * A segment that takes no more appends, as whoever compacts or checks a log sees it.
 *
 * <p>Threading: got from {@link LogCompaction} on the lane; its batches may be read on any thread. It stays readable for
 * {@code file.delete.delay.ms} after it left the log.
 */
public final class SealedSegment {

    private final Segment segment;
    private final long nextOffset;

    SealedSegment(Segment segment, long nextOffset) {
        this.segment = segment;
        this.nextOffset = nextOffset;
    }

    Segment segment() {
        return segment;
    }

    /** The offset that names it. */
    public long baseOffset() {
        return segment.baseOffset();
    }

    /** The offset that the next segment starts with. */
    public long nextOffset() {
        return nextOffset;
    }

    public int sizeInBytes() {
        return segment.sizeInBytes();
    }

    /** Bytes of the larger of its indexes. */
    public int indexSizeInBytes() {
        return segment.indexSizeInBytes();
    }

    /** The greatest timestamp in it, or -1. */
    public long maxTimestampMs() {
        return segment.maxTimestampMs();
    }

    /** The timestamp of its first batch, or -1. On the lane; reads a few bytes the first time. */
    public long firstTimestampMs() {
        return segment.firstTimestampMs();
    }

    /** Its log file, for messages. */
    public String path() {
        return segment.path();
    }

    /** Reads all of it, checking every checksum. */
    public BatchReader batches() {
        return batches(Long.MAX_VALUE);
    }

    /** The same; only up to {@code gapsUpTo} may batches be missing. */
    public BatchReader batches(long gapsUpTo) {
        return new BatchReader(segment.contentsFrom(0, segment.baseOffset(), gapsUpTo));
    }
}
