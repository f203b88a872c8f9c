package io.deliverytracking.kafkaconnect.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class DrainBenchmarkIT {

    /** Failsafe starts tests in the module's folder. */
    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();

    private static final List<String> NEEDED = List.of(
            "infra/load-test/target/load-test.jar",
            "event-broker/app/target/quarkus-app/quarkus-run.jar",
            "db-writer/target/quarkus-app/quarkus-run.jar");

    private static final int ROWS = 100_000;
    private static final long PATIENCE_S = 300;

    @TempDir
    Path directory;

    @Test
    void eachSideStoresEachRecordOnceAndItsCostsAreTold() throws Exception {
        JsonNode result = run("--rows=" + ROWS, "--debezium-rows=" + ROWS);
        List<String> names = new ArrayList<>();
        for (JsonNode side : result.path("sides")) {
            String name = side.path("name").asText();
            names.add(name);
            JsonNode stored = side.path("stored");
            assertThat(stored.path("rows").asLong()).as(name).isEqualTo(ROWS);
            assertThat(stored.path("places").asLong()).as(name).isEqualTo(ROWS);
            assertThat(stored.path("span").asLong()).as(name).isEqualTo(ROWS);
            assertThat(side.path("rows").asLong())
                    .as(name + ", in the measured time")
                    .isEqualTo(ROWS);
            assertThat(side.path("serverCpu").asDouble()).as(name).isPositive();
            assertThat(side.path("clientCpu").asDouble()).as(name).isPositive();
            assertThat(side.path("walBytes").asLong()).as(name).isGreaterThan(ROWS);
            assertThat(side.path("transactions").asInt()).as(name).isBetween(ROWS / 5_000, ROWS / 10);
        }
        assertThat(names).containsExactly("bare-copy", "db-writer-ingest", "db-writer", "debezium");
        assertThat(result.path("sides").path(3).path("decodingCpuUs").asDouble())
                .as("decoding for Debezium's sink, apart")
                .isPositive();
    }

    private JsonNode run(String... options) throws IOException, InterruptedException {
        for (String needed : NEEDED) {
            if (!Files.exists(CHECKOUT.resolve(needed))) {
                String reason = needed + " is not built; ./delivery test builds it";
                if (Boolean.getBoolean("require.tools")) {
                    fail(reason);
                }
                Assumptions.abort(reason);
            }
        }
        Path output = directory.resolve("out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-jar",
                CHECKOUT.resolve(NEEDED.get(0)).toString(),
                "drain-benchmark",
                "--output=" + output));
        command.addAll(List.of(options));
        Path terminal = directory.resolve("terminal.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(terminal.toFile());
        builder.environment().put("DELIVERY_HOME", directory.resolve("home").toString());
        builder.environment().put("DELIVERY_ROOT", CHECKOUT.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                    .as("it does not end:\n" + Files.readString(terminal))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(terminal)).isZero();
        } finally {
            // Asked to end, it ends what it has started.
            process.destroy();
            process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        }
        return new ObjectMapper().readTree(output.resolve("drain.json").toFile());
    }
}
