package io.deliverytracking.broker.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.conformance.scenarios.Scenarios;
import io.deliverytracking.broker.conformance.script.Peer;
import io.deliverytracking.broker.conformance.script.Peers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every version that the broker advertises is asked for by some scenario; needs no Apache Kafka. */
class CoverageTest {

    /** KAFKA-18659: 0 to 2 are advertised for old librdkafka, and refused. {@link MalformedRequests} asks them. */
    private static final int FIRST_PRODUCE = 3;

    @TempDir
    Path directory;

    @Test
    void everyAdvertisedVersionHasAScenario() throws IOException {
        List<String> without = new ArrayList<>();
        try (Peer broker = Peers.ours(directory)) {
            broker.advertised().forEach((api, versions) -> {
                int lowest = api == ApiKeys.PRODUCE ? FIRST_PRODUCE : versions.minVersion();
                for (int version = lowest; version <= versions.maxVersion(); version++) {
                    if (!isSpoken(api, (short) version)) {
                        without.add(api.name + " (" + api.id + ") version " + version);
                    }
                }
            });
        }
        assertThat(without)
                .as("advertised, and no scenario asks for it: add scenario(ApiKeys.…, \"what it is about\", script)"
                        + " to a class of the package scenarios, and run ConformanceTest")
                .isEmpty();
    }

    @Test
    void scenariosOfOneKeyHaveNamesOfTheirOwn() {
        assertThat(Scenarios.all().stream().map(scenario -> scenario.api() + " " + scenario.name()))
                .doesNotHaveDuplicates();
    }

    private static boolean isSpoken(ApiKeys api, short version) {
        return Scenarios.of(api).stream().anyMatch(scenario -> scenario.speaks(version));
    }
}
