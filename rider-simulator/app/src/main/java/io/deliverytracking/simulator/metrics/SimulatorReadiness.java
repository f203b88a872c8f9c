package io.deliverytracking.simulator.metrics;

import io.deliverytracking.simulator.control.Simulator;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the topics exist, and whatever is being sent has a connection to a broker. */
@Readiness
public class SimulatorReadiness implements HealthCheck {

    private final Simulator simulator;

    public SimulatorReadiness(Simulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("simulator")
                .status(simulator.isReady())
                .withData("state", simulator.state().name());
        String message = simulator.message();
        if (message != null) {
            response.withData("message", message);
        }
        return response.build();
    }
}
