package io.deliverytracking.broker.app;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The application as it is packaged, on ephemeral ports and an empty directory. */
public final class BrokerProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of(
                    "broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:0",
                    "broker.kafka.\"log.dirs\"",
                            Files.createTempDirectory(Path.of("target"), "broker-")
                                    .toString(),
                    "broker.kafka.\"group.initial.rebalance.delay.ms\"", "0",
                    "broker.kafka.\"log.segment.bytes\"", "1048576");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
