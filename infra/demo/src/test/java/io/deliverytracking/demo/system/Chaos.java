package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.Part;
import java.time.Duration;
import java.util.List;

/**
 * kill -9 of broker, writer and Postgres, each while events flow and once the last one killed has caught up; then of the supervisor,
 * after which the next start takes over what it left. In the end every event is accounted for.
 */
final class Chaos {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private Chaos() {}

    static void killEachInTurn(DemoHome home, int riders, int linesBetween) throws Exception {
        DemoCommandLine demo = home.demo("--riders", Integer.toString(riders));
        demo.awaitReady().awaitFlow(linesBetween);
        for (Part part : List.of(Part.BROKER, Part.DB_WRITER, Part.POSTGRES)) {
            home.killAndAwaitAnother(part);
            demo.awaitFlow(linesBetween);
            assertThat(demo.output())
                    .contains(part.title() + " has died")
                    .contains(part.title() + " was started again");
        }
        home.killSupervisor();
        assertThat(home.run(ExitStatus.OK, "status")).contains("The supervisor of this demo is gone");

        DemoCommandLine next = home.demo("--riders", Integer.toString(riders), "--duration", linesBetween + "s");
        assertThat(next.awaitExit(PATIENCE)).as(next.output()).isEqualTo(ExitStatus.OK);
        assertThat(next.output()).contains("An earlier run was left behind").contains("The reckoning balances.");
        assertThat(home.reckoning().at("/sessions").asInt()).isEqualTo(2);
        assertThat(home.reckoning().at("/locations/stored").asLong()).isPositive();
    }
}
