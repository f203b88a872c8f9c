package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has to be there before anything is started. Stateless. */
final class Preconditions {

    private static final List<String> SERVICES = List.of("event-broker/app", "db-writer");

    private Preconditions() {}

    /**
     * Looks for the packaged services and for room.
     *
     * @param memory needed bytes
     * @param disk needed bytes, where the home keeps its data
     * @param lessDisk how to do with less
     * @throws DemoFailure with all that is missing
     */
    static void check(DeliveryHome home, Machine machine, long memory, long disk, String lessDisk) throws DemoFailure {
        List<String> troubles = new ArrayList<>();
        for (String module : SERVICES) {
            Path jar = home.checkout().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
            if (!Files.exists(jar)) {
                troubles.add(module + " is not built: " + jar + " is missing");
            }
        }
        machine.availableMemory().ifPresent(available -> {
            if (available < memory) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "only %,d MB of memory are free; %,d MB are needed",
                        available >> 20,
                        memory >> 20));
            }
        });
        machine.freeDisk(home.data()).ifPresent(free -> {
            if (free < disk) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "only %,d MB are free where %s is; a trial may need %,d MB (%s)",
                        free >> 20,
                        home.data(),
                        disk >> 20,
                        lessDisk));
            }
        });
        if (!troubles.isEmpty()) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, String.join(System.lineSeparator(), troubles));
        }
    }
}
