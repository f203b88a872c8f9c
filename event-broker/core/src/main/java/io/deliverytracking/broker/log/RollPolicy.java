package io.deliverytracking.broker.log;

/**
 * When the active segment makes room for the next: a pure decision, like {@link Retention}.
 *
 * <p>It is full ({@code segment.bytes}, {@code segment.index.bytes}), old ({@code segment.ms}, less its share of
 * {@code segment.jitter.ms}), or too far from its base offset for an index entry's four bytes. Nor does one go on whose index is
 * lost: once sealed it gets another.
 *
 * <p>Apache Kafka: LogSegment.shouldRoll.
 */
final class RollPolicy {

    private RollPolicy() {}

    /** Whether a batch of {@code bytes} ending with {@code lastOffset} must go into the next segment. */
    static boolean mustRollFor(
            Segment active, int bytes, long lastOffset, long maxBatchTimestampMs, LogConfig config, long nowMs) {
        if (active.sizeInBytes() == 0) {
            return !fitsRelative(active, lastOffset);
        }
        return active.sizeInBytes() > config.segmentBytes() - bytes
                || isOld(active, maxBatchTimestampMs, config, nowMs)
                || active.offsetIndex().sizeInBytes() > config.segmentIndexBytes() - OffsetIndex.ENTRY_SIZE_BYTES
                || active.timeIndex().sizeInBytes() > config.segmentIndexBytes() - 2 * TimeIndex.ENTRY_SIZE_BYTES
                || !fitsRelative(active, lastOffset)
                || searchesWithoutIndex(active);
    }

    /** Whether {@code segment.ms} passed between its first batch and {@code timestampMs}, or {@code nowMs} if it has none. */
    static boolean isOld(Segment active, long timestampMs, LogConfig config, long nowMs) {
        if (active.sizeInBytes() == 0) {
            return false;
        }
        long first = active.firstTimestampMs();
        long age = first >= 0 && timestampMs >= 0 ? timestampMs - first : nowMs - active.createdMs();
        return age > config.segmentMs() - Math.min(active.rollJitterMs(), config.segmentMs());
    }

    /** Whether its first batch is older than {@code ageMs}, by its timestamp; by the file's age, if that has none. */
    static boolean holdsOlderThan(Segment active, long ageMs, long nowMs) {
        if (active.sizeInBytes() == 0) {
            return false;
        }
        long first = active.firstTimestampMs();
        return nowMs - (first >= 0 ? first : active.createdMs()) > ageMs;
    }

    /** Whether it has batches and has lost an index: it gets another when it is sealed, and is searched from its start until then. */
    static boolean searchesWithoutIndex(Segment active) {
        return active.sizeInBytes() > 0 && active.indexLoss() != null;
    }

    private static boolean fitsRelative(Segment active, long lastOffset) {
        return lastOffset - active.baseOffset() <= Integer.MAX_VALUE;
    }
}
