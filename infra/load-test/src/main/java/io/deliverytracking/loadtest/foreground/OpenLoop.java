package io.deliverytracking.loadtest.foreground;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests at a fixed rate, each due at its own moment whatever became of the ones before: request {@code i} at
 * {@code start + i / rate}.
 *
 * <p>The workers take turns. When all are busy a request starts late, and its time still counts from the moment when it was due: who
 * waits for a free connection waits, too (otherwise a stalled server would be asked less, and look quick). For the same reason what
 * was due before the loop was ended is still given out after that.
 * <p>Threading: any number of workers call {@link #next}; the moment is fixed, the counter atomic.
 */
final class OpenLoop {

    private static final double NS_PER_SECOND = 1e9;

    private final long startNs;
    private final double perSecond;
    private final Time time;
    private final AtomicLong next = new AtomicLong();
    private long endNs;

    /** Guards {@link #endNs}, which is written once before it. */
    private volatile boolean ended;

    /** A monotonic clock that one can wait for. */
    interface Time {
        long nowNs();

        /** Returns at that moment or after it, at once where it has passed, or earlier for no reason. */
        void awaitNs(long momentNs);
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

    /**
     * Takes the next request and returns when it is due, or at once where that moment has passed; empty for one that is due after the
     * end.
     */
    Optional<Due> next() {
        long number = next.getAndIncrement();
        Due due = new Due(number, startNs + (long) (number * (NS_PER_SECOND / perSecond)), time);
        while (time.nowNs() - due.momentNs < 0) {
            if (ended) {
                return Optional.empty();
            }
            time.awaitNs(due.momentNs);
        }
        return ended && due.momentNs - endNs >= 0 ? Optional.empty() : Optional.of(due);
    }

    /** Nothing is due from now on. Once; whoever waits has to be woken to see it. */
    void end() {
        endNs = time.nowNs();
        ended = true;
    }
}
