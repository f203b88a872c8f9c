package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.Timers;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** A clock that stands still until told, and the timers that follow it; ties fire in the order of scheduling. */
final class SimulatedTime implements Clock, Timers {

    private static final long START_MS = 1_700_000_000_000L;

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long elapsedMs;
    private long scheduled;

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
        assertNotNegative(delayMs);
        Timer timer = new Timer(elapsedMs + delayMs, scheduled++, task);
        timers.add(timer);
        return timer;
    }

    /** Lets time pass, firing what is due on the way, each at its time. */
    void advance(long ms) {
        assertNotNegative(ms);
        long untilMs = elapsedMs + ms;
        while (!timers.isEmpty() && timers.peek().dueMs <= untilMs) {
            Timer next = timers.poll();
            elapsedMs = next.dueMs;
            next.fired = true;
            next.task.run();
        }
        elapsedMs = untilMs;
    }

    /** Lets time pass until the next timer, and fires it. */
    void step() {
        Timer next = timers.remove();
        elapsedMs = next.dueMs;
        next.fired = true;
        next.task.run();
    }

    long elapsedMs() {
        return elapsedMs;
    }

    int pendingTimers() {
        return timers.size();
    }

    private static void assertNotNegative(long ms) {
        if (ms < 0) {
            throw new AssertionError("Time does not go back: " + ms);
        }
    }

    private final class Timer implements Cancellable, Comparable<Timer> {

        private final long dueMs;
        private final long sequence;
        private final Runnable task;
        private boolean fired;

        Timer(long dueMs, long sequence, Runnable task) {
            this.dueMs = dueMs;
            this.sequence = sequence;
            this.task = task;
        }

        @Override
        public boolean cancel() {
            return !fired && timers.remove(this);
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(dueMs, other.dueMs);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
