package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.port.SimulatedLane;
import io.deliverytracking.broker.simulation.Workload.Step;
import io.deliverytracking.broker.simulation.disk.DiskFault;
import io.deliverytracking.broker.simulation.disk.DiskOperation;
import io.deliverytracking.broker.simulation.disk.SimulatedDisk;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Ends the world before each single operation of the disk, in every way, and checks what a broker makes of the rest.
 *
 * <p>The script runs once. Before each operation the disk is copied as often as there are ways to end, and another broker
 * starts on each copy. It is checked against the model as it is at that moment; so nothing has to be run again up to
 * there, and every crash of a script of some hundred operations takes seconds.
 */
public final class CrashMatrix {

    static final long START_MS = 1_700_000_000_000L;

    private final long seed;
    private final int arbitraryLosses;
    private final IntPredicate chosen;
    private final Findings findings = new Findings();

    private final SimulatedLane lane = new SimulatedLane(START_MS);
    private final SimulatedDisk disk = new SimulatedDisk(lane);
    private final ClusterModel model = new ClusterModel();
    private final SimulatedBroker broker;
    private final ScriptedClient client;
    private String step = "";
    private int operations;

    /**
     * A matrix of the whole script.
     *
     * @param seed of everything arbitrary
     * @param arbitraryLosses how many arbitrary losses of power are tried before each operation
     */
    public CrashMatrix(long seed, int arbitraryLosses) {
        this(seed, arbitraryLosses, operation -> true);
    }

    /** The same before the chosen operations only. */
    public CrashMatrix(long seed, int arbitraryLosses, IntPredicate chosen) {
        this.seed = seed;
        this.arbitraryLosses = arbitraryLosses;
        this.chosen = chosen;
        this.broker = new SimulatedBroker(Workload.brokerProperties(), lane, new SeededRandom(seed), disk);
        this.client = new ScriptedClient(broker, model);
    }

    /** Plays the script; every crash on the way is in the findings. */
    public Findings run(List<Step> script) {
        disk.setFault(this::crashBefore);
        for (Step next : script) {
            step = next.name();
            next.action().accept(client);
        }
        disk.setFault(DiskFault.NONE);
        return findings;
    }

    /** Before how many operations the world ended. */
    public int operations() {
        return operations;
    }

    private DiskFault.Outcome crashBefore(DiskOperation operation) {
        if (chosen.test(operation.number())) {
            operations++;
            if (broker.isRunning()) {
                model.observe(broker.node(), false);
            }
            for (Crash crash : Crash.before(operation, seed, arbitraryLosses)) {
                tryCrash(operation, crash);
            }
        }
        return DiskFault.Outcome.DONE;
    }

    /** Whatever a check throws is a finding: here, amid an operation, it would be taken for a fault of the disk. */
    private void tryCrash(DiskOperation operation, Crash crash) {
        findings.onTried();
        try {
            recover(operation, crash);
        } catch (RuntimeException | AssertionError e) {
            findings.onFailure("seed " + seed + ", " + operation + ", " + crash.name() + ", amid: " + step, e);
        }
    }

    private void recover(DiskOperation operation, Crash crash) {
        SimulatedLane afterwards = new SimulatedLane(lane.wallClockMs());
        SimulatedDisk left = disk.copy(afterwards);
        crash.strike(left, operation);
        SimulatedBroker recovered = new SimulatedBroker(
                Workload.brokerProperties(), afterwards, new SeededRandom(operation.number()), left);
        new RecoveryCheck(model, recovered, crash.isPowerLost()).run();
    }
}
