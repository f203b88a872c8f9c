package io.deliverytracking.broker.group;

import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;

/**
 * What a group committed for one partition.
 *
 * @param offset the next offset the group will read
 * @param leaderEpoch epoch of the last record read, or {@link #NO_LEADER_EPOCH}
 * @param metadata the client's own words, returned as given
 * @param commitTimestampMs when the coordinator accepted the commit
 * @param expireTimestampMs when it expires, if the client asked for a retention of its own
 *     (OffsetCommit up to version 4); normally {@code offsets.retention.minutes} decides
 * @param topicId the topic at the time of the commit, {@link Uuid#ZERO_UUID} if unknown: an offset of a
 *     deleted topic says nothing about a new one with the same name
 */
public record CommittedOffset(
        long offset,
        int leaderEpoch,
        String metadata,
        long commitTimestampMs,
        OptionalLong expireTimestampMs,
        Uuid topicId) {

    /** The committed offset of a partition without one. */
    public static final long NO_OFFSET = -1L;

    /** The client did not say which epoch its last record had. */
    public static final int NO_LEADER_EPOCH = -1;

    /** Whether this was committed for another topic of the same name than {@code expected}. */
    boolean belongsToAnotherTopicThan(Uuid expected) {
        return !topicId.equals(Uuid.ZERO_UUID) && !expected.equals(Uuid.ZERO_UUID) && !topicId.equals(expected);
    }
}
