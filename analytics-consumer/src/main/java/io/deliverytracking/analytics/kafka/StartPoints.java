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
import org.apache.kafka.common.Uuid;
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
 * a commit, at the beginning of the log. What retention has removed of a rebuild is gone, and said; what it removed before it
 * was read is counted as missed.
 *
 * <p>A commit of a topic that was deleted since, and made again under its name, is no commit: the ids differ, or the offset
 * lies beyond the end. While this service reads, the client tells of such a topic only when the position lies beyond its end
 * ({@link AnalyticsFeed} begins anew then); one that has outgrown the position within seconds goes unnoticed until the next
 * assignment, and its first events uncounted.
 *
 * <p>Threading: called from the client's polling thread, inside the rebalance callback; may block for a few requests.
 */
final class StartPoints {

    private static final Logger LOG = Logger.getLogger(StartPoints.class);

    private StartPoints() {}

    static Map<TopicPartition, StartPoint> find(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, TopicIds topicIds) {
        Map<String, Uuid> ids = topicIds.of(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, StartPoint> points = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Log log = new Log(
                    partition,
                    Objects.requireNonNull(ids.get(partition.topic())),
                    Objects.requireNonNull(begins.get(partition)),
                    Objects.requireNonNull(ends.get(partition)));
            points.put(partition, log.resolve(committed.get(partition)));
        }
        return points;
    }

    /** A partition's log as it is now. */
    record Log(TopicPartition partition, Uuid topicId, long begin, long end) {

        StartPoint resolve(@Nullable OffsetAndMetadata commit) {
            if (commit == null) {
                return fresh(begin);
            }
            if (commit.offset() > end) {
                LOG.warnf(
                        "Committed offset lies beyond the log's end, so the log is another one: beginning anew. "
                                + "partition=%s committed=%d end=%d",
                        partition, commit.offset(), end);
                return fresh(begin);
            }
            Optional<CommitNote> carried = CommitNote.parse(commit.metadata())
                    .filter(note -> note.point().position() == commit.offset());
            if (carried.isEmpty()) {
                LOG.infof(
                        "Commit carries no rebuild point, so somebody has set it: going on there. "
                                + "partition=%s offset=%d",
                        partition, commit.offset());
                return notBeforeTheLog(RebuildPoint.fresh(commit.offset()));
            }
            Uuid committedId = carried.get().topicId();
            if (committedId != null && !committedId.equals(topicId)) {
                LOG.warnf(
                        "The topic was made anew since the last commit: beginning anew. "
                                + "partition=%s committed=%d committedTopicId=%s topicId=%s",
                        partition, commit.offset(), committedId, topicId);
                return fresh(begin);
            }
            return notBeforeTheLog(carried.get().point());
        }

        private StartPoint fresh(long offset) {
            return new StartPoint(RebuildPoint.fresh(offset), topicId, 0);
        }

        private StartPoint notBeforeTheLog(RebuildPoint point) {
            if (point.offset() >= begin) {
                return new StartPoint(point, topicId, 0);
            }
            long missed = Math.max(0, begin - point.position());
            LOG.warnf(
                    "Retention has removed events that open windows held; these windows will lack them. "
                            + "partition=%s rebuildFrom=%d begin=%d unread=%d",
                    partition, point.offset(), begin, missed);
            return new StartPoint(
                    new RebuildPoint(
                            begin, Math.max(begin, point.position()), point.closedSecond(), point.watermarkMs()),
                    topicId,
                    missed);
        }
    }
}
