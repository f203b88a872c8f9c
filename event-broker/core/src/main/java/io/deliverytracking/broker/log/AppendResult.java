package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
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
 * @param duplicate whether the producer had sent this batch before; nothing was appended
 */
public record AppendResult(
        Errors error,
        @Nullable String errorMessage,
        long baseOffset,
        long lastOffset,
        long logAppendTimeMs,
        long logStartOffset,
        boolean duplicate) {

    static AppendResult failed(Errors error, String message, long logStartOffset) {
        return new AppendResult(error, message, -1, -1, BatchView.NO_TIMESTAMP, logStartOffset, false);
    }

    /** Whether it was appended, now or (a duplicate) before. */
    public boolean isSuccess() {
        return error == Errors.NONE;
    }
}
