package io.deliverytracking.broker.clients.scenario;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The same client with groups by KIP-848. */
@Tag("long")
class NextGenerationClientScenarioTest extends ClientScenarios {

    @Override
    ScenarioClient client(String bootstrapServers) {
        return new OfficialClient(bootstrapServers, Map.of("group.protocol", "consumer"));
    }
}
