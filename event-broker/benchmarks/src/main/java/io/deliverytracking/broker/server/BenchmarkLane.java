package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A lane on the benchmark's own thread, whose time passes when the benchmark says so: what is measured is the handler, not a clock. */
final class BenchmarkLane implements Clock, Timers, BackgroundTasks {

    private record Due(long atMs, long sequence) {}

    private static final long START_MS = 1_700_000_000_000L;

    private final TreeMap<Due, Runnable> timers =
            new TreeMap<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::sequence));
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private long nowMs = START_MS;
    private long sequence;

    /** A millisecond passes, with all that is due in it. */
    void tick() {
        nowMs++;
        while (!timers.isEmpty() && timers.firstKey().atMs() <= nowMs) {
            timers.pollFirstEntry().getValue().run();
        }
        while (!background.isEmpty()) {
            background.poll().run();
        }
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
            } catch (Exception e) { // as a background thread would: it belongs to the completion
                failure = e;
            }
            complete(completion, result, failure);
        });
    }

    private <T> void complete(Completion<? super T> completion, @Nullable T result, @Nullable Throwable failure) {
        schedule(0, () -> completion.complete(result, failure));
    }
}
