package io.deliverytracking.location.kafka;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.service.kafka.BatchMetrics;
import io.deliverytracking.service.kafka.Undecodable;
import io.deliverytracking.service.reading.PollSink;
import io.deliverytracking.service.trace.BatchTrace;
import io.deliverytracking.service.trace.Tracing;
import io.quarkus.runtime.Quarkus;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Where whole polls of the official client arrive on their way to {@link DeliveryIngest}: as messages of SmallRye's channel, or
 * from the loop of a plain client.
 *
 * <p>One message is one poll, never one event: single messages cost ten times as much. Either way polls ahead by one
 * batch at most and pauses its partitions while this one is taken in, so a slow map slows the reading and nothing piles up.
 *
 * <p>Threading: a worker thread, one poll at a time in order. The map's lock may wait for a question that copies 10,000
 * riders, which an event loop must not do.
 *
 * <p>Failure: an exception here is our own fault. The process stops loudly, uncommitted; its supervisor starts it again.
 */
@ApplicationScoped
public class DeliveryChannel implements PollSink {

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
            apply(poll);
        } catch (RuntimeException | Error e) {
            stop(e);
            throw e;
        }
    }

    /** Of whatever generation: a fix that is applied twice changes nothing. */
    @Override
    public void take(ConsumerRecords<byte[], byte[]> poll, int generation) {
        apply(poll);
    }

    @Override
    public void stop(Throwable fault) {
        LOG.error("Reading, or applying a batch, failed; stopping", fault);
        Quarkus.asyncExit(1);
    }

    private void apply(ConsumerRecords<byte[], byte[]> poll) {
        long startNs = System.nanoTime();
        try (BatchTrace trace = tracing.begin("apply", poll)) {
            ingest.apply(poll);
        }
        metrics.onBatch(poll, System.nanoTime() - startNs, System.currentTimeMillis());
    }
}
