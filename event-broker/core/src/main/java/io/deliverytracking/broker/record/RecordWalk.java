package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the records of an uncompressed batch where they lie, and finds what a broken producer got wrong.
 *
 * <p>A valid CRC says that the bytes are the producer's; it does not say that they are records. What got in unseen
 * would break every consumer later, so the walk follows each length to the last byte:
 *
 * <pre>
 *   length varint | attributes int8 | timestamp delta varlong | offset delta varint
 *   | key length varint, key | value length varint, value | header count varint | (key, value)*
 * </pre>
 *
 * <p>Threading: not thread-safe; belongs to a lane. Allocates nothing unless it finds fault.
 * <p>Source: KIP-98, KIP-82 (headers).
 */
public final class RecordWalk {

    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int position;
    private int end;
    private boolean broken;

    private long maxTimestamp;
    private long minTimestamp;
    private boolean keyless;

    /**
     * Walks all records of {@code batch}, which must be uncompressed and whole.
     *
     * @return what is wrong with them, or null
     */
    public @Nullable String walk(BatchView batch) {
        buffer = batch.buffer();
        position = batch.position() + BatchView.HEADER_SIZE;
        end = batch.position() + batch.sizeInBytes();
        broken = false;
        maxTimestamp = BatchView.NO_TIMESTAMP;
        minTimestamp = Long.MAX_VALUE;
        keyless = false;
        int count = batch.recordCount();
        long baseTimestamp = batch.baseTimestamp();
        for (int i = 0; i < count; i++) {
            String fault = record(i, baseTimestamp);
            if (fault != null) {
                return fault;
            }
        }
        return position == end ? null : (end - position) + " bytes follow the last record";
    }

    /** The greatest timestamp seen by the last walk. */
    public long maxTimestamp() {
        return maxTimestamp;
    }

    /** The smallest timestamp seen by the last walk. */
    public long minTimestamp() {
        return minTimestamp;
    }

    /** Whether the last walk met a record without a key. */
    public boolean keyless() {
        return keyless;
    }

    private @Nullable String record(int index, long baseTimestamp) {
        long length = readVarlong();
        int bodyStart = position;
        if (broken || length < 0 || length > end - bodyStart) {
            return "record " + index + " claims " + length + " bytes, " + (end - bodyStart) + " are left";
        }
        skip(1);
        long timestamp = baseTimestamp + readVarlong();
        long offsetDelta = readVarlong();
        if (!broken && offsetDelta != index) {
            return "record " + index + " has offset delta " + offsetDelta;
        }
        boolean hasKey = skipSized(true);
        skipSized(true);
        long headers = readVarlong();
        if (!broken && (headers < 0 || headers > end - position)) {
            return "record " + index + " claims " + headers + " headers";
        }
        for (long h = 0; h < headers && !broken; h++) {
            skipSized(false);
            skipSized(true);
        }
        if (broken || position != bodyStart + length) {
            return "record " + index + " does not fill its " + length + " bytes exactly";
        }
        maxTimestamp = Math.max(maxTimestamp, timestamp);
        minTimestamp = Math.min(minTimestamp, timestamp);
        keyless |= !hasKey;
        return null;
    }

    /** Skips a length and as many bytes; returns false for the length -1, which means null. */
    private boolean skipSized(boolean nullAllowed) {
        long size = readVarlong();
        if (size < 0) {
            broken |= size != -1 || !nullAllowed;
            return false;
        }
        skip(size);
        return true;
    }

    private void skip(long bytes) {
        if (broken || bytes > end - position) {
            broken = true;
            return;
        }
        position += (int) bytes;
    }

    /** Reads a zig-zag number of at most ten bytes; ints are read the same way. */
    private long readVarlong() {
        long raw = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (broken || position >= end) {
                broken = true;
                return -1;
            }
            byte b = buffer.get(position++);
            raw |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        broken = true;
        return -1;
    }
}
