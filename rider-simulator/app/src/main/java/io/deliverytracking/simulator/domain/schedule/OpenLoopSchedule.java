package io.deliverytracking.simulator.domain.schedule;

import io.deliverytracking.simulator.domain.Workload;
import java.util.ArrayDeque;

/**
 * Intended times of a fleet: each of {@code riders} once per interval, spread evenly over it.
 *
 * <pre>
 * 4 riders, 1 Hz:   |r0  r1  r2  r3  |r0  r1  r2  r3  |...     an event every 250 ms
 * </pre>
 *
 * <p>Invariant: what was intended stays intended. Changes of rate and riders, and pauses, apply from their own instant
 * on; events due before it keep their times though they may not have been taken yet. So a generator that is behind can
 * neither shed its debt by pausing nor have it revalued. This is kept by segments: one for each stretch of time with
 * constant settings, the oldest with untaken events at the head.
 *
 * <p>Threading: the generator thread. Units: nanoseconds of one monotonic clock.
 */
public final class OpenLoopSchedule {

    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private int riders;
    private double rateHz;
    private boolean paused;
    private long endNs = Workload.NEVER;
    private int nextRider;
    private long takenInHead;
    private long taken;
    private long intendedInDropped;
    private long nextNs;

    /** Starts at {@code startNs} with rider 0. */
    public OpenLoopSchedule(int riders, double rateHz, long startNs) {
        this.riders = riders;
        this.rateHz = rateHz;
        segments.add(new Segment(startNs, riders, rateHz));
        nextNs = startNs;
        skipEmptySegments();
    }

    public int riders() {
        return riders;
    }

    public double rateHz() {
        return rateHz;
    }

    /** When the next event is due; {@link Workload#NEVER} if no stretch of time has one left. */
    public long nextNs() {
        return nextNs;
    }

    /** Takes the next event and returns its rider. */
    public int take() {
        Segment head = segments.getFirst();
        if (nextNs == Workload.NEVER) {
            throw new IllegalStateException("nothing is scheduled");
        }
        if (nextRider >= head.riders) {
            nextRider = 0;
        }
        int rider = nextRider++;
        taken++;
        takenInHead++;
        nextNs = head.timeOf(takenInHead);
        skipEmptySegments();
        return rider;
    }

    public long taken() {
        return taken;
    }

    /** Events due up to and including {@code nowNs}, taken or not. */
    public long intended(long nowNs) {
        long intended = intendedInDropped;
        for (Segment segment : segments) {
            intended += segment.dueBy(nowNs);
        }
        return intended;
    }

    /** Continues with other riders or another rate from {@code nowNs} on. */
    public void change(int newRiders, double newRateHz, long nowNs) {
        riders = newRiders;
        rateHz = newRateHz;
        if (!paused) {
            segments.getLast().endNs = Math.min(nowNs, endNs);
            begin(nowNs);
        }
    }

    public void pause(long nowNs) {
        if (!paused) {
            paused = true;
            segments.getLast().endNs = Math.min(nowNs, endNs);
            skipEmptySegments();
        }
    }

    public void resume(long nowNs) {
        if (paused) {
            paused = false;
            begin(nowNs);
        }
    }

    /** Intends nothing at or after {@code endNs}, once and for all. */
    public void endAt(long newEndNs) {
        endNs = newEndNs;
        Segment last = segments.getLast();
        last.endNs = Math.min(last.endNs, newEndNs);
        skipEmptySegments();
    }

    private void begin(long nowNs) {
        Segment segment = new Segment(nowNs, riders, rateHz);
        segment.endNs = endNs;
        segments.add(segment);
        skipEmptySegments();
    }

    /** Leaves segments behind whose events are all taken; the last one stays, to be changed or ended. */
    private void skipEmptySegments() {
        while (true) {
            Segment head = segments.getFirst();
            long next = head.timeOf(takenInHead);
            if (next < head.endNs) {
                nextNs = next;
                return;
            }
            if (segments.size() == 1) {
                nextNs = Workload.NEVER;
                return;
            }
            intendedInDropped += takenInHead;
            segments.removeFirst();
            takenInHead = 0;
        }
    }

    private static final class Segment {

        private final long startNs;
        private final int riders;
        private final double spacingNs;
        private long endNs = Workload.NEVER;

        Segment(long startNs, int riders, double rateHz) {
            this.startNs = startNs;
            this.riders = riders;
            this.spacingNs = 1e9 / (riders * rateHz);
        }

        /** A product, not a sum: no error accumulates over days of events. */
        long timeOf(long event) {
            return startNs + (long) (event * spacingNs);
        }

        long dueBy(long nowNs) {
            long lastNs = Math.min(nowNs, endNs - 1);
            if (lastNs < startNs) {
                return 0;
            }
            long guess = (long) ((lastNs - startNs) / spacingNs) + 1;
            // The guess may be off by one where timeOf rounds down.
            while (timeOf(guess) <= lastNs) {
                guess++;
            }
            while (guess > 0 && timeOf(guess - 1) > lastNs) {
                guess--;
            }
            return guess;
        }
    }
}
