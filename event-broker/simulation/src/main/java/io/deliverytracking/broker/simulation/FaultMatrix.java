package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.simulation.Workload.Step;
import io.deliverytracking.broker.simulation.disk.DiskFault;
import io.deliverytracking.broker.simulation.disk.DiskOperation;
import io.deliverytracking.broker.simulation.disk.PowerLoss;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the disk fail at each single operation, lets the script go on on what is left of it, and checks what a broker makes
 * of that once the disk is well.
 *
 * <p>Unlike a crash a fault changes what happens next, so the script runs anew for each.
 */
public final class FaultMatrix {

    /** Longer than anything waits that tries again what a disk did not take. */
    private static final int MINUTE_MS = 60_000;

    private final long seed;
    private final Findings findings = new Findings();
    private int operations;

    public FaultMatrix(long seed) {
        this.seed = seed;
    }

    /** How many operations the script takes on a disk that works. */
    public static int operationsOf(List<Step> script, long seed) {
        Run run = new Run(seed, DiskFault.NONE, Excuse.NONE);
        run.play(script, Integer.MAX_VALUE);
        return run.disk.operations();
    }

    /** The files and directories that the script touches on a disk that works, in its order. */
    static List<String> pathsOf(List<Step> script, long seed) {
        List<String> paths = new ArrayList<>();
        DiskFault recording = operation -> {
            paths.add(operation.path());
            return DiskFault.Outcome.DONE;
        };
        new Run(seed, recording, Excuse.NONE).play(script, Integer.MAX_VALUE);
        return paths;
    }

    /** At how many operations the disk has failed. */
    public int operations() {
        return operations;
    }

    /** Everything that was found. */
    public Findings findings() {
        return findings;
    }

    /**
     * Lets the disk fail at one operation.
     *
     * @param stepsAfter how many steps are played after the one in which it fails
     */
    void tryFault(List<Step> script, InjectedFault.Kind kind, int operation, int stepsAfter) {
        InjectedFault fault = new InjectedFault(kind, operation);
        Run run = new Run(seed, fault, fault);
        findings.onTried();
        operations++;
        try {
            run.play(script, stepsAfter);
            run.check(null);
            if (!isFlush(fault.struck())) {
                run.check(PowerLoss.NOTHING_WRITTEN_BACK);
            }
        } catch (RuntimeException | AssertionError e) {
            DiskOperation struck = fault.struck();
            findings.onFailure(
                    "seed " + seed + ", " + kind + " at " + (struck == null ? "operation " + operation : struck)
                            + ", amid: " + run.struckAmid + ", at the end: " + run.step,
                    e);
        }
    }

    /**
     * Fills the disk at one operation, ends the step, kills the broker and starts it on that disk: what was there has to be
     * served, and everything works once there is room, without another start.
     */
    void tryStartOnFullDisk(List<Step> script, int operation) {
        InjectedFault fault = new InjectedFault(InjectedFault.Kind.DISK_FULL, operation);
        Run run = new Run(seed, fault, fault);
        findings.onTried();
        operations++;
        try {
            run.play(script, 1);
            if (run.hasServed) {
                run.checkFull();
            }
        } catch (RuntimeException | AssertionError e) {
            findings.onFailure(
                    "seed " + seed + ", full at " + fault.struck() + ", amid: " + run.struckAmid + ", at the end: "
                            + run.step,
                    e);
        }
    }

    /**
     * What a kernel gave up when a flush failed it shows to every process until the power goes: no broker that starts in
     * between can know.
     */
    private static boolean isFlush(@Nullable DiskOperation struck) {
        return struck != null && struck.kind() == DiskOperation.Kind.FLUSH_FILE;
    }

    /** One playing of the script. */
    private static final class Run {

        private final SimulatedLane lane = new SimulatedLane(CrashMatrix.START_MS);
        private final SimulatedDisk disk = new SimulatedDisk(lane);
        private final ClusterModel model = new ClusterModel();
        private final SimulatedBroker broker;
        private final ScriptedClient client;
        private final Excuse excuse;
        private String step = "";
        private String struckAmid = "";
        private boolean hasServed;

        Run(long seed, DiskFault fault, Excuse excuse) {
            this.excuse = excuse;
            disk.setFault(fault);
            broker = new SimulatedBroker(Workload.brokerProperties(), lane, new SeededRandom(seed), disk);
            client = new ScriptedClient(broker, model);
            client.excuse(excuse);
        }

        void play(List<Step> script, int stepsAfter) {
            int left = stepsAfter;
            for (Step next : script) {
                if (left == 0) {
                    break;
                }
                step = next.name();
                next.action().accept(client);
                hasServed |= broker.isRunning();
                if (!excuse.isNone()) {
                    struckAmid = struckAmid.isEmpty() ? step : struckAmid;
                    left--;
                }
            }
            client.rest();
        }

        /** The process is killed, or the power lost, and the disk is well. */
        void check(@Nullable PowerLoss loss) {
            SimulatedLane afterwards = new SimulatedLane(lane.wallClockMs());
            SimulatedDisk left = disk.copy(afterwards);
            if (loss == null) {
                left.killProcess();
            } else {
                left.losePower(loss);
            }
            step = loss == null ? "killed" : "power lost";
            SimulatedBroker recovered = new SimulatedBroker(
                    Workload.brokerProperties(), afterwards, new SeededRandom(disk.operations()), left);
            new RecoveryCheck(model, recovered, loss != null).run();
        }

        /** The process is killed, and the disk as full as it was. */
        void checkFull() {
            SimulatedLane afterwards = new SimulatedLane(lane.wallClockMs());
            SimulatedDisk left = disk.copy(afterwards);
            left.killProcess();
            left.setFault(new InjectedFault(InjectedFault.Kind.DISK_FULL, 0));
            step = "started on a full disk";
            SimulatedBroker started = new SimulatedBroker(
                    Workload.brokerProperties(), afterwards, new SeededRandom(disk.operations()), left);
            RecoveryCheck check = new RecoveryCheck(model, started, false);
            check.runReadOnly();
            step = "with room again";
            left.setFault(DiskFault.NONE);
            started.advance(MINUTE_MS);
            check.runOnStarted();
        }
    }
}
