package io.deliverytracking.broker.log;

/**
 * Which segments have had their time: a decision over the oldest of them, which changes nothing. One that seems too old
 * is looked up in its log first, if only its time index says so.
 *
 * <p>A segment goes if all its records lie below the log start offset, or if {@code cleanup.policy} names delete and it
 * is older than {@code retention.ms} by its greatest record timestamp, or the log without it still has
 * {@code retention.bytes}. Only from the oldest on, and never what consumers may not read yet: a segment that reaches past
 * the high watermark stays.
 */
final class Retention {

    private Retention() {}

    /** How many segments, from the first, are to be retired. The active one counts too, if it holds anything. */
    static int expired(
            Segment[] segments,
            LogConfig config,
            long nowMs,
            long logStartOffset,
            long logEndOffset,
            long highWatermark) {
        long excessBytes = Long.MIN_VALUE;
        if (config.delete() && config.retentionBytes() >= 0) {
            excessBytes = -config.retentionBytes();
            for (Segment segment : segments) {
                excessBytes += segment.sizeInBytes();
            }
        }
        int count = 0;
        for (; count < segments.length; count++) {
            Segment segment = segments[count];
            boolean active = count == segments.length - 1;
            long endOffset = active ? logEndOffset : segments[count + 1].baseOffset();
            if (endOffset > highWatermark || (active && segment.sizeInBytes() == 0)) {
                break;
            }
            boolean tooMuch = excessBytes != Long.MIN_VALUE && excessBytes >= segment.sizeInBytes();
            if (!tooMuch && endOffset > logStartOffset && !isTooOld(segment, config, nowMs)) {
                break;
            }
            excessBytes -= excessBytes == Long.MIN_VALUE ? 0 : segment.sizeInBytes();
        }
        return count;
    }

    private static boolean isTooOld(Segment segment, LogConfig config, long nowMs) {
        if (!config.delete() || config.retentionMs() < 0 || !isOlder(segment, config, nowMs)) {
            return false;
        }
        segment.confirmMaxTimestamp();
        return isOlder(segment, config, nowMs);
    }

    private static boolean isOlder(Segment segment, LogConfig config, long nowMs) {
        return nowMs - segment.retentionTimestampMs() > config.retentionMs();
    }
}
