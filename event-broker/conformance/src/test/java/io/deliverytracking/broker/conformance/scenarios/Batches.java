package io.deliverytracking.broker.conformance.scenarios;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Crc32C;

/** Record batches as producers send them, and as no producer should. All times are long past. */
final class Batches {

    /** November 2023: no broker takes it for the time of the test. */
    static final long TIME_MS = 1_700_000_000_000L;

    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int RECORD_COUNT_AT = 57;

    private Batches() {}

    /** One batch with a record a second. */
    static MemoryRecords of(String... values) {
        return compressed(Compression.NONE, values);
    }

    static MemoryRecords compressed(Compression compression, String... values) {
        return MemoryRecords.withRecords(compression, records(values));
    }

    static MemoryRecords of(SimpleRecord... records) {
        return MemoryRecords.withRecords(Compression.NONE, records);
    }

    static MemoryRecords idempotent(long producerId, int epoch, int baseSequence, String... values) {
        return MemoryRecords.withIdempotentRecords(
                Compression.NONE, producerId, (short) epoch, baseSequence, records(values));
    }

    /** Of an old format, which nobody writes any more. */
    static MemoryRecords ofMagic(int magic, String... values) {
        return MemoryRecords.withRecords((byte) magic, Compression.NONE, records(values));
    }

    static SimpleRecord keyed(long timestampMs, String key, String value) {
        return new SimpleRecord(timestampMs, key == null ? null : bytes(key), bytes(value));
    }

    static MemoryRecords withBrokenChecksum(String... values) {
        ByteBuffer buffer = of(values).buffer();
        buffer.put(CRC_AT, (byte) ~buffer.get(CRC_AT));
        return MemoryRecords.readableRecords(buffer);
    }

    static MemoryRecords withMagic(int magic, String... values) {
        ByteBuffer buffer = of(values).buffer();
        buffer.put(MAGIC_AT, (byte) magic);
        return MemoryRecords.readableRecords(buffer);
    }

    /** A header that claims another number of records than there are; the checksum is right. */
    static MemoryRecords claiming(int count, String... values) {
        ByteBuffer buffer = of(values).buffer();
        buffer.putInt(RECORD_COUNT_AT, count);
        return resealed(buffer);
    }

    static MemoryRecords startingAt(long baseOffset, String... values) {
        ByteBuffer buffer = of(values).buffer();
        buffer.putLong(0, baseOffset);
        return MemoryRecords.readableRecords(buffer);
    }

    static MemoryRecords cutOff(int bytes, String... values) {
        ByteBuffer buffer = of(values).buffer();
        buffer.limit(buffer.limit() - bytes);
        return MemoryRecords.readableRecords(buffer.slice());
    }

    /** Several batches one behind the other. */
    static MemoryRecords several(MemoryRecords... batches) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(batches).mapToInt(MemoryRecords::sizeInBytes).sum());
        for (MemoryRecords batch : batches) {
            all.put(batch.buffer());
        }
        return MemoryRecords.readableRecords(all.flip());
    }

    private static MemoryRecords resealed(ByteBuffer buffer) {
        int from = CRC_AT + Integer.BYTES;
        buffer.putInt(CRC_AT, (int) Crc32C.compute(buffer, from, buffer.limit() - from));
        return MemoryRecords.readableRecords(buffer);
    }

    private static SimpleRecord[] records(String... values) {
        SimpleRecord[] records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = keyed(TIME_MS + i * 1_000L, "k" + i, values[i]);
        }
        return records;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
