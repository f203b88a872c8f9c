package io.deliverytracking.demo.supervisor;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.services.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes of a demo whose supervisor was killed: found through their pid files, ended in good order. Stateless. */
public final class Leftovers {

    static final Duration PATIENCE = Duration.ofSeconds(45);

    /** Who needs whom, the needy first. */
    private static final List<Part> DOWNWARDS = List.of(
            Part.CONSOLE,
            Part.SIMULATOR,
            Part.DB_WRITER,
            Part.LOCATION_CONSUMER,
            Part.ANALYTICS_CONSUMER,
            Part.BROKER,
            Part.POSTGRES);

    private Leftovers() {}

    static List<Part> find(Path runDirectory) {
        List<Part> found = new ArrayList<>();
        for (Part part : DOWNWARDS) {
            if (PidFile.in(runDirectory, part.title()).running().isPresent()) {
                found.add(part);
            }
        }
        return found;
    }

    /**
     * The same for a recording of how the services start, which keeps its parts elsewhere; one whose supervisor lives is left alone.
     * Returns whether nothing of it is left.
     */
    public static boolean stopRecording(DeliveryHome home, Console console) {
        Path runDirectory = home.forTraining().run();
        if (SupervisorLock.pidFile(runDirectory).running().isPresent()) {
            return false;
        }
        stop(runDirectory, console);
        return true;
    }

    /** Stops them; the data stays as it is, and the next start goes on from there. */
    public static void stop(Path runDirectory, Console console) {
        List<Part> found = find(runDirectory);
        if (found.isEmpty()) {
            return;
        }
        console.say("An earlier run was left behind by its supervisor; stopping its processes first.");
        for (Part part : found) {
            PidFile pidFile = PidFile.in(runDirectory, part.title());
            DetachedProcess.find(part.title(), pidFile).ifPresent(process -> {
                boolean ended = process.stop(part == Part.POSTGRES ? "INT" : "TERM", PATIENCE);
                console.say("  " + part.title() + " (pid " + process.pid() + ") "
                        + (ended ? "has stopped" : "would not stop and was killed"));
            });
            pidFile.delete();
        }
    }
}
