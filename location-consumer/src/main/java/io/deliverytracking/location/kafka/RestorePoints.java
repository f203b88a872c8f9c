package io.deliverytracking.location.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * Where to begin reading partitions that were just assigned.
 *
 * <p>The map lives in memory, so the committed offset is no place to begin: it only serves the display of lag. A partition
 * begins a configured time before the newest record of its topic; what this process has already applied of it is not read
 * again. With one fix a second and rider, some seconds of log hold everybody.
 *
 * <p>Rejected: writing the map to disk or to a compacted topic. It would cost a write an event to save two seconds of
 * reading a start, and a snapshot of positions is stale by the time it is read.
 *
 * <p>A topic that was deleted and made again under its name needs no care: the committed offset has no say in where reading
 * begins, and is shown no larger than the log. If that happens while this service reads, at worst a stretch at the new log's
 * beginning is passed over; the next fix of each rider, a second later, says more. So topic ids are not compared here.
 *
 * <p>Threading: called from the client's polling thread, inside the rebalance callback; may block for a few requests.
 */
final class RestorePoints {

    /** The beginning for one partition. */
    record RestorePoint(long from, long committed, long end) {}

    private final LogTail tail;
    private final ToLongFunction<String> windowMsOfTopic;
    private final AppliedPositions positions;

    RestorePoints(LogTail tail, Map<String, Duration> windows, AppliedPositions positions) {
        this.tail = tail;
        this.windowMsOfTopic =
                topic -> windows.getOrDefault(topic, Duration.ZERO).toMillis();
        this.positions = positions;
    }

    Map<TopicPartition, RestorePoint> find(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, long nowMs) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, OffsetAndTimestamp> byTime = consumer.offsetsForTimes(beginnings(partitions, nowMs));
        Map<TopicPartition, RestorePoint> points = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = Objects.requireNonNull(ends.get(partition));
            OffsetAndTimestamp first = byTime.get(partition);
            OffsetAndMetadata commit = committed.get(partition);
            long from = notBeforeApplied(partition, first == null ? end : first.offset(), end);
            // A commit beyond the end is of a log that was there before this one, and says nothing of this one.
            long known = commit == null || commit.offset() > end ? 0 : commit.offset();
            points.put(partition, new RestorePoint(from, known, end));
        }
        return points;
    }

    private Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions, long nowMs) {
        Map<String, Set<TopicPartition>> byTopic = new HashMap<>();
        partitions.forEach(partition -> byTopic.computeIfAbsent(partition.topic(), key -> new HashSet<>())
                .add(partition));
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        byTopic.forEach((topic, ofTopic) -> {
            OptionalLong newest = tail.newestRecordTimeMs(ofTopic);
            // A record from the future must not hide those of the present.
            long anchorMs = Math.min(nowMs, newest.orElse(nowMs));
            long beginMs = Math.max(0, anchorMs - windowMsOfTopic.applyAsLong(topic));
            ofTopic.forEach(partition -> beginnings.put(partition, beginMs));
        });
        return beginnings;
    }

    private long notBeforeApplied(TopicPartition partition, long from, long end) {
        long applied = positions.appliedUpTo(partition).orElse(0);
        // Beyond the end: the topic was made anew, and what was applied belongs to the old one.
        return applied <= end ? Math.max(from, applied) : from;
    }
}
