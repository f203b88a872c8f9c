package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.Services;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.Leftovers;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.demo.supervisor.Supervisor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;

/**
 * {@code ./delivery prepare}, which follows each build: a small demo on free ports and throw-away data, so that every JVM records
 * how it starts. All later starts are quicker for it.
 *
 * <p>Failure: never a reason not to run a demo; it says where the log is, and the demo starts the slow way.
 */
@Command(name = "prepare", hidden = true, description = "Records how the services start, for quicker starts.")
final class PrepareCommand implements Callable<Integer> {

    /** Enough that every path of an event has been taken, and a second-long window has closed. */
    private static final Duration DURATION = Duration.ofSeconds(5);

    private static final int RIDERS = 5_000;

    @Override
    public Integer call() throws IOException {
        DeliveryHome usual = Commands.home();
        DeliveryHome home = usual.forTraining();
        DemoPlan plan = new DemoPlan(
                home,
                RIDERS,
                1,
                Optional.of(DURATION),
                Ports.free(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true,
                Optional.empty());
        Services services = Services.training(plan, Path.of(System.getProperty("java.home")));
        if (services.untrained().isEmpty()) {
            return ExitStatus.OK;
        }
        if (!Leftovers.stopRecording(usual, Commands.console())) {
            Commands.console().say("  (is being recorded by another command at the moment)");
            return ExitStatus.FAILED;
        }
        Utils.delete(home.startArchives().toFile());
        Utils.delete(home.home().toFile());
        home.create();
        Files.createDirectories(usual.logs());
        Path log = usual.logs().resolve("prepare.log");
        int status;
        try (PrintStream out = new PrintStream(Files.newOutputStream(log), false, StandardCharsets.UTF_8)) {
            try {
                status = new Supervisor(
                                plan, services, new Console(out, false), StopRequest.fromSignals(), System.nanoTime())
                        .run();
            } catch (DemoFailure e) {
                out.println(e.getMessage());
                status = ExitStatus.FAILED;
            }
        }
        List<Part> missing = services.untrained();
        if (!missing.isEmpty()) {
            Commands.console()
                    .say("  (not recorded: "
                            + String.join(
                                    ", ", missing.stream().map(Part::title).toList())
                            + "; see " + log + " and " + home.logs() + "; the demo starts all the same, but slower)");
            return ExitStatus.FAILED;
        }
        if (status != ExitStatus.OK) {
            Commands.console().say("  (the small demo did not end well, see " + log + ")");
            return ExitStatus.FAILED;
        }
        Utils.delete(home.home().toFile());
        return ExitStatus.OK;
    }
}
