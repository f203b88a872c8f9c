package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.LogRecord;
import io.deliverytracking.broker.record.MessageTimestampType;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.record.RecordWalk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether batches may enter the log at all, before anything is assigned or written.
 *
 * <p>Every batch: whole, format 2, right checksum, as many offsets as records. Then by origin: a client sends exactly one
 * batch at offset 0 with its own timestamps and no control records; a coordinator may do otherwise; what a leader
 * replicates was checked by the leader, and only has to follow the log.
 *
 * <p>Compressed batches are not opened, except on compacted topics, where every record needs a key. Uncompressed ones are
 * walked where they lie.
 *
 * <p>Unlike Apache Kafka: a compressed batch is judged by its header alone (first and greatest timestamp, record count);
 * opening each would cost the lane more than everything else together, and consumers check what they decompress.
 * Transactional batches of clients are refused with {@code INVALID_TXN_STATE}: no transaction can be under way, as
 * there is no coordinator that starts one.
 *
 * <p>Threading: the lane's. Allocates nothing for valid batches.
 */
final class AppendValidator {

    /** zstd; the greater ids of three bits mean nothing. */
    private static final int LAST_COMPRESSION_ID = 4;

    private final BatchView batch;
    private final RecordWalk walk = new RecordWalk();

    private int batchCount;
    private long maxTimestampMs;
    private int recordCount;

    AppendValidator(BatchView batch) {
        this.batch = batch;
    }

    /** What is wrong with {@code records}; null if they may be appended. */
    @Nullable
    AppendFault validate(RecordBatches records, AppendOrigin origin, LogConfig config, long nowMs, long logEndOffset) {
        ByteBuffer buffer = records.buffer();
        batchCount = 0;
        recordCount = 0;
        maxTimestampMs = BatchView.NO_TIMESTAMP;
        long expectedOffset = logEndOffset;
        int position = buffer.position();
        if (position == buffer.limit()) {
            return fault(Errors.INVALID_RECORD, "no record batch");
        }
        while (position < buffer.limit()) {
            AppendFault fault = validateShape(buffer, position);
            if (fault == null) {
                fault = origin == AppendOrigin.REPLICATION
                        ? validateReplicated(expectedOffset)
                        : validateProduced(origin, config, nowMs);
            }
            if (fault != null) {
                return fault;
            }
            batchCount++;
            recordCount += batch.recordCount();
            maxTimestampMs = Math.max(maxTimestampMs, batch.maxTimestamp());
            expectedOffset = batch.nextOffset();
            position += batch.sizeInBytes();
        }
        if (origin == AppendOrigin.CLIENT && batchCount != 1) {
            return fault(Errors.INVALID_RECORD, batchCount + " record batches where a client may send one");
        }
        if (buffer.remaining() > config.segmentBytes()) {
            return fault(
                    Errors.RECORD_LIST_TOO_LARGE,
                    buffer.remaining() + " bytes exceed " + LogConfigKeys.SEGMENT_BYTES + " = "
                            + config.segmentBytes());
        }
        return null;
    }

    /** How many batches the last validated buffer holds. */
    int batchCount() {
        return batchCount;
    }

    /** How many records. */
    int recordCount() {
        return recordCount;
    }

    /** Their greatest timestamp. */
    long maxTimestampMs() {
        return maxTimestampMs;
    }

    private @Nullable AppendFault validateShape(ByteBuffer buffer, int position) {
        if (buffer.limit() - position < BatchView.HEADER_SIZE_UP_TO_MAGIC) {
            return fault(Errors.CORRUPT_MESSAGE, "cut off after " + (buffer.limit() - position) + " bytes");
        }
        batch.wrap(buffer, position);
        if (batch.magic() < 0 || batch.magic() > BatchView.MAGIC_V2) {
            return fault(Errors.CORRUPT_MESSAGE, "there is no magic version " + batch.magic());
        }
        if (batch.magic() != BatchView.MAGIC_V2) {
            return fault(
                    Errors.INVALID_RECORD,
                    "only record batches with magic version 2 are allowed, not " + batch.magic());
        }
        if (!batch.fits()) {
            return fault(
                    Errors.CORRUPT_MESSAGE,
                    "a batch of " + batch.sizeInBytes() + " bytes where " + (buffer.limit() - position) + " are left");
        }
        if (!batch.isCrcValid()) {
            return fault(Errors.CORRUPT_MESSAGE, "the checksum of the record batch is wrong");
        }
        if (batch.lastOffsetDelta() < 0 || batch.recordCount() < 0) {
            return fault(
                    Errors.INVALID_RECORD,
                    "last offset delta " + batch.lastOffsetDelta() + ", record count " + batch.recordCount());
        }
        return null;
    }

    private @Nullable AppendFault validateReplicated(long expectedOffset) {
        return batch.baseOffset() == expectedOffset
                ? null
                : fault(
                        Errors.OFFSET_OUT_OF_RANGE,
                        "a replicated batch starts at " + batch.baseOffset() + ", the log ends at " + expectedOffset);
    }

    private @Nullable AppendFault validateProduced(AppendOrigin origin, LogConfig config, long nowMs) {
        if (batch.sizeInBytes() > config.maxMessageBytes()) {
            return fault(
                    Errors.MESSAGE_TOO_LARGE,
                    "a record batch of " + batch.sizeInBytes() + " bytes exceeds " + LogConfigKeys.MAX_MESSAGE_BYTES
                            + " = " + config.maxMessageBytes());
        }
        // Counted in 64 bits: the greatest delta plus one is no int.
        if (batch.recordCount() != batch.lastOffsetDelta() + 1L) {
            return fault(
                    Errors.INVALID_RECORD,
                    batch.recordCount() + " records with last offset delta " + batch.lastOffsetDelta());
        }
        if (batch.hasProducerId() && batch.baseSequence() < 0 && !batch.isControl()) {
            return fault(
                    Errors.INVALID_RECORD,
                    "producer " + batch.producerId() + " with base sequence " + batch.baseSequence());
        }
        AppendFault fault = origin == AppendOrigin.CLIENT ? validateClient() : null;
        return fault == null ? validateRecords(config, nowMs) : fault;
    }

    private @Nullable AppendFault validateClient() {
        if (batch.baseOffset() != 0) {
            return fault(Errors.INVALID_RECORD, "the base offset should be 0, but it is " + batch.baseOffset());
        }
        if (batch.isControl()) {
            return fault(Errors.INVALID_RECORD, "clients are not allowed to write control records");
        }
        if (batch.isTransactional()) {
            return fault(Errors.INVALID_TXN_STATE, "no transaction of producer " + batch.producerId() + " is ongoing");
        }
        if (batch.compressionId() > LAST_COMPRESSION_ID) {
            return fault(Errors.UNSUPPORTED_COMPRESSION_TYPE, "unknown compression id " + batch.compressionId());
        }
        return null;
    }

    private @Nullable AppendFault validateRecords(LogConfig config, long nowMs) {
        if (batch.isControl()) {
            return null;
        }
        if (batch.timestampType() == MessageTimestampType.LOG_APPEND_TIME) {
            return fault(Errors.INVALID_TIMESTAMP, "producers should not set the timestamp type to LogAppendTime");
        }
        String fault;
        long min = batch.baseTimestamp();
        long max = batch.maxTimestamp();
        if (batch.isCompressed()) {
            fault = config.compact() ? RecordBatches.faultWithin(batch, true) : null;
        } else {
            fault = walk.walk(batch);
            if (fault == null && config.compact() && walk.keyless()) {
                fault = "a compacted topic takes no record without a key";
            }
            min = walk.minTimestamp();
            max = walk.maxTimestamp();
        }
        if (fault != null) {
            return new AppendFault(
                    Errors.INVALID_RECORD, fault, config.compact() ? recordsWhere(r -> r.key() == null) : List.of());
        }
        if (config.timestampType() == MessageTimestampType.CREATE_TIME) {
            AppendFault late = validateTimestamp(min, config, nowMs);
            AppendFault early = late == null ? validateTimestamp(max, config, nowMs) : late;
            if (early != null) {
                return early;
            }
            // What a producer claims in the header decides retention; the records are right.
            batch.setMaxTimestamp(MessageTimestampType.CREATE_TIME, max);
        }
        return null;
    }

    /** Looked for only when there is a fault: for a good batch one walk has to do. */
    private List<Integer> recordsWhere(Predicate<LogRecord> isFaulty) {
        ByteBuffer one = batch.buffer().duplicate();
        one.limit(batch.position() + batch.sizeInBytes()).position(batch.position());
        List<Integer> faulty = new ArrayList<>();
        try {
            RecordBatches.of(one.slice()).forEachRecord(r -> {
                if (isFaulty.test(r)) {
                    faulty.add((int) (r.offset() - batch.baseOffset()));
                }
            });
        } catch (KafkaException e) {
            // They can't be told apart: then it is the batch as a whole.
            return List.of();
        }
        return faulty;
    }

    private @Nullable AppendFault validateTimestamp(long timestampMs, LogConfig config, long nowMs) {
        if (timestampMs == BatchView.NO_TIMESTAMP) {
            return null;
        }
        long earliest = saturatingSubtract(nowMs, config.timestampBeforeMaxMs());
        long latest = saturatingAdd(nowMs, config.timestampAfterMaxMs());
        if (timestampMs >= earliest && timestampMs <= latest) {
            return null;
        }
        return new AppendFault(
                Errors.INVALID_TIMESTAMP,
                "Timestamp " + timestampMs + " is out of range. It should be within [" + earliest + ", " + latest + "]",
                recordsWhere(r -> r.timestampMs() != BatchView.NO_TIMESTAMP
                        && (r.timestampMs() < earliest || r.timestampMs() > latest)));
    }

    private static long saturatingAdd(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** At least 0: a timestamp before the epoch is no time of sending. */
    private static long saturatingSubtract(long a, long b) {
        return b >= a ? 0 : a - b;
    }

    private static AppendFault fault(Errors error, String message) {
        return new AppendFault(error, message);
    }
}
