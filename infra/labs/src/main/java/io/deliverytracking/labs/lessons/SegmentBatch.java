package io.deliverytracking.labs.lessons;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A record batch as it lies in a segment file, as far as a lesson shows it.
 *
 * <pre>
 *    0  base offset            8 bytes
 *    8  length of what follows 4
 *   12  leader epoch           4
 *   16  magic, always 2        1
 *   17  CRC-32C of the rest    4
 *   21  attributes             2    compression, kind of timestamp, transaction
 *   23  last offset delta      4    offset of the last record, from the base
 *   27  first and last time    16
 *   43  producer id, epoch, first sequence number   14
 *   57  number of records      4
 *   61  the records
 * </pre>
 *
 * <p>Source: KIP-98, and "Record Batch" in Apache Kafka's documentation of its message format.
 *
 * @param position    of its first byte in the file
 * @param baseOffset  offset of its first record
 * @param records     how many
 * @param sizeInBytes with its header
 * @param magic       version of the format
 * @param crcHolds    whether its bytes are those that the checksum was made of
 */
record SegmentBatch(int position, long baseOffset, int records, int sizeInBytes, byte magic, boolean crcHolds) {

    private static final int LENGTH = 8;
    private static final int MAGIC = 16;
    private static final int CRC = 17;
    private static final int CHECKED_FROM = 21;
    private static final int RECORD_COUNT = 57;

    /** Base offset and length stand before what the length counts. */
    private static final int BEFORE_COUNTED = 12;

    /** All batches of a file that {@code bytes} are the content of. */
    static List<SegmentBatch> decode(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        List<SegmentBatch> batches = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int size = BEFORE_COUNTED + file.getInt(at + LENGTH);
            CRC32C crc = new CRC32C();
            crc.update(bytes, at + CHECKED_FROM, size - CHECKED_FROM);
            batches.add(new SegmentBatch(
                    at,
                    file.getLong(at),
                    file.getInt(at + RECORD_COUNT),
                    size,
                    file.get(at + MAGIC),
                    (int) crc.getValue() == file.getInt(at + CRC)));
            at += size;
        }
        return batches;
    }
}
