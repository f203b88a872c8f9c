package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.observability.ScrapedMetrics;
import io.deliverytracking.demo.services.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with a demo that goes well. */
class DemoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(240);

    @TempDir
    Path directory;

    @Test
    @Tag("long")
    void aDemoOfSoManySecondsEndsByItselfAndBalances() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            DemoCommandLine demo = home.demo("--riders", "2000", "--duration", "10s");

            assertThat(demo.awaitExit(PATIENCE)).as(demo.output()).isEqualTo(ExitStatus.OK);
            assertThat(demo.output()).contains("The reckoning balances.").doesNotContain("!");
            assertThat(home.reckoning().at("/locations/stored").asLong())
                    .isGreaterThanOrEqualTo(20_000)
                    .isEqualTo(home.reckoning().at("/locations/acknowledged").asLong());
            assertThat(home.reckoning().at("/orders/stored").asLong()).isPositive();
            assertThat(home.run(ExitStatus.OK, "status"))
                    .contains("Nothing is running")
                    .contains("balanced");
        }
    }

    @Test
    void ctrlCReckonsAndAnotherStartGoesOnWithTheDataUntilStopAndReset() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            DemoCommandLine first = home.demo("--riders", "1000");
            first.awaitReady().awaitFlow(2);
            first.pressCtrlC();
            assertThat(first.awaitExit(PATIENCE)).as(first.output()).isEqualTo(ExitStatus.OK);
            assertThat(first.output())
                    .as("services don't hear Ctrl-C, so they end one after the other")
                    .containsSubsequence(
                            "Stopping the simulator",
                            "read by all groups",
                            "db-writer has stopped",
                            "broker has stopped",
                            "The reckoning balances.",
                            "postgres has stopped");
            long storedFirst = home.reckoning().at("/locations/stored").asLong();

            // Whichever way the groups read, they go on where the other one was, and show the same metrics.
            DemoCommandLine second = home.demo("--riders", "1000", "--adapter", "plain-client");
            second.awaitReady().awaitFlow(2);
            nobodyGetsInTheWayOfADemoThatRuns(home);
            ScrapedMetrics.haveEverythingThatIsAskedFor(home.ports());
            assertThat(home.run(ExitStatus.OK, "stop")).contains("Stopped. The demo: stopped, balanced.");
            assertThat(second.awaitExit(PATIENCE)).as(second.output()).isEqualTo(ExitStatus.OK);
            assertThat(home.reckoning().at("/sessions").asInt()).isEqualTo(2);
            assertThat(home.reckoning().at("/locations/stored").asLong()).isGreaterThan(storedFirst);

            assertThat(home.run(ExitStatus.OK, "reset", "--yes")).contains("Removed");
            assertThat(home.path().resolve("data/broker")).doesNotExist();
            assertThat(home.path().resolve("data/postgres")).doesNotExist();
            assertThat(home.run(ExitStatus.OK, "status")).contains("Nothing is running");
        }
    }

    private void nobodyGetsInTheWayOfADemoThatRuns(DemoHome home) throws Exception {
        assertThat(home.run(ExitStatus.OK, "status"))
                .contains("A demo is running")
                .contains("broker")
                .contains("http://127.0.0.1:" + home.ports().of(Ports.Use.LOCATION))
                .doesNotContain("down");
        assertThat(home.run(ExitStatus.ENVIRONMENT, "demo")).contains("a demo is already running here");
        assertThat(home.run(ExitStatus.ENVIRONMENT, "reset", "--yes")).contains("a demo is running");
        DemoCommandLine rival = home.demoIn(directory.resolve("rival"), "--riders", "2000");
        assertThat(rival.awaitExit(PATIENCE)).isEqualTo(ExitStatus.ENVIRONMENT);
        long broker = home.process("broker").orElseThrow().pid();
        assertThat(rival.output())
                .contains("port " + home.ports().of(Ports.Use.BROKER) + " (broker) is taken by pid " + broker);
    }
}
