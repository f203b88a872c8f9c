package io.deliverytracking.location.kafka;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.service.kafka.BatchMetrics;
import io.deliverytracking.service.kafka.Undecodable;
import io.deliverytracking.service.trace.BatchTrace;
import io.deliverytracking.service.trace.Tracing;
import io.quarkus.runtime.Quarkus;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The SmallRye adapter: whole polls of the official client go to {@link DeliveryIngest}.
 *
 * <p>One message is one poll, never one event: single messages cost ten times as much. The connector polls ahead by one
 * batch at most and pauses its partitions while this method works, so a slow map slows the reading and nothing piles up.
 *
 * <p>Threading: a worker thread, one poll at a time in order. The map's lock may wait for a question that copies 10,000
 * riders, which an event loop must not do.
 *
 * <p>Failure: an exception here is our own fault. The process stops loudly, uncommitted; its supervisor starts it again.
 */
@ApplicationScoped
public class DeliveryChannel {

    /** The channel's name in the configuration. */
    public static final String NAME = "deliveries";

    private static final Logger LOG = Logger.getLogger(DeliveryChannel.class);

    private final DeliveryIngest ingest;
    private final BatchMetrics metrics;
    private final Tracing tracing;

    DeliveryChannel(
            LiveMap map,
            LocationConfig config,
            AppliedPositions positions,
            Undecodable undecodable,
            BatchMetrics metrics,
            Tracing tracing) {
        this.ingest = new DeliveryIngest(map, config.topics().orders(), positions, undecodable);
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Incoming(NAME)
    @Blocking
    void onPoll(ConsumerRecords<byte[], byte[]> poll) {
        try {
            long startNs = System.nanoTime();
            try (BatchTrace trace = tracing.begin("apply", poll)) {
                ingest.apply(poll);
            }
            metrics.onBatch(poll, System.nanoTime() - startNs, System.currentTimeMillis());
        } catch (RuntimeException | Error e) {
            LOG.error("Applying a batch failed, stopping", e);
            Quarkus.asyncExit(1);
            throw e;
        }
    }
}
