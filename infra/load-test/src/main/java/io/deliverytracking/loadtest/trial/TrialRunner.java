package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import java.util.Locale;
import java.util.OptionalLong;

/** Runs a trial on this machine, if that has room for it. Threading: confined to one thread. */
public final class TrialRunner {

    private final DeliveryHome home;
    private final DatabaseServer server;
    private final Foreground.Settings foreground;
    private final StopRequest stop;

    public TrialRunner(DeliveryHome home, DatabaseServer server, Foreground.Settings foreground, StopRequest stop) {
        this.home = home;
        this.server = server;
        this.foreground = foreground;
        this.stop = stop;
    }

    HostWatch.Measured run(TrialPlan plan, Progress progress) throws LabException, TrialStoppedException {
        checkDisk(plan);
        try (TrialRun run = new TrialRun(plan, home, server, foreground, progress, stop)) {
            return run.run();
        }
    }

    /** Before a trial, not in the middle of it: a database without room is another experiment. */
    private void checkDisk(TrialPlan plan) throws LabException {
        OptionalLong free = Machine.thisOne().freeDisk(home.data());
        if (free.isPresent() && free.getAsLong() < plan.diskBytes()) {
            throw new LabException(String.format(
                    Locale.ROOT,
                    "only %,d MB are free where %s is, and it may need %,d MB",
                    free.getAsLong() >> 20,
                    home.data(),
                    plan.diskBytes() >> 20));
        }
    }
}
