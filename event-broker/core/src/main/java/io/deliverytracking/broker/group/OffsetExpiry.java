package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets offsets that nobody has used for {@code offsets.retention.minutes}, and empty groups with them.
 *
 * <table>
 * <caption>From when the retention counts</caption>
 * <tr><td>the group has no members</td><td>since it is empty, or the commit if that came later</td></tr>
 * <tr><td>consumers that do not read the topic (any more)</td><td>since the commit</td></tr>
 * <tr><td>a group of the consumer protocol that does not read the topic (any more), with members or without</td>
 *     <td>since the commit</td></tr>
 * <tr><td>a group that only commits</td><td>since the commit</td></tr>
 * <tr><td>all others</td><td>never</td></tr>
 * </table>
 *
 * Unlike Apache Kafka, where it counts from when the group became empty even for a later commit: an
 * administrator who sets the offsets of a long unused group must not lose them at the next check.
 *
 * <p>An offset with an expiry of its own (OffsetCommit up to version 4) expires then, in all these cases.
 *
 * <p>Threading: confined to the lane of the shard.
 *
 * <p>Source: KIP-211, KIP-496.
 */
final class OffsetExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetExpiry.class);

    private final GroupStore store;

    OffsetExpiry(GroupStore store) {
        this.store = store;
    }

    /** Looks through one group. */
    void sweep(Turn turn, Group group) {
        GroupOffsets offsets = store.offsets(group.groupId());
        List<OffsetRecord> expired = expired(turn, group, offsets);
        expired.forEach(turn::append);
        turn.counters().offsetsExpired(expired.size());
        if (!expired.isEmpty()) {
            LOG.info("group {}: {} committed offsets expired", group.groupId(), expired.size());
        }
        boolean nothingLeft = store.offsets(group.groupId()).isEmpty();
        if (nothingLeft && group.isAbandoned()) {
            group.tombstones().forEach(turn::append);
            LOG.info("group {}: removed, it has neither members nor offsets", group.groupId());
        }
    }

    private static List<OffsetRecord> expired(Turn turn, Group group, GroupOffsets offsets) {
        List<OffsetRecord> expired = new ArrayList<>();
        if (!group.letsOffsetsExpire()) {
            return expired;
        }
        long nowMs = turn.wallClockMs();
        offsets.byTopic().forEach((topic, partitions) -> {
            if (!group.isSubscribedTo(topic)) {
                partitions.forEach((partition, committed) -> {
                    if (isExpired(group, committed, nowMs, turn.config().offsetsRetentionMs())) {
                        expired.add(new OffsetRecord(group.groupId(), topic, partition, null));
                    }
                });
            }
        });
        return expired;
    }

    private static boolean isExpired(Group group, CommittedOffset committed, long nowMs, long retentionMs) {
        OptionalLong own = committed.expireTimestampMs();
        if (own.isPresent()) {
            return nowMs >= own.getAsLong();
        }
        return nowMs - group.unusedSinceMs(committed) >= retentionMs;
    }
}
