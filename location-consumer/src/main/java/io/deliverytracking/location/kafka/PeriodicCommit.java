package io.deliverytracking.location.kafka;

import io.deliverytracking.location.config.LocationConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits applied positions a few times a second, so that lag read from the broker is the truth.
 *
 * <p>Not the connector's own strategies: they track single messages, and the checkpointing one does not work with batches.
 *
 * <p>Threading: a timer on an event loop takes the positions; the client's polling thread sends them.
 */
@ApplicationScoped
class PeriodicCommit {

    private static final Logger LOG = Logger.getLogger(PeriodicCommit.class);

    private final AppliedPositions positions;
    private final KafkaClientService clients;

    PeriodicCommit(AppliedPositions positions, KafkaClientService clients) {
        this.positions = positions;
        this.clients = clients;
    }

    void start(@Observes StartupEvent started, Vertx vertx, LocationConfig config) {
        vertx.setPeriodic(config.commitInterval().toMillis(), timer -> commit());
    }

    private void commit() {
        KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(DeliveryChannel.NAME);
        Map<TopicPartition, OffsetAndMetadata> uncommitted = positions.takeUncommitted();
        if (!uncommitted.isEmpty()) {
            consumer.commitAsync(uncommitted).subscribe().with(done -> {}, fault -> {
                // Rebalances refuse commits; the positions go with the next one.
                LOG.debugf("Commit failed: fault=%s", fault.getMessage());
                positions.restoreUncommitted(uncommitted);
            });
        }
    }
}
