package io.deliverytracking.simulator.control;

import io.deliverytracking.simulator.domain.Generator;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.city.FleetWorkload;
import io.deliverytracking.simulator.domain.fault.FaultInjector;
import io.deliverytracking.simulator.domain.fault.FaultSettings;
import io.deliverytracking.simulator.domain.replay.ReplayWorkload;
import io.deliverytracking.simulator.kafka.KafkaOutlet;
import io.deliverytracking.simulator.kafka.SendStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One session: its generator thread from the first event to the closed ledger.
 *
 * <p>Invariant: when {@link #run} returns, the producer is closed, every event sent is settled in the ledger or known as
 * unknown, and the ledger is closed.
 *
 * <p>Threading: {@link #run} is the generator thread, and the only one that touches workload, faults and schedule.
 * Others hand it commands, which it executes between batches, and read the snapshot. While the send buffer is full the
 * thread goes round without sending, so a broker that stalls delays no command and hides no delay.
 *
 * <p>Failure: whatever ends sending but a stop or the end of the workload is kept in {@link #failure()}. The thread then
 * goes on to count what the schedule asks, until it is stopped: a session that died halfway must not be reckoned like one
 * that was half as long.
 */
final class Session implements Runnable {

    private static final Logger LOG = Logger.getLogger(Session.class);

    /** A batch of due events between two looks at commands: 20 ms at 100,000/s when behind. */
    private static final int BATCH = 2_000;

    /** What a stop still sends of what is due: 200 ms at 100,000/s. A simulator that is too slow has more left than that. */
    private static final int LAST_BATCHES = 10;

    /** Waking once a millisecond sends 100 events at a time at 100,000/s and costs 1% of a core. */
    private static final long NAP_NS = 1_000_000;

    private static final long SNAPSHOT_NS = 200_000_000;

    /** Later than this is worth a warning; a pause of the collector is not. */
    private static final long WARN_LAG_MS = 1_000;

    private static final long WARN_AGAIN_NS = 10_000_000_000L;

    private final Workload workload;
    private final FaultInjector faults;
    private final KafkaOutlet outlet;
    private final SendStatistics statistics;
    private final Generator generator;
    private final long startNs;
    private final Duration patience;
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopRequested;
    private volatile SimulatorState state = SimulatorState.RUNNING;
    private volatile @Nullable Throwable failure;
    private volatile SessionSnapshot snapshot;
    /**
     * When the schedule was looked at last. What a stalled broker lets pass after it is not intended any more; a failure of
     * ours is no end of the schedule.
     */
    private long endNs = Workload.NEVER;

    private long mostLagNs;
    private long warnedAtNs;
    private boolean behind;

    /**
     * @param startNs when the workload begins, on {@link System#nanoTime()}
     * @param patience how long to wait for the last acknowledgements when the workload has ended
     */
    Session(
            Workload workload,
            FaultInjector faults,
            KafkaOutlet outlet,
            SendStatistics statistics,
            long startNs,
            Duration patience) {
        this.workload = workload;
        this.faults = faults;
        this.outlet = outlet;
        this.statistics = statistics;
        this.startNs = startNs;
        this.patience = patience;
        this.generator = new Generator(workload, outlet, faults, outlet);
        this.snapshot = snapshotAt(startNs);
        this.thread = new Thread(this, "rider-simulator-generator");
    }

    void start() {
        thread.start();
    }

    long number() {
        return outlet.ledger().plan().session();
    }

    SimulatorState state() {
        return state;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    SessionSnapshot snapshot() {
        return snapshot;
    }

    SendStatistics statistics() {
        return statistics;
    }

    boolean isConnected() {
        return outlet.isConnected();
    }

    /** Executes a command on the generator thread. */
    CompletableFuture<Void> execute(Runnable command) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        commands.add(() -> {
            try {
                command.run();
                if (endNs == Workload.NEVER) {
                    // Whoever waited for the command sees what it did, not what was a moment before.
                    snapshot = snapshotAt(System.nanoTime());
                }
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        LockSupport.unpark(thread);
        if (!thread.isAlive()) {
            // It may have ended before it saw the command.
            done.completeExceptionally(new IllegalCommandException("the session has ended"));
        }
        return done;
    }

    CompletableFuture<Void> pause() {
        return execute(() -> {
            if (state == SimulatorState.RUNNING) {
                workload.pause(System.nanoTime());
                state = SimulatorState.PAUSED;
            }
        });
    }

    CompletableFuture<Void> resume() {
        return execute(() -> {
            if (state == SimulatorState.PAUSED) {
                workload.resume(System.nanoTime());
                state = SimulatorState.RUNNING;
            }
        });
    }

    CompletableFuture<Void> changeFaults(FaultSettings settings) {
        return execute(() -> {
            if (settings.mayDisturbOrder()) {
                outlet.ledger().allowDisorder();
            }
            faults.change(settings);
        });
    }

    CompletableFuture<Void> changeRate(double ratePerRider) {
        FleetWorkload fleet = requireFleet("rate");
        return execute(() -> fleet.changeRate(ratePerRider, System.nanoTime()));
    }

    CompletableFuture<Void> changeRiders(int riders) {
        FleetWorkload fleet = requireFleet("number of riders");
        return execute(() -> fleet.changeRiders(riders, System.nanoTime(), outlet));
    }

    CompletableFuture<Void> changeTimeFactor(double factor) {
        FleetWorkload fleet = requireFleet("time of day");
        return execute(() -> fleet.changeTimeFactor(factor, System.nanoTime()));
    }

    /** Ends sending and waits until the ledger is closed; what is not acknowledged within the timeout is unknown. */
    void stop(Duration timeout) throws InterruptedException {
        stopRequested = true;
        LockSupport.unpark(thread);
        thread.join(1_000);
        if (thread.isAlive()) {
            // Blocked on a full buffer, or waiting for acknowledgements with more patience than we have.
            outlet.close(timeout);
            thread.join();
        }
    }

    @Override
    public void run() {
        SimulatorState end = SimulatorState.FAILED;
        try {
            generate();
            end = stopRequested ? SimulatorState.STOPPED : SimulatorState.FINISHED;
        } catch (Throwable t) {
            if (stopRequested) {
                // The producer was closed under a blocked send: that is how a stop gets through.
                end = SimulatorState.STOPPED;
            } else {
                failure = t;
                LOG.errorf(t, "session failed; session=%d", number());
            }
        } finally {
            close(end);
        }
    }

    private void generate() {
        long snapshotDueNs = startNs;
        while (!stopRequested) {
            executeCommands();
            long nowNs = System.nanoTime();
            int sent = turn(nowNs);
            if (nowNs >= snapshotDueNs) {
                report(nowNs);
                snapshotDueNs = nowNs + SNAPSHOT_NS;
            }
            if (sent < BATCH) {
                if (workload.isFinished()) {
                    break;
                }
                LockSupport.parkNanos(NAP_NS);
            }
        }
        // What piled up while the machine stood still for a moment is sent; more than that is not, and shows as behind.
        endNs = System.nanoTime();
        int batches = 0;
        while (batches < LAST_BATCHES && turn(endNs) > 0) {
            batches++;
        }
        generator.drain();
    }

    private void executeCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    private int turn(long nowNs) {
        return generator.run(nowNs, Math.min(BATCH, outlet.room()));
    }

    private void report(long nowNs) {
        long lagMs = record(nowNs) / 1_000_000;
        if (lagMs >= WARN_LAG_MS && (!behind || nowNs - warnedAtNs >= WARN_AGAIN_NS)) {
            behind = true;
            warnedAtNs = nowNs;
            LOG.warnf(
                    "falling behind the schedule; session=%d lagMs=%d behindEvents=%d",
                    number(), lagMs, snapshot.behindEvents());
        } else if (behind && lagMs < WARN_LAG_MS / 10) {
            behind = false;
            LOG.infof("caught up with the schedule; session=%d mostLagMs=%d", number(), mostLagNs / 1_000_000);
        }
    }

    /** Writes down what the schedule has asked so far, and returns how late its next event is. */
    private long record(long nowNs) {
        long lagNs = nowNs - Math.min(nowNs, workload.nextNs());
        mostLagNs = Math.max(mostLagNs, lagNs);
        snapshot = snapshotAt(nowNs);
        outlet.ledger().intended(workload.intended(nowNs), System.currentTimeMillis());
        return lagNs;
    }

    private SessionSnapshot snapshotAt(long nowNs) {
        boolean fleet = workload instanceof FleetWorkload;
        long intended = workload.intended(nowNs);
        return new SessionSnapshot(
                workload.riders(),
                fleet ? ((FleetWorkload) workload).rateHz() : 0,
                (nowNs - startNs) / 1_000_000,
                intended,
                workload.taken(),
                intended - workload.taken(),
                (nowNs - Math.min(nowNs, workload.nextNs())) / 1_000_000,
                mostLagNs / 1_000_000,
                fleet ? ((FleetWorkload) workload).fleet().ordersPlaced() : 0,
                fleet ? ((FleetWorkload) workload).fleet().ordersOpen() : 0,
                fleet ? ((FleetWorkload) workload).hour(nowNs) : null,
                faults.settings(),
                faults.counts(),
                workload instanceof ReplayWorkload replayed ? replayed.positionAt(nowNs) : null);
    }

    private void close(SimulatorState end) {
        if (endNs == Workload.NEVER) {
            endNs = System.nanoTime();
        }
        state = SimulatorState.STOPPING;
        SimulatorState last = end;
        try {
            outlet.close(patience);
            if (end == SimulatorState.FAILED) {
                state = end;
                recordUntilStopped();
                endNs = System.nanoTime();
                last = SimulatorState.STOPPED;
            }
            record(endNs);
            outlet.ledger().close();
            LOG.infof(
                    "session ended; session=%d end=%s intended=%d sent=%d acknowledged=%d failed=%d",
                    number(),
                    end,
                    snapshot.intended(),
                    statistics.counts().sent(),
                    statistics.counts().acknowledged(),
                    statistics.counts().failed());
            state = last;
        } catch (IOException | RuntimeException e) {
            failure = e;
            LOG.errorf(e, "the ledger could not be closed; session=%d", number());
            state = SimulatorState.FAILED;
        } finally {
            executeCommands();
        }
    }

    private void recordUntilStopped() {
        while (!stopRequested) {
            executeCommands();
            record(System.nanoTime());
            LockSupport.parkNanos(SNAPSHOT_NS);
        }
    }

    private FleetWorkload requireFleet(String what) {
        if (workload instanceof FleetWorkload fleet) {
            return fleet;
        }
        throw new IllegalCommandException("the " + what + " of a replay is that of its file");
    }
}
