package io.deliverytracking.broker.clients.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.testkit.RequiredTools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * kafkajs on Node.js, fetched by npm into {@code target} in the versions of {@code package-lock.json}.
 *
 * <p>Long, not because of what it takes but because it fetches from another registry than Maven's.
 */
@Tag("long")
class KafkaJsScenarioTest extends ClientScenarios {

    private static final Path SCRIPT = Scripts.file("kafkajs/client.js");

    private static Path node;

    @BeforeAll
    static void install() {
        node = RequiredTools.assumeTool("node", "nodejs");
        Path npm = RequiredTools.assumeTool("npm");
        boolean installed = ClientProcess.succeeds(
                npm.toString(),
                "ci",
                "--prefix",
                SCRIPT.getParent().toString(),
                "--ignore-scripts",
                "--no-audit",
                "--no-fund");
        if (Boolean.getBoolean(RequiredTools.REQUIRE_TOOLS)) {
            assertThat(installed).as("npm fetched kafkajs").isTrue();
        } else {
            assumeThat(installed).as("npm can fetch kafkajs").isTrue();
        }
    }

    @Override
    ScenarioClient client(String bootstrapServers) {
        return new ScriptClient(List.of(node.toString(), SCRIPT.toString()), bootstrapServers, List.of(Codec.values()));
    }
}
