package io.deliverytracking.broker.log.scrub;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What the scrubber has seen since the start, for inspection.
 *
 * @param passes times that all logs were gone through
 * @param segments segments checked
 * @param bytes bytes checked
 * @param indexesRebuilt segments whose indexes were missing or wrong
 * @param findings corrupt segments, each told once; the first {@value LogScrubber#MOST_FINDINGS}
 */
public record ScrubFacts(long passes, long segments, long bytes, long indexesRebuilt, List<Finding> findings) {

    /** A batch that is not what was written; the reason names file and position. */
    public record Finding(TopicPartition partition, long segmentBaseOffset, String reason) {}

    public ScrubFacts {
        findings = List.copyOf(findings);
    }
}
