package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ./delivery load-test}, {@code drain-benchmark} and {@code broker-benchmark}: what they build, and that they measure alone. */
class DeliveryBenchmarksTest extends DeliveryScript {

    @Test
    void aLoadTestIsBuiltAndGetsItsOptions() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        assertThat(delivery("load-test", "--full", "--seconds", "5").output())
                .contains("Building with JDK 17")
                .endsWith("infra/load-test/target/load-test.jar --full --seconds 5\n");
        age("db-writer/pom.xml", -60);
        assertThat(delivery("help", "load-test").output())
                .doesNotContain("Building")
                .endsWith("load-test.jar --help\n");
    }

    @Test
    void aWrongOptionOfALoadTestIsToldBeforeABuild() throws Exception {
        Path jdk = jdk("seventeen", "17.0.15");
        script(jdk.resolve("bin/java"), REFUSES_OPTIONS);
        age("db-writer/pom.xml", +60);
        assertThat(delivery("load-test", "--qick"))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(2))
                .satisfies(refused -> assertThat(refused.output()).isEqualTo("delivery: asked --check --qick\n"));
        assertThat(directory.resolve("maven")).doesNotExist();
    }

    @Test
    void besideADemoNothingIsLoadTested() throws Exception {
        jdk("seventeen", "17.0.15");
        pretendToBe("supervisor", ".delivery/run");
        assertRefused(3, "a demo is running (pid " + PID + ")", "load-test");
    }

    @Test
    void aDrainBenchmarkBuildsKafkaConnectOnceAndOnlyIfItTakesPart() throws Exception {
        jdk("seventeen", "17.0.15");
        source("infra/kafka-connect/src/main/java/Row.java");
        source("infra/kafka-connect/pom.xml");
        source("rider-simulator/events/src/main/java/Event.java");
        for (String[] without : List.of(
                new String[] {"--only=bare-copy,db-writer", "--rows", "7"},
                new String[] {"--rows", "7", "--only", "bare-copy,db-writer"})) {
            List<String> command = new ArrayList<>(List.of("drain-benchmark"));
            command.addAll(List.of(without));
            assertThat(delivery(command.toArray(String[]::new)).output())
                    .doesNotContain("Building Kafka Connect")
                    .endsWith("load-test.jar drain-benchmark " + String.join(" ", without) + "\n");
        }
        assertThat(directory.resolve("maven")).doesNotExist();
        assertThat(delivery("drain-benchmark", "--only", "debezium").output())
                .contains("Building Kafka Connect")
                .endsWith("load-test.jar drain-benchmark --only debezium\n");
        assertThat(directory.resolve("maven")).content().endsWith(" -pl infra/kafka-connect -am\n");
        assertThat(delivery("drain-benchmark").output())
                .doesNotContain("Building Kafka Connect")
                .endsWith("load-test.jar drain-benchmark\n");
        age("infra/kafka-connect/src/main/java/Row.java", +60);
        assertThat(delivery("drain-benchmark").output()).contains("Building Kafka Connect");
    }

    @Test
    void aBrokerBenchmarkIsBuiltOnceAndTakesItsOptions() throws Exception {
        jdk("seventeen", "17.0.15");
        source("event-broker/benchmarks/src/main/java/Row.java");
        source("event-broker/benchmarks/pom.xml");
        assertThat(delivery("broker-benchmark", "--quick").output())
                .contains("Building the broker benchmark")
                .endsWith("broker-benchmark.jar --quick\n");
        assertThat(directory.resolve("maven"))
                .content()
                .endsWith(
                        " -pl event-broker/core,event-broker/server,infra/apache-kafka,infra/machine,event-broker/benchmarks\n");
        write("event-broker/benchmarks/target/broker-benchmark.jar", "");
        assertThat(delivery("broker-benchmark", "--only", "start").output())
                .doesNotContain("Building")
                .endsWith("broker-benchmark.jar --only start\n");
        age("event-broker/benchmarks/src/main/java/Row.java", +60);
        assertThat(delivery("broker-benchmark").output()).contains("Building the broker benchmark");
    }

    @Test
    void microbenchmarksNeedNoServices() throws Exception {
        jdk("seventeen", "17.0.15");
        age("db-writer/pom.xml", +60);
        assertThat(delivery("broker-benchmark", "--jmh", "-h").output())
                .contains("Building the broker benchmark")
                .doesNotContain("Recording")
                .endsWith("broker-benchmark.jar --jmh -h\n");
        assertThat(directory.resolve("maven")).content().doesNotContain("!infra");
    }

    @Test
    void besideADemoNoBrokersAreCompared() throws Exception {
        jdk("seventeen", "17.0.15");
        pretendToBe("supervisor", ".delivery/run");
        assertRefused(3, "a demo is running (pid " + PID + ")", "broker-benchmark");
    }
}
