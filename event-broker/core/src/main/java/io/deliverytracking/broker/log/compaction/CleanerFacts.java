package io.deliverytracking.broker.log.compaction;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the cleaner has done since the start, for inspection.
 *
 * @param cleaning which log it is at; null if none
 * @param rounds rounds that went through
 * @param recordsDropped records that had become void
 * @param bytes read and written for that
 * @param maxDirtyRatio how dirty the dirtiest log was when it looked last: 0 to 1
 * @param uncleanable logs that it leaves alone until the next start
 */
public record CleanerFacts(
        @Nullable TopicPartition cleaning,
        long rounds,
        long recordsDropped,
        long bytes,
        double maxDirtyRatio,
        List<Uncleanable> uncleanable) {

    /** A log that cannot be compacted, and where the reason lies. */
    public record Uncleanable(TopicPartition partition, String reason) {}

    public CleanerFacts {
        uncleanable = List.copyOf(uncleanable);
    }
}
