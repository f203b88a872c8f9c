package io.deliverytracking.analytics.kafka;

import io.quarkus.runtime.Quarkus;
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
 * Reads the journal before the first partitions come, seeks to the rebuild points when they do, and commits when they go; also at shutdown, since closing the client
 * revokes everything.
 *
 * <p>Rests on an eager assignor: every rebalance takes all partitions away and gives all of the new ones at once.
 *
 * <p>Threading: the client's polling thread.
 *
 * <p>Failure: without its rebuild points the service would count open windows twice or half, so it stops loudly; its
 * supervisor starts it again.
 */
@ApplicationScoped
@Identifier(Assignments.NAME)
public class Assignments implements KafkaConsumerRebalanceListener {

    static final String NAME = "assignments";

    private static final Logger LOG = Logger.getLogger(Assignments.class);

    /** A rebalance or a shutdown waits no longer for a broker that may be gone. */
    private static final Duration LAST_COMMIT_PATIENCE = Duration.ofSeconds(2);

    private final AnalyticsFeed feed;
    private final TopicIds topicIds;
    private final Checkpoints checkpoints;

    Assignments(AnalyticsFeed feed, TopicIds topicIds, Checkpoints checkpoints) {
        this.feed = feed;
        this.topicIds = topicIds;
        this.checkpoints = checkpoints;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            checkpoints.open();
            Map<TopicPartition, StartPoint> points = StartPoints.find(consumer, partitions, topicIds);
            points.replaceAll(checkpoints::known);
            points.forEach(
                    (partition, start) -> consumer.seek(partition, start.point().offset()));
            feed.assign(points, consumer.groupMetadata().generationId());
            long again = points.values().stream()
                    .map(StartPoint::point)
                    .mapToLong(point -> point.position() - point.offset())
                    .sum();
            LOG.infof("Partitions assigned: partitions=%d recordsToRebuildFrom=%d", partitions.size(), again);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Where to begin cannot be found, stopping: partitions=%s", partitions);
            Quarkus.asyncExit(1);
            throw e;
        }
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> commits = checkpoints.takeLast();
        feed.revoke();
        try {
            if (!commits.isEmpty()) {
                consumer.commitSync(commits, LAST_COMMIT_PATIENCE);
            }
        } catch (KafkaException e) {
            // The commit before stands, with a rebuild point of its own: nothing is lost but some reading.
            LOG.warnf("Last commit failed: fault=%s", e.getMessage());
        }
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.warnf("Partitions lost to another member or a fenced session: partitions=%s", partitions);
        feed.revoke();
    }
}
