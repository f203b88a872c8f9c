package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.config.AnalyticsConfig;
import io.deliverytracking.service.reading.Reading;
import io.deliverytracking.service.reading.Reading.ClientAction;
import io.deliverytracking.service.timer.WorkerTimers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
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
    private final Reading reading;
    private final ClientAction tick = this::tick;

    Rhythm(AnalyticsFeed feed, Checkpoints checkpoints, Reading reading) {
        this.feed = feed;
        this.checkpoints = checkpoints;
        this.reading = reading;
    }

    void start(@Observes StartupEvent started, WorkerTimers timers, AnalyticsConfig config) {
        timers.start("clock and commits", config.commitInterval(), () -> {
            reading.onPollingThread(tick);
            commit();
        });
    }

    /** While the client's thread hangs nothing is known of the partitions, and nobody is called silent. */
    private void tick(Consumer<?, ?> client) {
        Set<TopicPartition> unread = Backlog.of(client);
        feed.tick(System.nanoTime(), unread);
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> commits = checkpoints.take();
        if (!commits.isEmpty()) {
            reading.onPollingThread(client -> client.commitAsync(commits, (committed, fault) -> {
                if (fault != null) {
                    // Rebalances refuse commits; the next one says the same or more.
                    LOG.debugf("Commit failed: fault=%s", fault.getMessage());
                    feed.commitFailed();
                }
            }));
        }
    }
}
