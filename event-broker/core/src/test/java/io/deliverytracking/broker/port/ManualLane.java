package io.deliverytracking.broker.port;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A lane whose clock moves when the test says so, and whose background work runs when the test says so. */
public final class ManualLane implements Clock, Timers, BackgroundTasks, RandomSource {

    private record Timer(long atMs, long order, Runnable task) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atMs).thenComparingLong(Timer::order));
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private final RandomGenerator random;
    private long nowMs;
    private long order;

    public ManualLane(long nowMs, RandomGenerator random) {
        this.nowMs = nowMs;
        this.random = random;
    }

    /** Moves both clocks and runs the timers due, and all background work they start. */
    public void advance(long ms) {
        long until = nowMs + ms;
        while (!timers.isEmpty() && timers.peek().atMs() <= until) {
            Timer timer = timers.poll();
            nowMs = Math.max(nowMs, timer.atMs());
            timer.task().run();
            runBackground();
        }
        nowMs = until;
        runBackground();
    }

    /** Runs all background work submitted so far, and what its completions submit. */
    public void runBackground() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    /** Moves both clocks and runs the timers due; background work waits. */
    public void pass(long ms) {
        long until = nowMs + ms;
        while (!timers.isEmpty() && timers.peek().atMs() <= until) {
            Timer timer = timers.poll();
            nowMs = Math.max(nowMs, timer.atMs());
            timer.task().run();
        }
        nowMs = until;
    }

    /** Runs one piece of background work and its completion; false if there is none. */
    public boolean runOne() {
        Runnable next = background.poll();
        if (next == null) {
            return false;
        }
        next.run();
        return true;
    }

    /** The same with the piece that was submitted last: of several threads the one that has it may be the fastest. */
    public boolean runNewest() {
        Runnable newest = background.pollLast();
        if (newest == null) {
            return false;
        }
        newest.run();
        return true;
    }

    /** The process is gone. */
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
        return nowMs * 1_000_000;
    }

    @Override
    public Cancellable schedule(long delayMs, Runnable task) {
        Timer timer = new Timer(nowMs + delayMs, order++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public <T> void submit(Callable<? extends T> work, Completion<? super T> completion) {
        background.add(() -> {
            T result = null;
            Throwable failure = null;
            try {
                result = work.call();
            } catch (Exception e) {
                failure = e;
            }
            complete(completion, result, failure);
        });
    }

    private static <T> void complete(
            Completion<? super T> completion, @Nullable T result, @Nullable Throwable failure) {
        completion.complete(result, failure);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
