package io.deliverytracking.analytics.kafka;

import io.deliverytracking.service.kafka.BatchMetrics;
import io.deliverytracking.service.reading.PollSink;
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
 * Where whole polls of the official client arrive on their way to {@link AnalyticsFeed}: as messages of SmallRye's channel, or
 * from the loop of a plain client.
 *
 * <p>One message is one poll, never one event: single messages cost ten times as much. Either way polls ahead by one
 * batch at most and pauses its partitions while this one is counted, so slow counting slows the reading and nothing piles up.
 *
 * <p>Threading: a worker thread, one poll at a time in order.
 *
 * <p>Failure: an exception here is our own fault. The process stops loudly, uncommitted; its supervisor starts it again.
 */
@ApplicationScoped
public class DeliveryChannel implements PollSink {

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
            take(poll, metadata.getConsumerGroupGenerationId());
        } catch (RuntimeException | Error e) {
            stop(e);
            throw e;
        }
    }

    @Override
    public void take(ConsumerRecords<byte[], byte[]> poll, int generation) {
        long startNs = System.nanoTime();
        if (count(poll, generation)) {
            metrics.onBatch(poll, System.nanoTime() - startNs, System.currentTimeMillis());
        } else {
            LOG.infof("A poll of an earlier assignment is left out: records=%d", poll.count());
        }
    }

    @Override
    public void stop(Throwable fault) {
        LOG.error("Reading, or counting a batch, failed; stopping", fault);
        Quarkus.asyncExit(1);
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
