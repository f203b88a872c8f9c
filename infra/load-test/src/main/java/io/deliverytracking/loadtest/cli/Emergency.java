package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The end for whoever asks twice: everything that trials started is killed, and so are we, whatever the trial's thread waits for. Data
 * that is left is deleted by the next load test.
 *
 * <p>Threading: a daemon thread of its own, which looks several times a second.
 */
final class Emergency {

    private static final List<Part> PARTS = List.of(Part.DB_WRITER, Part.BROKER, Part.POSTGRES);
    private static final Duration CRASH_PATIENCE = Duration.ofSeconds(1);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final StopRequest stop;
    private final DeliveryHome home;
    private final Console console;

    private Emergency(StopRequest stop, DeliveryHome home, Console console) {
        this.stop = stop;
        this.home = home;
        this.console = console;
    }

    /** Watches until this process ends. */
    static void watch(StopRequest stop, DeliveryHome home, Console console) {
        Thread thread = new Thread(new Emergency(stop, home, console)::run, "emergency");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!stop.isUrgent()) {
            LockSupport.parkNanos(LOOK_NS);
        }
        console.say("Asked twice: everything is killed.");
        try {
            PARTS.forEach(this::kill);
            // The application, and what was being started; what starts now notices that we are gone.
            ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        } finally {
            Runtime.getRuntime().halt(ExitStatus.FAILED);
        }
    }

    private void kill(Part part) {
        DetachedProcess.find(part.title(), PidFile.in(home.run(), part.title())).ifPresent(process -> {
            if (part == Part.POSTGRES) {
                // Its children end with it; of a KILL they would have to find out.
                process.stop("QUIT", CRASH_PATIENCE);
            } else {
                process.kill();
            }
        });
    }
}
