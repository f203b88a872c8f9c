package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One record read back out of a batch, for readers inside the broker (coordinators loading their state).
 *
 * @param offset its offset in the partition
 * @param timestampMs milliseconds since the epoch, or {@link BatchView#NO_TIMESTAMP}
 * @param leaderEpoch the leader epoch of its batch
 * @param key null if it has none; a view, valid as long as the batch's buffer is
 * @param value null for a tombstone; a view as well
 */
public record LogRecord(
        long offset,
        long timestampMs,
        int leaderEpoch,
        @Nullable ByteBuffer key,
        @Nullable ByteBuffer value) {}
