package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.StorageFile;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Crc32C;

/**
 * One batch in a file of the local metadata log.
 *
 * <pre>
 *   0        4            8        16      20          24
 *   | length | payloadCrc | offset | epoch | headerCrc | payload (length bytes)
 * </pre>
 *
 * {@code headerCrc} covers bytes 0 to 20, {@code payloadCrc} the payload; both are CRC-32C. The
 * header has a checksum of its own so that a flipped bit in {@code length} can't pass for a frame that
 * was cut off.
 *
 * @param offset the batch's offset in the metadata log
 * @param epoch the epoch it was appended in
 * @param records the batch
 * @param sizeBytes the whole frame's size in the file
 */
record MetadataFrame(long offset, int epoch, List<MetadataRecord> records, int sizeBytes) {

    static final int HEADER_BYTES = 24;

    /** What a position of a file holds. */
    enum Verdict {
        /** A whole frame. */
        WHOLE,
        /** The file ends here. */
        END,
        /**
         * A write that never finished: the file ends inside the frame, or whole sectors of it are
         * still zero. It was never acknowledged, because acknowledging waits for the flush.
         */
        TORN,
        /** Complete bytes with a wrong checksum: damage to what was once durable. */
        DAMAGED
    }

    /** A verdict, and the frame when it is {@link Verdict#WHOLE}. */
    record Reading(Verdict verdict, ByteBuffer header, ByteBuffer payload) {

        int sizeBytes() {
            return HEADER_BYTES + payload.capacity();
        }

        MetadataFrame frame() {
            return new MetadataFrame(
                    header.getLong(8), header.getInt(16), MetadataRecordCodec.decode(payload.duplicate()), sizeBytes());
        }
    }

    private static final int SECTOR_BYTES = 512;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    static ByteBuffer encode(long offset, int epoch, List<MetadataRecord> records) {
        byte[] payload = MetadataRecordCodec.encode(records);
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        frame.putInt(payload.length);
        frame.putInt((int) Crc32C.compute(payload, 0, payload.length));
        frame.putLong(offset);
        frame.putInt(epoch);
        frame.putInt((int) Crc32C.compute(frame.array(), 0, HEADER_BYTES - Integer.BYTES));
        frame.put(payload);
        return frame.flip();
    }

    /** Reads what stands at {@code position} of a file of {@code fileSize} bytes. */
    static Reading read(StorageFile file, long position, long fileSize) {
        if (position == fileSize) {
            return new Reading(Verdict.END, NOTHING, NOTHING);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (fileSize - position < HEADER_BYTES || file.read(header, position) < HEADER_BYTES) {
            return new Reading(Verdict.TORN, header, NOTHING);
        }
        if ((int) Crc32C.compute(header.array(), 0, HEADER_BYTES - Integer.BYTES) != header.getInt(20)) {
            return new Reading(tornOrDamaged(header, position), header, NOTHING);
        }
        int length = header.getInt(0);
        if (length > fileSize - position - HEADER_BYTES) {
            return new Reading(Verdict.TORN, header, NOTHING);
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        file.read(payload, position + HEADER_BYTES);
        payload.clear();
        if ((int) Crc32C.compute(payload.array(), 0, length) != header.getInt(4)) {
            return new Reading(tornOrDamaged(payload, position + HEADER_BYTES), header, payload);
        }
        return new Reading(Verdict.WHOLE, header, payload);
    }

    /**
     * After a power failure a file may have grown before its contents were written: sectors, or the
     * parts of them inside these bytes, are then zero. A flipped bit never looks like that.
     */
    private static Verdict tornOrDamaged(ByteBuffer bytes, long filePosition) {
        int at = 0;
        while (at < bytes.capacity()) {
            long sectorEnd = (filePosition + at) / SECTOR_BYTES * SECTOR_BYTES + SECTOR_BYTES;
            int end = (int) Math.min(bytes.capacity(), sectorEnd - filePosition);
            if (isZero(bytes, at, end)) {
                return Verdict.TORN;
            }
            at = end;
        }
        return Verdict.DAMAGED;
    }

    private static boolean isZero(ByteBuffer bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
