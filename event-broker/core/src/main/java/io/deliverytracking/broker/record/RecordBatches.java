package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Record batches in memory, one after the other as in a request, a response or a segment file.
 *
 * <p>Holds a buffer and nothing else; the bytes between its position and limit are the batches. The log patches offsets
 * into that very buffer, so whoever appends gives the buffer away.
 *
 * <p>Bounds: what a compressed batch says of its own sizes is a stranger's word, and the official classes allocate by it
 * before they look whether so much is there. So look-ups skip keys and values, and where records are wanted whole their
 * sizes are looked at first.
 *
 * <p>Threading: as the buffer, owned by one lane at a time.
 * <p>Failure: {@link KafkaException} for a batch that can't be decompressed or read.
 */
public final class RecordBatches {

    /** The largest record that is taken out of a compressed batch whole, decompressed. Apache Kafka knows no such limit. */
    static final int LARGEST_OPENED_RECORD_BYTES = 16 * 1024 * 1024;

    /** No batch at all. */
    public static final RecordBatches EMPTY = new RecordBatches(ByteBuffer.allocate(0));

    private final ByteBuffer buffer;

    private RecordBatches(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** The batches between position and limit of {@code buffer}. */
    public static RecordBatches of(ByteBuffer buffer) {
        return new RecordBatches(buffer);
    }

    /** The batches of a produce or fetch message; none for null, which older clients send. */
    public static RecordBatches from(@Nullable BaseRecords records) {
        if (records == null) {
            return EMPTY;
        }
        if (records instanceof MemoryRecords memoryRecords) {
            return new RecordBatches(memoryRecords.buffer());
        }
        throw new IllegalArgumentException("not in memory: " + records.getClass());
    }

    /** How many bytes of batches a message carries; none for null. */
    public static int sizeInBytesOf(@Nullable BaseRecords records) {
        return records == null ? 0 : records.sizeInBytes();
    }

    /** The same bytes as the official message classes want them. */
    public BaseRecords toRecords() {
        return MemoryRecords.readableRecords(buffer);
    }

    /** The bytes themselves: position to limit. */
    public ByteBuffer buffer() {
        return buffer;
    }

    public int sizeInBytes() {
        return buffer.remaining();
    }

    public boolean isEmpty() {
        return !buffer.hasRemaining();
    }

    /** Opens every batch and hands its records on in order; control batches are left out. */
    public void forEachRecord(Consumer<LogRecord> consumer) {
        for (MutableRecordBatch batch : MemoryRecords.readableRecords(buffer).batches()) {
            if (batch.isControlBatch()) {
                continue;
            }
            String fault = batch.isCompressed() ? sizeFaultWithin(batch) : null;
            if (fault != null) {
                throw new InvalidRecordException(fault);
            }
            try (CloseableIterator<Record> records = open(batch)) {
                while (records.hasNext()) {
                    Record r = records.next();
                    consumer.accept(
                            new LogRecord(r.offset(), r.timestamp(), batch.partitionLeaderEpoch(), r.key(), r.value()));
                }
            }
        }
    }

    /** The first record at or after {@code fromOffset} whose timestamp is at least {@code timestampMs}. */
    public Optional<LogRecord> firstAtOrAfter(long timestampMs, long fromOffset) {
        for (MutableRecordBatch batch : MemoryRecords.readableRecords(buffer).batches()) {
            if (batch.maxTimestamp() < timestampMs || batch.lastOffset() < fromOffset) {
                continue;
            }
            int leaderEpoch = batch.partitionLeaderEpoch();
            try (CloseableIterator<Record> records = skim(batch)) {
                while (records.hasNext()) {
                    Record r = records.next();
                    if (r.offset() >= fromOffset && r.timestamp() >= timestampMs) {
                        return Optional.of(new LogRecord(r.offset(), r.timestamp(), leaderEpoch, null, null));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The greatest timestamp of the records at or after {@code fromOffset}. */
    public long maxTimestampFrom(long fromOffset) {
        long max = BatchView.NO_TIMESTAMP;
        for (MutableRecordBatch batch : MemoryRecords.readableRecords(buffer).batches()) {
            if (batch.isControlBatch()) {
                continue;
            }
            try (CloseableIterator<Record> records = skim(batch)) {
                while (records.hasNext()) {
                    Record r = records.next();
                    if (r.offset() >= fromOffset) {
                        max = Math.max(max, r.timestamp());
                    }
                }
            }
        }
        return max;
    }

    /**
     * Opens the batch under {@code view}, which may be compressed, and says what is wrong with it.
     *
     * @param keysRequired whether a record without a key is a fault (compacted topics)
     * @return null if nothing is
     */
    public static @Nullable String faultWithin(BatchView view, boolean keysRequired) {
        ByteBuffer one = view.buffer().duplicate();
        one.limit(view.position() + view.sizeInBytes()).position(view.position());
        try {
            for (MutableRecordBatch batch :
                    MemoryRecords.readableRecords(one.slice()).batches()) {
                String fault = sizeFaultWithin(batch);
                if (fault != null) {
                    return fault;
                }
                try (CloseableIterator<Record> records = open(batch)) {
                    while (records.hasNext()) {
                        Record r = records.next();
                        if (keysRequired && !r.hasKey()) {
                            return "a compacted topic takes no record without a key";
                        }
                    }
                }
            }
            return null;
        } catch (KafkaException e) {
            return "its records cannot be read: " + e.getMessage();
        }
    }

    /** What a compressed batch claims that nobody should allocate; null if that is nothing. */
    static @Nullable String sizeFaultWithin(MutableRecordBatch batch) {
        try (CloseableIterator<Record> records = skim(batch)) {
            while (records.hasNext()) {
                int size = records.next().sizeInBytes();
                if (size < 0 || size > LARGEST_OPENED_RECORD_BYTES) {
                    return "a record claims " + size + " bytes";
                }
            }
        }
        return null;
    }

    /** Offsets, timestamps and claimed sizes of a batch's records, in bounded memory whatever it claims. */
    private static CloseableIterator<Record> skim(MutableRecordBatch batch) {
        if (batch.compressionType() == CompressionType.SNAPPY) {
            ByteBuffer whole = ByteBuffer.allocate(batch.sizeInBytes());
            batch.writeTo(whole);
            String fault = SnappyBlocks.fault(
                    whole.flip().position(BatchView.HEADER_SIZE).slice());
            if (fault != null) {
                throw new InvalidRecordException(fault);
            }
        }
        return new CheckedRecords(batch.skipKeyValueIterator(BufferSupplier.NO_CACHING));
    }

    private static CloseableIterator<Record> open(MutableRecordBatch batch) {
        return new CheckedRecords(batch.streamingIterator(BufferSupplier.NO_CACHING));
    }

    @Override
    public String toString() {
        return "RecordBatches[" + buffer.remaining() + " bytes]";
    }
}
