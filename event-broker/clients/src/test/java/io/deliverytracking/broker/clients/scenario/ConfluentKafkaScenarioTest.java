package io.deliverytracking.broker.clients.scenario;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.testkit.RequiredTools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/** confluent-kafka for Python, on the librdkafka of Debian. */
class ConfluentKafkaScenarioTest extends ClientScenarios {

    private static Path python;

    @BeforeAll
    static void find() {
        // The first python3 on the path may be another one than Debian's, without its packages.
        python = RequiredTools.assumeToolThat(
                program -> ClientProcess.succeeds(program.toString(), "-c", "import confluent_kafka"),
                "python3 with confluent-kafka (Debian: python3-confluent-kafka)",
                "python3");
    }

    @Override
    ScenarioClient client(String bootstrapServers) {
        List<String> script = List.of(
                python.toString(), Scripts.file("confluent-kafka/client.py").toString());
        return new ScriptClient(script, bootstrapServers, List.of(Codec.values()));
    }
}
