package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.MessageTimestampType;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.record.StoredCompression;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The way of batches into the log, in the order it is gone:
 *
 * <pre>
 *   validate     whole, checksummed, of a size and a time that the topic allows      {@link AppendValidator}
 *   check        the producer's epoch and sequence; a retry gets the first answer    {@link ProducerStates}
 *   recompress   only if the topic names a codec of its own                          {@link Recompression}
 *   assign       base offset, leader epoch, perhaps the append time, in place
 *   roll         if the active segment is full or old                                {@link SegmentRoller}
 *   write        the bytes, to the active segment; from here on it is in the log     {@link Segment#append}
 *   note         index entries, the hot tail, the producers' last batches
 *   flush        if {@code flush.messages} asks for it                               {@link LogFlusher}
 * </pre>
 *
 * <p>Apache Kafka: UnifiedLog.append and LogValidator.
 *
 * <p>Threading: the lane's.
 * <p>Failure: what a sender did wrong is an error code in the result; then nothing was appended. A failed write is cut off
 * again and thrown; if it couldn't be cut off, the log goes offline.
 * <p>Source: KIP-98 (format, idempotence), KIP-101 (leader epochs), KIP-32 (timestamp types).
 */
final class LogAppender {

    private final LogState log;
    private final SegmentRoller roller;
    private final LogFlusher flusher;
    private final BatchView batch = new BatchView();
    private final AppendValidator validator = new AppendValidator(batch);

    /** Made when a topic asks for it: most don't, and there may be thousands of logs. */
    private @Nullable Recompression recompression;

    LogAppender(LogState log, SegmentRoller roller, LogFlusher flusher) {
        this.log = log;
        this.roller = roller;
        this.flusher = flusher;
    }

    /** Appends batches at the end of the log; see {@link PartitionLog#append}. */
    AppendResult append(RecordBatches records, AppendOrigin origin, int leaderEpoch, long nowMs) {
        LogConfig config = log.config();
        AppendFault fault = validator.validate(records, origin, config, nowMs, log.logEndOffset());
        if (fault != null) {
            return failed(fault);
        }
        ByteBuffer buffer = records.buffer();
        if (origin == AppendOrigin.CLIENT) {
            AppendResult answer = checkProducer(buffer);
            if (answer != null) {
                return answer;
            }
        }
        boolean replicated = origin == AppendOrigin.REPLICATION;
        if (!replicated && config.compression() != StoredCompression.PRODUCER) {
            Recompression.Outcome stored = recompression().apply(buffer, config);
            AppendFault refused = stored.fault();
            if (refused != null) {
                return failed(refused);
            }
            buffer = stored.batches();
        }
        long logAppendTimeMs = replicated ? BatchView.NO_TIMESTAMP : assign(buffer, leaderEpoch, nowMs);
        long maxTimestampMs = logAppendTimeMs == BatchView.NO_TIMESTAMP ? validator.maxTimestampMs() : logAppendTimeMs;
        long baseOffset = batch.wrap(buffer, buffer.position()).baseOffset();
        long lastOffset = replicated ? lastOffsetIn(buffer) : baseOffset + validator.recordCount() - 1;
        Segment active = roller.roomFor(buffer.remaining(), lastOffset, maxTimestampMs, nowMs);
        int position = active.sizeInBytes();
        assignEpochs(buffer);
        write(active, buffer);
        onWritten(active, buffer, position, nowMs);
        batch.unwrap();
        Invariant.check(
                lastOffset + 1 == log.logEndOffset(),
                "the log ends after what was appended",
                lastOffset,
                log.logEndOffset());
        flushIfTooManyWait();
        return new AppendResult(
                Errors.NONE, null, baseOffset, lastOffset, logAppendTimeMs, log.logStartOffset(), false);
    }

    private AppendResult failed(AppendFault fault) {
        return AppendResult.failed(fault, log.logStartOffset());
    }

    private Recompression recompression() {
        if (recompression == null) {
            recompression = new Recompression();
        }
        return recompression;
    }

    /** The answer to a batch that is refused or was appended before; null if it is to be appended. */
    private @Nullable AppendResult checkProducer(ByteBuffer buffer) {
        batch.wrap(buffer, buffer.position());
        if (!batch.hasProducerId()) {
            return null;
        }
        ProducerEntry producer = log.producers().find(batch);
        if (producer == null) {
            return null;
        }
        int duplicate = producer.duplicateOf(batch);
        if (duplicate >= 0) {
            long lastOffset = producer.lastOffsetOf(duplicate);
            return new AppendResult(
                    Errors.NONE,
                    null,
                    lastOffset - batch.lastOffsetDelta(),
                    lastOffset,
                    log.config().timestampType() == MessageTimestampType.LOG_APPEND_TIME
                            ? producer.timestampMsOf(duplicate)
                            : BatchView.NO_TIMESTAMP,
                    log.logStartOffset(),
                    true);
        }
        AppendFault fault = ProducerStates.check(producer, batch);
        return fault == null ? null : failed(fault);
    }

    /** Writes offsets, epoch and perhaps timestamps into the batches; returns the append time assigned, or -1. */
    private long assign(ByteBuffer buffer, int leaderEpoch, long nowMs) {
        boolean appendTime = log.config().timestampType() == MessageTimestampType.LOG_APPEND_TIME;
        long offset = log.logEndOffset();
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            batch.setBaseOffset(offset);
            batch.setPartitionLeaderEpoch(leaderEpoch);
            if (appendTime) {
                batch.setMaxTimestamp(MessageTimestampType.LOG_APPEND_TIME, nowMs);
            }
            offset = batch.nextOffset();
        }
        return appendTime ? nowMs : BatchView.NO_TIMESTAMP;
    }

    private long lastOffsetIn(ByteBuffer buffer) {
        long last = -1;
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            last = batch.wrap(buffer, p).lastOffset();
        }
        return last;
    }

    private void assignEpochs(ByteBuffer buffer) {
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            log.epochs().maybeAssign(batch.partitionLeaderEpoch(), batch.baseOffset());
        }
    }

    private void write(Segment active, ByteBuffer buffer) {
        try {
            active.append(buffer);
        } catch (TornAppendException e) {
            throw log.goOffline(e);
        }
    }

    private void onWritten(Segment active, ByteBuffer buffer, int position, long nowMs) {
        int start = buffer.position();
        for (int p = start; p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            int at = position + (p - start);
            active.index(batch, at, log.config().indexIntervalBytes());
            log.hotTail().add(batch.baseOffset(), at);
            log.producers().onAppended(batch, nowMs);
            log.onAppendedUpTo(batch.nextOffset());
        }
    }

    /**
     * {@code flush.messages} is a promise to the producer, so it is kept before the append is answered, as in Apache Kafka:
     * the lane waits for the disk. It is off by default.
     */
    private void flushIfTooManyWait() {
        if (log.logEndOffset() - flusher.recoveryPoint() >= log.config().flushMessages()) {
            flusher.flush();
        }
    }
}
