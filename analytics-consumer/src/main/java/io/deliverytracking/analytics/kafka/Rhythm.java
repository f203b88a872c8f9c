package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.config.AnalyticsConfig;
import io.deliverytracking.service.timer.WorkerTimers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Twice a second: tells the feed that time goes by, writes the journal, and commits positions with their rebuild points.
 *
 * <p>Not the connector's own strategies: they know no metadata, and the checkpointing one does not work with batches.
 *
 * <p>Threading: a worker thread takes the commits, since the feed may be busy with a poll; the client's polling thread sends
 * them.
 */
@ApplicationScoped
class Rhythm {

    private static final Logger LOG = Logger.getLogger(Rhythm.class);

    private final AnalyticsFeed feed;
    private final Checkpoints checkpoints;
    private final KafkaClientService clients;

    Rhythm(AnalyticsFeed feed, Checkpoints checkpoints, KafkaClientService clients) {
        this.feed = feed;
        this.checkpoints = checkpoints;
        this.clients = clients;
    }

    void start(@Observes StartupEvent started, WorkerTimers timers, AnalyticsConfig config) {
        timers.start("clock and commits", config.commitInterval(), () -> {
            tick();
            commit();
        });
    }

    /** While the client's thread hangs nothing is known of the partitions, and nobody is called silent. */
    private void tick() {
        clients.<byte[], byte[]>getConsumer(DeliveryChannel.NAME)
                .runOnPollingThread(consumer -> {
                    return Backlog.of(consumer);
                })
                .subscribe()
                .with(
                        unread -> feed.tick(System.nanoTime(), unread),
                        fault -> LOG.debugf("No backlog known: fault=%s", fault.getMessage()));
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> commits = checkpoints.take();
        if (!commits.isEmpty()) {
            clients.getConsumer(DeliveryChannel.NAME)
                    .commitAsync(commits)
                    .subscribe()
                    .with(done -> {}, fault -> {
                        // Rebalances refuse commits; the next one says the same or more.
                        LOG.debugf("Commit failed: fault=%s", fault.getMessage());
                        feed.commitFailed();
                    });
        }
    }
}
