package io.deliverytracking.location.kafka;

import io.deliverytracking.location.kafka.RestorePoints.RestorePoint;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Seeks to the restore point when partitions come, and commits what was applied when they go; also at shutdown, since
 * closing the client revokes everything.
 *
 * <p>Threading: the client's polling thread.
 *
 * <p>Failure: if the restore point cannot be found, reading goes on at the committed offset and says so. The map then fills
 * with the next fix of each rider, within a second or so, which is better than no map.
 */
@ApplicationScoped
@Identifier(Assignments.NAME)
public class Assignments implements KafkaConsumerRebalanceListener {

    static final String NAME = "assignments";

    private static final Logger LOG = Logger.getLogger(Assignments.class);

    /** A rebalance or a shutdown waits no longer for a broker that may be gone. */
    private static final Duration LAST_COMMIT_PATIENCE = Duration.ofSeconds(2);

    private final RestorePoints restorePoints;
    private final AppliedPositions positions;

    Assignments(RestorePoints restorePoints, AppliedPositions positions) {
        this.restorePoints = restorePoints;
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, RestorePoint> points =
                    restorePoints.find(consumer, partitions, System.currentTimeMillis());
            points.forEach((partition, point) -> {
                positions.assign(partition, point.from(), point.committed(), point.end());
                consumer.seek(partition, point.from());
            });
            long toRead = points.values().stream()
                    .mapToLong(point -> point.end() - point.from())
                    .sum();
            LOG.infof("Partitions assigned: partitions=%d recordsToRestoreFrom=%d", partitions.size(), toRead);
        } catch (KafkaException e) {
            LOG.warnf(e, "Restore point not found, going on at the committed offsets: partitions=%s", partitions);
            for (TopicPartition partition : partitions) {
                positions.assign(partition, positions.appliedUpTo(partition).orElse(0), 0, 0);
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> last = positions.takeLast(partitions);
        try {
            if (!last.isEmpty()) {
                consumer.commitSync(last, LAST_COMMIT_PATIENCE);
            }
        } catch (KafkaException e) {
            // The offsets only serve the display of lag; the next owner does not need them.
            LOG.warnf("Last commit failed: partitions=%s fault=%s", last.keySet(), e.getMessage());
        } finally {
            positions.revoke(partitions);
        }
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.warnf("Partitions lost to another member or a fenced session: partitions=%s", partitions);
        positions.revoke(partitions);
    }
}
