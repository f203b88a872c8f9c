package io.deliverytracking.broker.benchmark.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with both brokers, on its cheapest row. What the ratio is depends on the machine; that there is one does not. */
@Tag("long")
class BrokerBenchmarkIT {

    /** Failsafe starts tests in the module's folder. */
    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();

    private static final List<String> NEEDED = List.of(
            "event-broker/benchmarks/target/broker-benchmark.jar",
            "event-broker/app/target/quarkus-app/quarkus-run.jar",
            "event-broker/launcher/target/event-broker.jar",
            "infra/demo/target/demo.jar",
            "infra/apache-kafka/target/lib");

    private static final long PATIENCE_S = 300;

    @TempDir
    Path directory;

    @Test
    void bothBrokersAreStartedInTurnAndTheirRatioIsTold() throws Exception {
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
        Path terminal = directory.resolve("terminal.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        CHECKOUT.resolve(NEEDED.get(0)).toString(),
                        "--quick",
                        "--only=start",
                        "--rounds=1",
                        "--output=" + output)
                .redirectErrorStream(true)
                .redirectOutput(terminal.toFile());
        builder.environment().put("DELIVERY_HOME", directory.resolve("home").toString());
        builder.environment().put("DELIVERY_ROOT", CHECKOUT.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                    .as("it does not end:\n" + Files.readString(terminal))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(terminal)).isZero();
        } finally {
            process.destroy();
            process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        }
        JsonNode result = new ObjectMapper()
                .readTree(output.resolve("broker-benchmark.json").toFile());
        assertThat(result.path("rows").findValuesAsText("id"))
                .containsExactly("first-record", "first-record-one-process", "first-record-without-http");
        for (JsonNode row : result.path("rows")) {
            assertThat(row.path("ratio").asDouble()).as(row.toString()).isBetween(0.001, 10.0);
            assertThat(row.path("pairs")).as("the warm-up does not count").hasSize(1);
        }
        assertThat(Files.readString(output.resolve("broker-benchmark.md")))
                .contains("| empty directory to first acks=all record | s |")
                .contains("-Xmx256m");
        assertThat(Files.readString(terminal)).contains("95% interval");
        assertThat(directory.resolve("home/broker-benchmark/data")).doesNotExist();
    }
}
