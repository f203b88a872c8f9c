package io.deliverytracking.broker.clients.scenario;

/** The description itself, with the client that it is measured by. */
class OfficialClientScenarioTest extends ClientScenarios {

    @Override
    ScenarioClient client(String bootstrapServers) {
        return new OfficialClient(bootstrapServers);
    }
}
