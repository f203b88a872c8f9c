package io.deliverytracking.broker.node;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lane, its clock and its background threads, all in the test's own thread: time passes when the test says so, and
 * what is due runs in the order of its time, then of its scheduling.
 */
public final class SimulatedLane implements Clock, Timers, BackgroundTasks {

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
    private long elapsedMs;
    private long sequence;

    @Override
    public long wallClockMs() {
        return START_MS + elapsedMs;
    }

    @Override
    public long monotonicNs() {
        return TimeUnit.MILLISECONDS.toNanos(elapsedMs);
    }

    @Override
    public Cancellable schedule(long delayMs, Runnable task) {
        Due due = new Due(elapsedMs + Math.max(0, delayMs), sequence++);
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

    /** Runs everything that is due now, and what it causes. */
    public void run() {
        while (runDue() || runBackground()) {
            // Each may have caused more of the other.
        }
    }

    /** Lets time pass. */
    public void advance(long ms) {
        long untilMs = elapsedMs + ms;
        run();
        while (!timers.isEmpty() && timers.firstKey().atMs() <= untilMs) {
            elapsedMs = Math.max(elapsedMs, timers.firstKey().atMs());
            run();
        }
        elapsedMs = untilMs;
    }

    private boolean runDue() {
        if (timers.isEmpty() || timers.firstKey().atMs() > elapsedMs) {
            return false;
        }
        timers.pollFirstEntry().getValue().run();
        return true;
    }

    private boolean runBackground() {
        Runnable next = background.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }
}
