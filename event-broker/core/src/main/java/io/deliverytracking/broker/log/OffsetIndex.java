package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;

/**
 * From offsets to positions in a segment's log file; about one entry for every {@code index.interval.bytes}.
 *
 * <pre>
 *   0                        4                       8
 *   +------------------------+-----------------------+
 *   | last offset of a batch | where the batch       |
 *   | minus base offset      | starts in the file    |
 *   +------------------------+-----------------------+
 * </pre>
 *
 * <p>Invariant: both columns ascend.
 * <p>Source: the format is Apache Kafka's, so that {@code kafka-dump-log} reads it.
 */
final class OffsetIndex extends IndexFile {

    static final int ENTRY_SIZE_BYTES = 8;

    private final long baseOffset;
    private final ByteBuffer entry = ByteBuffer.allocate(ENTRY_SIZE_BYTES);
    private long lastOffset;

    OffsetIndex(StorageFile file, long baseOffset) {
        super(file, ENTRY_SIZE_BYTES);
        this.baseOffset = baseOffset;
        this.lastOffset = baseOffset;
    }

    @Override
    long key(ByteBuffer buffer, int position) {
        return buffer.getInt(position);
    }

    /** Opens the file and looks at its last entry: false if it can't be the index of a log of {@code logSizeBytes}. */
    boolean openAndCheck(int logSizeBytes) {
        if (!open()) {
            return false;
        }
        lastOffset = baseOffset;
        if (entries() == 0) {
            return true;
        }
        ByteBuffer last = read(entries() - 1);
        lastOffset = baseOffset + last.getInt(0);
        return last.getInt(0) >= 0 && last.getInt(4) >= 0 && last.getInt(4) < logSizeBytes;
    }

    /** Adds the batch that ends with {@code batchLastOffset} and starts at {@code position}. */
    void add(long batchLastOffset, int position) {
        entry.clear();
        entry.putInt((int) (batchLastOffset - baseOffset)).putInt(position).flip();
        append(entry);
        lastOffset = batchLastOffset;
    }

    /**
     * A position at or before the batch that contains {@code offset}; at least 0 and before {@code endPosition}, whatever
     * stands in the file: an entry that points elsewhere, since it is wrong or younger than that end, is passed over. 0 if
     * the file can't be read.
     */
    int positionBefore(long offset, int endPosition) {
        return lookUp(
                () -> {
                    for (int entry = floor(offset - baseOffset); entry >= 0; entry--) {
                        int position = positionAt(entry);
                        if (position >= 0 && position < endPosition) {
                            return position;
                        }
                    }
                    return 0;
                },
                0);
    }

    /** The last offset that {@code entry} names. */
    long offsetAt(int entry) {
        return baseOffset + read(entry).getInt(0);
    }

    /** The position that {@code entry} names. */
    int positionAt(int entry) {
        return read(entry).getInt(4);
    }

    /** The position of the last entry, or 0. */
    int lastPosition() {
        return entries() == 0 ? 0 : read(entries() - 1).getInt(4);
    }

    /** Drops the entries of {@code offset} and everything after it. */
    void truncateTo(long offset) {
        forgetIfGone();
        keep(floor(offset - baseOffset - 1) + 1);
        lastOffset =
                entries() == 0 ? baseOffset : baseOffset + read(entries() - 1).getInt(0);
    }

    /** The offset of the last entry, or the base offset. */
    long lastOffset() {
        return lastOffset;
    }
}
