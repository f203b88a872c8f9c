package io.deliverytracking.analytics.kafka;

import io.deliverytracking.service.kafka.BatchMetrics;
import io.deliverytracking.service.trace.BatchTrace;
import io.deliverytracking.service.trace.Tracing;
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
    private final Tracing tracing;

    DeliveryChannel(AnalyticsFeed feed, BatchMetrics metrics, Tracing tracing) {
        this.feed = feed;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Incoming(NAME)
    @Blocking
    void onPoll(ConsumerRecords<byte[], byte[]> poll, IncomingKafkaRecordBatchMetadata<byte[], byte[]> metadata) {
        try {
            long startNs = System.nanoTime();
            if (count(poll, metadata.getConsumerGroupGenerationId())) {
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

    private boolean count(ConsumerRecords<byte[], byte[]> poll, int generation) {
        try (BatchTrace trace = tracing.begin("count", poll)) {
            boolean counted = feed.apply(poll, generation);
            if (!counted) {
                trace.notDone("a poll of an earlier assignment");
            }
            return counted;
        }
    }
}
