package io.deliverytracking.broker.app.health;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.app.config.BrokerSettings;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live: the broker's lane answers in time. A broker that is still starting is live; one whose lane was
 * stopped, by a failed assertion or a disk that refused, is not.
 */
@Liveness
@ApplicationScoped
public class LaneCheck implements AsyncHealthCheck {

    private final BrokerProcess process;
    private final BrokerSettings settings;

    LaneCheck(BrokerProcess process, BrokerSettings settings) {
        this.process = process;
        this.settings = settings;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (process.server() == null) {
            return Uni.createFrom().item(response(true));
        }
        return Uni.createFrom()
                .completionStage(() -> process.ask(settings.livenessTimeout(), node -> true))
                .map(answered -> response(true))
                .onFailure()
                .recoverWithItem(response(false));
    }

    private static HealthCheckResponse response(boolean up) {
        return HealthCheckResponse.named("broker lane").status(up).build();
    }
}
