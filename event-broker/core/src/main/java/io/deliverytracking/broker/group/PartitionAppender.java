package io.deliverytracking.broker.group;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * All that a coordinator shard knows of the log behind it: one partition of {@code __consumer_offsets}.
 *
 * <p>Threading: the lane of the partition.
 */
public interface PartitionAppender {

    /**
     * Appends records as one batch.
     *
     * <p>The completion is called exactly once, on the lane, in the order of the appends, before this method
     * returns or later: with {@link Errors#NONE} when the high watermark has passed the batch, else with what
     * went wrong. After an error nobody knows whether the batch is in the log.
     */
    void append(List<CoordinatorRecord> records, Consumer<Errors> completion);

    /** The offset that the next record appended gets. */
    long logEndOffset();

    /**
     * Nobody needs the records below {@code offset} any more; all from there on are below the high watermark. They may
     * stay until those that follow are safe from a power failure, too.
     */
    void forgetBefore(long offset);

    /** The largest batch that the partition takes, in bytes ({@code max.message.bytes}). */
    int maxBatchSizeBytes();
}
