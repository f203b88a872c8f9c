package io.deliverytracking.location.kafka;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.service.reading.Reading;
import io.deliverytracking.service.reading.Reading.ClientAction;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Commits applied positions a few times a second, so that lag read from the broker is the truth.
 *
 * <p>Not the connector's own strategies: they track single messages, and the checkpointing one does not work with batches.
 *
 * <p>Threading: a timer on an event loop asks for it; the client's polling thread does it.
 */
@ApplicationScoped
class PeriodicCommit {

    private static final Logger LOG = Logger.getLogger(PeriodicCommit.class);

    private final AppliedPositions positions;
    private final Reading reading;

    PeriodicCommit(AppliedPositions positions, Reading reading) {
        this.positions = positions;
        this.reading = reading;
    }

    void start(@Observes StartupEvent started, Vertx vertx, LocationConfig config) {
        ClientAction commit = this::commit;
        vertx.setPeriodic(config.commitInterval().toMillis(), timer -> reading.onPollingThread(commit));
    }

    private void commit(Consumer<?, ?> client) {
        Map<TopicPartition, OffsetAndMetadata> uncommitted = positions.takeUncommitted();
        if (!uncommitted.isEmpty()) {
            client.commitAsync(uncommitted, (committed, fault) -> {
                if (fault != null) {
                    // Rebalances refuse commits; the positions go with the next one.
                    LOG.debugf("Commit failed: fault=%s", fault.getMessage());
                    positions.restoreUncommitted(uncommitted);
                }
            });
        }
    }
}
