package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;

/**
 * From timestamps to offsets in a segment.
 *
 * <pre>
 *   0                         8                           12
 *   +-------------------------+---------------------------+
 *   | greatest timestamp of   | last offset of the batch  |
 *   | the segment up to here  | it is in, minus base      |
 *   +-------------------------+---------------------------+
 * </pre>
 *
 * <p>Invariant: both columns ascend. Batches before the entry's carry smaller timestamps than the entry; so whoever looks
 * for a timestamp starts at the batch of the last entry at or below it. A sealed segment's last entry is the greatest
 * timestamp of all.
 * <p>Source: KIP-33; the format is Apache Kafka's.
 */
final class TimeIndex extends IndexFile {

    static final int ENTRY_SIZE_BYTES = 12;

    private final long baseOffset;
    private final ByteBuffer entry = ByteBuffer.allocate(ENTRY_SIZE_BYTES);
    private long lastTimestampMs = BatchView.NO_TIMESTAMP;
    private long lastOffset;

    TimeIndex(StorageFile file, long baseOffset) {
        super(file, ENTRY_SIZE_BYTES);
        this.baseOffset = baseOffset;
        this.lastOffset = baseOffset;
    }

    @Override
    long key(ByteBuffer buffer, int position) {
        return buffer.getLong(position);
    }

    /** Opens the file and looks at its ends: false if it can't be a time index. */
    boolean openAndCheck() {
        boolean whole = open();
        if (whole) {
            loadLast();
        }
        return whole
                && (entries() == 0
                        || (lastTimestampMs >= 0 && lastOffset >= baseOffset && read(0).getLong(0) <= lastTimestampMs));
    }

    /** Adds an entry if {@code timestampMs} is greater than every one before. */
    void maybeAdd(long timestampMs, long offset) {
        if (timestampMs <= lastTimestampMs) {
            return;
        }
        entry.clear();
        entry.putLong(timestampMs).putInt((int) (offset - baseOffset)).flip();
        append(entry);
        lastTimestampMs = timestampMs;
        lastOffset = offset;
    }

    /** An offset before which no record has {@code timestampMs} or more; the base offset, if the file can't be read. */
    long offsetBefore(long timestampMs) {
        return baseOffset
                + lookUp(
                        () -> {
                            int found = floor(timestampMs);
                            return found < 0 ? 0 : read(found).getInt(8);
                        },
                        0);
    }

    /** The timestamp that {@code entry} names. */
    long timestampAt(int entry) {
        return read(entry).getLong(0);
    }

    /** The last offset that {@code entry} names. */
    long offsetAt(int entry) {
        return baseOffset + read(entry).getInt(8);
    }

    /** Drops the entries of {@code offset} and everything after it. */
    void truncateTo(long offset) {
        forgetIfGone();
        int keep = offset <= baseOffset ? 0 : entries();
        while (keep > 0 && baseOffset + read(keep - 1).getInt(8) >= offset) {
            keep--;
        }
        keep(keep);
        loadLast();
    }

    /** The greatest timestamp in it, or {@link BatchView#NO_TIMESTAMP}. */
    long lastTimestampMs() {
        return lastTimestampMs;
    }

    /** The offset of the last entry, or the base offset. */
    long lastOffset() {
        return lastOffset;
    }

    private void loadLast() {
        if (entries() == 0) {
            lastTimestampMs = BatchView.NO_TIMESTAMP;
            lastOffset = baseOffset;
        } else {
            ByteBuffer last = read(entries() - 1);
            lastTimestampMs = last.getLong(0);
            lastOffset = baseOffset + last.getInt(8);
        }
    }
}
