package io.deliverytracking.broker.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * One record batch, known by a name that is in every record of it. Made and read by the official client's classes: what
 * the broker gives back is judged by other code than its own.
 *
 * @param name unlike any other's
 * @param records how many records it has
 * @param producerId -1 without idempotence
 * @param producerEpoch -1 without
 * @param baseSequence -1 without
 * @param bytes the batch as it was sent, at offset 0
 */
record Batch(String name, int records, long producerId, short producerEpoch, int baseSequence, byte[] bytes) {

    /** A batch as it was read: {@code offset} is that of its first record. One without records has no name. */
    record Found(String name, int records, long offset, long producerId, short producerEpoch, int baseSequence) {

        long nextOffset() {
            return offset + records;
        }
    }

    static Batch of(
            String name,
            int records,
            int valueBytes,
            long timestampMs,
            Compression compression,
            long producerId,
            short producerEpoch,
            int baseSequence) {
        MemoryRecordsBuilder builder = MemoryRecords.builder(
                ByteBuffer.allocate(512),
                RecordBatch.CURRENT_MAGIC_VALUE,
                compression,
                TimestampType.CREATE_TIME,
                0L,
                RecordBatch.NO_TIMESTAMP,
                producerId,
                producerEpoch,
                baseSequence);
        for (int i = 0; i < records; i++) {
            byte[] value = Arrays.copyOf(utf8(name + "/" + i + "/"), Math.max(valueBytes, name.length() + 8));
            builder.append(timestampMs + i, utf8("key-" + i), value);
        }
        ByteBuffer built = builder.build().buffer();
        byte[] bytes = new byte[built.remaining()];
        built.get(bytes);
        return new Batch(name, records, producerId, producerEpoch, baseSequence, bytes);
    }

    boolean isIdempotent() {
        return producerId >= 0;
    }

    /** The bytes for a request, which gives them away. */
    BaseRecords toSend() {
        return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes.clone()));
    }

    /** The batches that the broker gave; each must be whole, with the right checksum, and one of those made here. */
    static List<Found> read(BaseRecords records) {
        List<Found> found = new ArrayList<>();
        if (!(records instanceof MemoryRecords inMemory)) {
            return found;
        }
        for (MutableRecordBatch batch : inMemory.batches()) {
            batch.ensureValid();
            found.add(read(batch));
        }
        return found;
    }

    private static Found read(MutableRecordBatch batch) {
        String name = "";
        int count = 0;
        for (Record record : batch) {
            String[] parts =
                    StandardCharsets.UTF_8.decode(record.value()).toString().split("/", -1);
            if (parts.length != 3
                    || !parts[1].equals(Integer.toString(count))
                    || (count > 0 && !parts[0].equals(name))) {
                throw new AssertionError("record " + count + " at offset " + record.offset() + " of batch " + name
                        + " is " + String.join("/", parts));
            }
            if (record.offset() != batch.baseOffset() + count) {
                throw new AssertionError("record " + count + " of batch " + name + " has offset " + record.offset());
            }
            name = parts[0];
            count++;
        }
        if (count == 0) {
            // Compaction leaves the last batch of a segment, if need be without records: a consumer goes on behind it.
            count = Math.toIntExact(batch.nextOffset() - batch.baseOffset());
        }
        return new Found(
                name, count, batch.baseOffset(), batch.producerId(), batch.producerEpoch(), batch.baseSequence());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
