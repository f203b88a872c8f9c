package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** A lane in the test's own thread: background work and timers run when the test says so. */
final class TestLane implements BackgroundTasks, Timers {

    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private final TreeMap<Long, Runnable> timers = new TreeMap<>();
    private long sequence;
    private long nowMs;

    @Override
    public <T> void submit(Callable<? extends T> work, Completion<? super T> completion) {
        background.add(() -> {
            T result;
            try {
                result = work.call();
            } catch (Throwable t) {
                completion.complete(null, t);
                return;
            }
            completion.complete(result, null);
        });
    }

    @Override
    public Cancellable schedule(long delayMs, Runnable task) {
        // Due time and order of scheduling in one key: at most a million timers in a test.
        long key = (nowMs + delayMs) * 1_000_000 + sequence++;
        timers.put(key, task);
        return () -> timers.remove(key) != null;
    }

    /** Runs everything that is due, background work included, until nothing is left to do. */
    void run() {
        while (runOne()) {
            // Each may have caused more of the other.
        }
    }

    /** Runs one piece of what is due, or of background work; false if there is none. */
    boolean runOne() {
        return runTimer() || runBackground();
    }

    /** Runs what is due on the lane, but no background work: the disk stands still. */
    void runWithoutDisk() {
        while (runTimer()) {
            // Timers may schedule further timers.
        }
    }

    void advance(long ms) {
        nowMs += ms;
        runWithoutDisk();
    }

    private boolean runTimer() {
        if (timers.isEmpty() || timers.firstKey() / 1_000_000 > nowMs) {
            return false;
        }
        timers.pollFirstEntry().getValue().run();
        return true;
    }

    private boolean runBackground() {
        Runnable next = background.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }
}
