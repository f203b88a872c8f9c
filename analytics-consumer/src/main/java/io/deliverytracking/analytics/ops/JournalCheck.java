package io.deliverytracking.analytics.ops;

import io.deliverytracking.analytics.journal.JournalState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the journal of closed windows can be written.
 *
 * <p>Up also while it can't (a full disk): windows are counted and told on, and a restart would help the disk nothing and cost what
 * is not written. The data says "degraded" then, and why, as that of db-writer does.
 */
@Readiness
class JournalCheck implements HealthCheck {

    private final JournalState state;

    JournalCheck(JournalState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("journal").up();
        state.fault()
                .ifPresentOrElse(
                        fault -> response.withData("degraded", true).withData("reason", fault),
                        () -> response.withData("degraded", false));
        return response.build();
    }
}
