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
    void sweep(Turn turn, ClassicGroup group) {
        GroupOffsets offsets = store.offsets(group.groupId());
        List<OffsetRecord> expired = expired(turn, group, offsets);
        expired.forEach(turn::append);
        turn.counters().offsetsExpired(expired.size());
        if (!expired.isEmpty()) {
            LOG.info("group {}: {} committed offsets expired", group.groupId(), expired.size());
        }
        boolean nothingLeft = store.offsets(group.groupId()).isEmpty();
        // Unlike Apache Kafka: not while somebody was given a member id and is about to come back with it.
        if (nothingLeft && group.isEmpty() && !group.expectsPendingMembers()) {
            turn.append(new GroupMetadataRecord(group.groupId(), null));
            LOG.info("group {}: removed, it has neither members nor offsets", group.groupId());
        }
    }

    private static List<OffsetRecord> expired(Turn turn, ClassicGroup group, GroupOffsets offsets) {
        List<OffsetRecord> expired = new ArrayList<>();
        if (!mayExpire(group)) {
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

    private static boolean mayExpire(ClassicGroup group) {
        boolean onlyCommits = group.protocolType() == null;
        boolean consumersKnown = group.state().isStable() && group.hasConsumers() && group.knowsSubscribedTopics();
        return onlyCommits || group.isEmpty() || consumersKnown;
    }

    private static boolean isExpired(ClassicGroup group, CommittedOffset committed, long nowMs, long retentionMs) {
        OptionalLong own = committed.expireTimestampMs();
        if (own.isPresent()) {
            return nowMs >= own.getAsLong();
        }
        return nowMs - unusedSinceMs(group, committed) >= retentionMs;
    }

    private static long unusedSinceMs(ClassicGroup group, CommittedOffset committed) {
        boolean hadMembers = group.protocolType() != null;
        return hadMembers && group.isEmpty()
                ? Math.max(group.stateSinceMs(), committed.commitTimestampMs())
                : committed.commitTimestampMs();
    }
}
