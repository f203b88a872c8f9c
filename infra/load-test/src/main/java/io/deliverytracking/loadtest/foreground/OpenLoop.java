package io.deliverytracking.loadtest.foreground;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests at a fixed rate, each due at its own moment whatever became of the ones before: request {@code i} at
 * {@code start + i / rate}.
 *
 * <p>The workers take turns. When all are busy a request starts late, and its time still counts from the moment when it was due: who
 * waits for a free connection waits, too (otherwise a stalled server would be asked less, and look quick).
 * <p>Threading: any number of workers call {@link #next}; the moment is fixed, the counter atomic.
 */
final class OpenLoop {

    private static final double NS_PER_SECOND = 1e9;

    private final long startNs;
    private final double perSecond;
    private final Time time;
    private final AtomicLong next = new AtomicLong();

    /** A monotonic clock that one can wait for. */
    interface Time {
        long nowNs();

        /** Returns at that moment or after it, at once where it has passed. */
        void awaitNs(long momentNs) throws InterruptedException;
    }

    /**
     * One request.
     *
     * @param number counts from 0
     */
    record Due(long number, long momentNs, Time time) {

        /** How long whoever asked has waited by now. */
        long waitedNs() {
            return time.nowNs() - momentNs;
        }
    }

    OpenLoop(long startNs, double perSecond, Time time) {
        if (perSecond <= 0) {
            throw new IllegalArgumentException("a rate of " + perSecond + " requests a second");
        }
        this.startNs = startNs;
        this.perSecond = perSecond;
        this.time = time;
    }

    /** Takes the next request and returns when it is due, or at once where that moment has passed. */
    Due next() throws InterruptedException {
        long number = next.getAndIncrement();
        Due due = new Due(number, startNs + (long) (number * (NS_PER_SECOND / perSecond)), time);
        time.awaitNs(due.momentNs);
        return due;
    }
}
