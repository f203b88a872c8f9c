package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * What became of an append.
 *
 * @param error {@link Errors#NONE}, or what the sender did wrong; then the log is as it was
 * @param errorMessage says what was wrong with which values; null without an error
 * @param baseOffset offset of the first record; of a duplicate, the offset it has had since the first time; -1 on error
 * @param lastOffset offset of the last record; -1 on error
 * @param logAppendTimeMs the time assigned under LogAppendTime; -1 otherwise
 * @param logStartOffset the log's start after the append
 * @param faultyRecords which records of the batch are at fault, from 0 (KIP-467); empty where it is the batch as a whole
 * @param duplicate whether the producer had sent this batch before; nothing was appended
 */
public record AppendResult(
        Errors error,
        @Nullable String errorMessage,
        long baseOffset,
        long lastOffset,
        long logAppendTimeMs,
        long logStartOffset,
        List<Integer> faultyRecords,
        boolean duplicate) {

    /** An append of which no single record is at fault. */
    public AppendResult(
            Errors error,
            @Nullable String errorMessage,
            long baseOffset,
            long lastOffset,
            long logAppendTimeMs,
            long logStartOffset,
            boolean duplicate) {
        this(error, errorMessage, baseOffset, lastOffset, logAppendTimeMs, logStartOffset, List.of(), duplicate);
    }

    static AppendResult failed(AppendFault fault, long logStartOffset) {
        return new AppendResult(
                fault.error(), fault.message(), -1, -1, BatchView.NO_TIMESTAMP, logStartOffset, fault.records(), false);
    }

    /** Whether it was appended, now or (a duplicate) before. */
    public boolean isSuccess() {
        return error == Errors.NONE;
    }
}
