package io.deliverytracking.simulator.domain;

import io.deliverytracking.simulator.domain.fault.FaultInjector;

/**
 * Takes what is due from the workload, numbers it, and passes it through the faults to the outlet.
 *
 * <p>Threading: the generator thread.
 */
public final class Generator {

    private final Workload workload;
    private final SequenceSource sequences;
    private final FaultInjector faults;
    private final Outlet outlet;
    private final Fix fix = new Fix();

    public Generator(Workload workload, SequenceSource sequences, FaultInjector faults, Outlet outlet) {
        this.workload = workload;
        this.sequences = sequences;
        this.faults = faults;
        this.outlet = outlet;
    }

    /**
     * Sends what is due at {@code nowNs}, at most {@code max} events, and returns how many. Less than {@code max} means
     * that nothing more is due.
     *
     * <p>In the order of their times, held-back fixes and new ones, however late and in how large gulps this is called: a rider's
     * stored fixes leave before the ones taken after them.
     */
    public int run(long nowNs, int max) {
        int sent = 0;
        while (sent < max) {
            int released = faults.release(Math.min(nowNs, workload.nextNs()), max - sent, outlet);
            sent += released;
            if (released == 0) {
                if (workload.nextNs() > nowNs) {
                    break;
                }
                workload.take(fix, outlet);
                fix.sequence = sequences.next(fix.rider, fix.riderId);
                faults.pass(fix, outlet);
                sent++;
            }
        }
        return sent;
    }

    /** When something will be due next; {@link Workload#NEVER} if nothing is known. */
    public long nextNs() {
        return Math.min(workload.nextNs(), faults.nextReleaseNs());
    }

    /** Sends whatever faults still hold back, due or not. */
    public void drain() {
        faults.releaseAll(outlet);
    }
}
