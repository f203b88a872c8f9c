package io.deliverytracking.broker.clients.scenario;

import org.junit.jupiter.api.Tag;

/** Quarkus' way to Kafka: the connector that the services use, by default, too. */
@Tag("long")
class SmallRyeScenarioTest extends ClientScenarios {

    @Override
    ScenarioClient client(String bootstrapServers) {
        return new SmallRyeClient(bootstrapServers);
    }
}
