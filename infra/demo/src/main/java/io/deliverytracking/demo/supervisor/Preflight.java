package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks, before anything is started, what would only fail later and in stranger words: ports, memory, disk, packages. */
final class Preflight {

    private Preflight() {}

    static void check(DemoPlan plan, Machine machine) throws DemoFailure {
        List<String> troubles = new ArrayList<>();
        for (Part part : plan.parts()) {
            if (!part.module().isEmpty()) {
                Path jar = plan.home().checkout().resolve(part.module()).resolve("target/quarkus-app/quarkus-run.jar");
                if (!Files.exists(jar)) {
                    troubles.add(part.title() + " is not built: " + jar + " is missing");
                }
            }
        }
        for (Ports.Use use : Ports.Use.values()) {
            if (plan.parts().contains(use.part()) && isTaken(plan.ports().of(use))) {
                troubles.add("port " + plan.ports().of(use) + " (" + use.title() + ") is taken by "
                        + PortOwner.of(plan.ports().of(use)).orElse("a process of another user")
                        + "; stop it, or move ours with --port " + use.title() + "=NUMBER");
            }
        }
        machine.availableMemory().ifPresent(available -> {
            if (available < plan.memoryBytes()) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "only %,d MB of memory are free; this demo needs %,d MB",
                        available >> 20,
                        plan.memoryBytes() >> 20));
            }
        });
        machine.freeDisk(plan.home().data()).ifPresent(free -> {
            if (free < plan.diskBytes()) {
                troubles.add(String.format(
                        Locale.ROOT,
                        "only %,d MB are free where %s is; this demo may need %,d MB (a shorter --duration, fewer"
                                + " --riders, or another --data-dir helps)",
                        free >> 20,
                        plan.home().data(),
                        plan.diskBytes() >> 20));
            }
        });
        if (!troubles.isEmpty()) {
            throw new DemoFailure(ExitStatus.ENVIRONMENT, String.join(System.lineSeparator(), troubles));
        }
    }

    static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the services will: a port that only lingers after its last owner is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
