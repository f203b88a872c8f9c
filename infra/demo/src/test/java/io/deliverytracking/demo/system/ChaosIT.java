package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed, the account balances. */
@Tag("long")
class ChaosIT {

    @TempDir
    Path directory;

    @Test
    void killingBrokerWriterPostgresAndSupervisorInTurnLosesNothingAndDoublesNothing() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            Chaos.killEachInTurn(home, 3_000, 2);
        }
    }

    @Test
    void theSameAtFullRate() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            Chaos.killEachInTurn(home, 100_000, 15);
        }
    }

    @Test
    void stopEndsAndReckonsWhatAKilledSupervisorLeft() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            DemoCommandLine demo = home.demo("--riders", "1000");
            demo.awaitReady().awaitFlow(1);
            home.killSupervisor();

            assertThat(home.run(ExitStatus.OK, "stop"))
                    .contains("The supervisor of this demo is gone; ending in its place.")
                    .contains("The reckoning balances.");
            assertThat(home.run(ExitStatus.OK, "status")).contains("Nothing is running");
            assertThat(home.run(ExitStatus.OK, "stop")).contains("Nothing is running");
        }
    }
}
