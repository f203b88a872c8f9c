package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.WriterStatus.Snapshot;
import io.deliverytracking.dbwriter.WriterStatus.State;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * The writer's state as health.
 *
 * <p>Ready means that the writer does its part: also while it waits for topics or for the database, because nobody
 * routes requests by that and a restart would help neither; the data says "degraded" then. Stopped is neither ready nor
 * live.
 */
@Singleton
public class WriterHealth {
    private final WriterStatus status;

    public WriterHealth(WriterStatus status) {
        this.status = status;
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck readiness() {
        return () -> response("db-writer ingest", current -> current != State.STARTING && current != State.STOPPED);
    }

    @Produces
    @Liveness
    @Singleton
    HealthCheck liveness() {
        return () -> response("db-writer alive", current -> current != State.STOPPED);
    }

    private HealthCheckResponse response(String name, Predicate<State> up) {
        Snapshot now = status.get();
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name)
                .status(up.test(now.state()))
                .withData("state", now.state().name())
                .withData("since", now.since().toString())
                .withData("degraded", now.state() == State.PAUSED);
        if (now.reason() != null) {
            response.withData("reason", now.reason());
        }
        return response.build();
    }
}
