package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.RebuildPoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where to begin reading partitions that were just assigned: at the rebuild point that the last commit carries.
 *
 * <p>The committed offset is the true position, so that lag read from the broker is the truth; its metadata says from where
 * to read again. Everything from there to the position was counted before and only fills the windows that were open: at most
 * a minute of events with what the settings add to it, some six million at 100,000 a second, read in a few seconds.
 *
 * <p>Rejected: committing the rebuild point itself, which would show a minute of lag for ever; and files beside Kafka's
 * offsets, which would have to be kept in step with them.
 *
 * <p>Without metadata (somebody has reset the offsets) reading begins at the committed offset and counts everything; without
 * a commit, at the beginning of the log. What retention has removed of a rebuild is gone, and said.
 *
 * <p>Threading: called from the client's polling thread, inside the rebalance callback; may block for a few requests.
 */
final class StartPoints {

    private static final Logger LOG = Logger.getLogger(StartPoints.class);

    private StartPoints() {}

    static Map<TopicPartition, RebuildPoint> find(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, RebuildPoint> points = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long begin = Objects.requireNonNull(begins.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            points.put(partition, resolve(partition, committed.get(partition), begin, end));
        }
        return points;
    }

    static RebuildPoint resolve(TopicPartition partition, @Nullable OffsetAndMetadata commit, long begin, long end) {
        if (commit == null) {
            return RebuildPoint.fresh(begin);
        }
        if (commit.offset() > end) {
            LOG.warnf(
                    "Committed offset lies beyond the log's end, so the log is another one: beginning anew. "
                            + "partition=%s committed=%d end=%d",
                    partition, commit.offset(), end);
            return RebuildPoint.fresh(begin);
        }
        Optional<RebuildPoint> carried =
                RebuildPoint.parse(commit.metadata()).filter(point -> point.position() == commit.offset());
        if (carried.isEmpty()) {
            LOG.infof(
                    "Commit carries no rebuild point, so somebody has set it: going on there. partition=%s offset=%d",
                    partition, commit.offset());
            return RebuildPoint.fresh(Math.max(begin, commit.offset()));
        }
        return withinLog(partition, carried.get(), begin);
    }

    private static RebuildPoint withinLog(TopicPartition partition, RebuildPoint point, long begin) {
        if (point.offset() >= begin) {
            return point;
        }
        LOG.warnf(
                "Retention has removed events that open windows held; these windows will lack them. "
                        + "partition=%s rebuildFrom=%d begin=%d",
                partition, point.offset(), begin);
        return new RebuildPoint(begin, Math.max(begin, point.position()), point.closedSecond());
    }
}
