package io.deliverytracking.broker.port;

import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lane, its clock and its background threads in the caller's own thread: time passes when the caller says so.
 *
 * <p>It stands beside the ports because it needs nothing of the outside world. The simulation, tests and microbenchmarks run
 * brokers on it; none that serves does.
 *
 * <p>What is due runs in the order of its time, then of its scheduling; background work runs, oldest first, when nothing
 * is due. So work never runs inside the call that asked for it, and a turn of the lane is never interrupted.
 *
 * <p>Failure: what leaves a timer or a completion leaves {@link #advance}: the real lane would end the broker.
 */
public final class SimulatedLane implements Clock, Timers, BackgroundTasks {

    /** Some time in 2023: whoever has no wish begins here, so that runs repeat themselves. */
    private static final long START_MS = 1_700_000_000_000L;

    private record Due(long atMs, long sequence) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final TreeMap<Due, Runnable> timers = new TreeMap<>();
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private long nowMs;
    private long sequence;

    public SimulatedLane() {
        this(START_MS);
    }

    public SimulatedLane(long nowMs) {
        this.nowMs = nowMs;
    }

    /** Runs everything that is due now, and what it causes. */
    public void run() {
        advance(0);
    }

    /** Lets time pass. */
    public void advance(long ms) {
        long untilMs = nowMs + ms;
        while (runNext(untilMs)) {
            // Each may have caused more.
        }
        nowMs = untilMs;
    }

    private boolean runNext(long untilMs) {
        if (!timers.isEmpty() && timers.firstKey().atMs() <= nowMs) {
            timers.pollFirstEntry().getValue().run();
            return true;
        }
        Runnable work = background.poll();
        if (work != null) {
            work.run();
            return true;
        }
        if (!timers.isEmpty() && timers.firstKey().atMs() <= untilMs) {
            nowMs = timers.firstKey().atMs();
            return true;
        }
        return false;
    }

    /** The process is gone: nothing that was scheduled or submitted ever runs. */
    public void kill() {
        timers.clear();
        background.clear();
    }

    @Override
    public long wallClockMs() {
        return nowMs;
    }

    @Override
    public long monotonicNs() {
        return TimeUnit.MILLISECONDS.toNanos(nowMs);
    }

    @Override
    public Cancellable schedule(long delayMs, Runnable task) {
        Due due = new Due(nowMs + Math.max(0, delayMs), sequence++);
        timers.put(due, task);
        return () -> timers.remove(due) != null;
    }

    @Override
    public <T> void submit(Callable<? extends T> work, Completion<? super T> completion) {
        background.add(() -> {
            T result = null;
            Throwable failure = null;
            try {
                result = work.call();
            } catch (Throwable e) { // as a background thread would: it belongs to the completion
                failure = e;
            }
            complete(completion, result, failure);
        });
    }

    private <T> void complete(Completion<? super T> completion, @Nullable T result, @Nullable Throwable failure) {
        schedule(0, () -> completion.complete(result, failure));
    }
}
