package io.deliverytracking.broker.clients.scenario;

import org.junit.jupiter.api.Tag;

/** The description itself, with the client that it is measured by. */
@Tag("long")
class OfficialClientScenarioTest extends ClientScenarios {

    @Override
    ScenarioClient client(String bootstrapServers) {
        return new OfficialClient(bootstrapServers);
    }
}
