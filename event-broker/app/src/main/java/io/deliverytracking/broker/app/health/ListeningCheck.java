package io.deliverytracking.broker.app.health;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.server.BrokerServer;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: all logs are recovered, and clients can connect. */
@Readiness
@ApplicationScoped
public class ListeningCheck implements HealthCheck {

    private final BrokerProcess process;

    ListeningCheck(BrokerProcess process) {
        this.process = process;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("broker listening");
        BrokerServer server = process.server();
        if (server == null || !process.isServing()) {
            return response.down().build();
        }
        return response.up()
                .withData("bootstrap.servers", server.bootstrapServers())
                .withData("cluster.id", server.clusterId())
                .build();
    }
}
