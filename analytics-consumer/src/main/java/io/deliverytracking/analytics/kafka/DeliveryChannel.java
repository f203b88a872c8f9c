package io.deliverytracking.analytics.kafka;

import io.deliverytracking.service.kafka.BatchMetrics;
import io.quarkus.runtime.Quarkus;
import io.smallrye.reactive.messaging.annotations.Blocking;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The SmallRye adapter: whole polls of the official client go to {@link AnalyticsFeed}.
 *
 * <p>One message is one poll, never one event: single messages cost ten times as much. The connector polls ahead by one
 * batch at most and pauses its partitions while this method works, so slow counting slows the reading and nothing piles up.
 *
 * <p>Threading: a worker thread, one poll at a time in order.
 *
 * <p>Failure: an exception here is our own fault. The process stops loudly, uncommitted; its supervisor starts it again.
 */
@ApplicationScoped
public class DeliveryChannel {

    /** The channel's name in the configuration. */
    public static final String NAME = "deliveries";

    private static final Logger LOG = Logger.getLogger(DeliveryChannel.class);

    private final AnalyticsFeed feed;
    private final BatchMetrics metrics;

    DeliveryChannel(AnalyticsFeed feed, BatchMetrics metrics) {
        this.feed = feed;
        this.metrics = metrics;
    }

    @Incoming(NAME)
    @Blocking
    void onPoll(ConsumerRecords<byte[], byte[]> poll, IncomingKafkaRecordBatchMetadata<byte[], byte[]> metadata) {
        try {
            long startNs = System.nanoTime();
            if (feed.apply(poll, metadata.getConsumerGroupGenerationId())) {
                metrics.onBatch(poll, System.nanoTime() - startNs, System.currentTimeMillis());
            } else {
                LOG.infof("A poll of an earlier assignment is left out: records=%d", poll.count());
            }
        } catch (RuntimeException | Error e) {
            LOG.error("Counting a batch failed, stopping", e);
            Quarkus.asyncExit(1);
            throw e;
        }
    }
}
