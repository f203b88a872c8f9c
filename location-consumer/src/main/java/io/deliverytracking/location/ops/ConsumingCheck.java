package io.deliverytracking.location.ops;

import io.deliverytracking.location.kafka.AppliedPositions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: partitions are assigned and the map has caught up with the log as it was at assignment. */
@Readiness
class ConsumingCheck implements HealthCheck {

    private final AppliedPositions positions;

    ConsumingCheck(AppliedPositions positions) {
        this.positions = positions;
    }

    @Override
    public HealthCheckResponse call() {
        int assigned = positions.assignedCount();
        int restoring = positions.restoringCount();
        return HealthCheckResponse.named("consuming")
                .status(assigned > 0 && restoring == 0)
                .withData("partitionsAssigned", assigned)
                .withData("partitionsRestoring", restoring)
                .build();
    }
}
