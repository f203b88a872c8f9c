package io.deliverytracking.broker.clients.scenario;

import io.deliverytracking.testkit.RequiredTools;

class KcatScenarioTest extends ClientScenarios {

    @Override
    ScenarioClient client(String bootstrapServers) {
        return new KcatClient(RequiredTools.assumeTool("kcat", "kafkacat"), bootstrapServers);
    }
}
