package io.deliverytracking.broker.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The producer state at an offset, as the file {@code <offset>.snapshot}.
 *
 * <pre>
 *   version int16 = 1 | crc-32c of the rest int32 | entries int32 | entry*
 *   entry: producer id int64 | epoch int16 | last timestamp int64 | last seen int64 | batches int8 | batch*
 *   batch: base sequence int32 | offset delta int32 | last offset int64 | greatest timestamp int64
 * </pre>
 *
 * <p>Unlike Apache Kafka: it keeps the last five batches of a producer, not the last one only; a producer that sends
 * again after the broker's restart gets the old offset for each of them.
 *
 * @param offset the state includes all batches below
 * @param entries in the order in which the producers came
 */
record ProducerSnapshot(long offset, List<ProducerEntry> entries) {

    private static final short VERSION = 1;
    private static final int CRC_POSITION = 2;
    private static final int COUNT_POSITION = 6;
    private static final int ENTRIES_POSITION = 10;

    ByteBuffer encode() {
        ByteBuffer buffer = ByteBuffer.allocate(ENTRIES_POSITION + entries.size() * ProducerEntry.MAX_ENCODED_BYTES);
        buffer.putShort(VERSION).putInt(0).putInt(entries.size());
        for (ProducerEntry entry : entries) {
            entry.encode(buffer);
        }
        buffer.flip();
        buffer.putInt(CRC_POSITION, crc(buffer));
        return buffer;
    }

    /** Reads a snapshot; null if the bytes are none, or not whole: the state is then built from the log instead. */
    static @Nullable ProducerSnapshot decode(long offset, ByteBuffer buffer) {
        if (buffer.remaining() < ENTRIES_POSITION
                || buffer.getShort(0) != VERSION
                || buffer.getInt(CRC_POSITION) != crc(buffer)) {
            return null;
        }
        int count = buffer.getInt(COUNT_POSITION);
        List<ProducerEntry> entries = new ArrayList<>(count);
        ByteBuffer rest = buffer.duplicate().position(ENTRIES_POSITION);
        for (int i = 0; i < count; i++) {
            entries.add(ProducerEntry.decode(rest));
        }
        return new ProducerSnapshot(offset, entries);
    }

    private static int crc(ByteBuffer buffer) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(COUNT_POSITION));
        return (int) crc.getValue();
    }
}
