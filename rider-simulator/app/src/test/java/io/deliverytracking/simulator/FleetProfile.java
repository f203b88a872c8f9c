package io.deliverytracking.simulator;

import io.deliverytracking.testkit.BrokerTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small, busy city on a broker of its own, started by the test; and a send buffer small enough to fill up. */
public class FleetProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("simulator.autostart", "false"),
                    Map.entry("simulator.riders", "200"),
                    Map.entry("simulator.rate-per-rider", "10"),
                    Map.entry("simulator.city.radius-m", "2000"),
                    Map.entry("simulator.city.orders-per-rider-hour", "400"),
                    Map.entry("simulator.city.cancelled-share", "0.2"),
                    Map.entry("simulator.producer.linger-ms", "5"),
                    Map.entry("simulator.producer.batch-size", "2048"),
                    Map.entry("simulator.producer.buffer-memory", "131072"),
                    Map.entry("simulator.producer.request-timeout-ms", "2000"),
                    Map.entry(
                            "simulator.ledger-directory",
                            Files.createTempDirectory(Path.of("target"), "ledger-")
                                    .toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(BrokerTestResource.class));
    }
}
