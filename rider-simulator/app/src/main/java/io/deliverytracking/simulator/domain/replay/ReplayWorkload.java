package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.events.Limits;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.traces.Trace;

/**
 * A trace at its own pace, sped up: the first fix at once, each later one when it was taken, gaps divided by the
 * speed-up. Event times are those of the file; of a copy, those of the file and its shift.
 *
 * <p>In a loop the next round begins one usual interval after the last fix, and its event times go on from there. Where a
 * rider ended and where it begins anew are two places: it jumps, which no rule can hide.
 *
 * <p>A trace knows no orders: riders are idle where they stand still, on their way to a customer otherwise. What the
 * file does not say about accuracy is {@link #ACCURACY_M}.
 *
 * <p>Times within are milliseconds of the trace's clock since its first fix; {@link #timeOf} makes them nanoseconds of ours.
 *
 * <p>Threading: the generator thread.
 */
public final class ReplayWorkload implements Workload {

    /** What consumer receivers reach under an open sky. */
    static final int ACCURACY_M = 10;

    /** Half of what the clock can count, so that adding any start to it is safe: 146 years. */
    private static final double LONGEST_NS = NEVER / 2.0;

    private final Copies copies;
    private final double speedUp;
    private final boolean loop;
    private final long firstTimeMs;
    private final long periodMs;
    private final long lastPossibleMs;
    private final DueQueue queue;
    private final int[] next;
    private final int[] round;
    private long startNs;
    private long pausedAtNs = NEVER;
    private long endNs = NEVER;
    private long taken;

    /**
     * Where a replay is.
     *
     * @param clockMs what the trace's clock says, in milliseconds since the epoch
     * @param round how often the trace was replayed to its end
     * @param share of this round, 0 to 1
     * @param nextFixInMs in how many milliseconds of ours the next fix comes, 0 when it is due; -1 when none will come
     */
    public record Position(long clockMs, long round, double share, long nextFixInMs) {}

    public ReplayWorkload(Replay replay, long startNs) {
        this.copies = replay.copies();
        this.speedUp = replay.settings().speedUp();
        this.loop = replay.settings().loop();
        this.startNs = startNs;
        Trace trace = copies.trace();
        this.firstTimeMs = trace.timeMs(0);
        this.periodMs = trace.spanMs() + trace.usualIntervalMs();
        this.lastPossibleMs = Limits.MAX_EVENT_TIME_MS - firstTimeMs;
        this.queue = new DueQueue(copies.count());
        this.next = new int[copies.count()];
        this.round = new int[copies.count()];
        for (int copy = 0; copy < copies.count(); copy++) {
            if (dueMs(copy) <= lastPossibleMs) {
                queue.add(copy, dueMs(copy));
            }
        }
    }

    @Override
    public long nextNs() {
        if (queue.isEmpty()) {
            return NEVER;
        }
        long dueNs = timeOf(queue.firstMs());
        return dueNs < Math.min(pausedAtNs, endNs) ? dueNs : NEVER;
    }

    @Override
    public void take(Fix fix, Outlet outlet) {
        int copy = queue.first();
        copies.read(copy, next[copy], fix);
        fix.eventTimeMs = firstTimeMs + queue.firstMs();
        fix.intendedNs = timeOf(queue.firstMs());
        fix.orderId = 0;
        fix.accuracyM = ACCURACY_M;
        fix.status =
                fix.speedCmS == 0 ? RiderStatus.RIDER_STATUS_IDLE_VALUE : RiderStatus.RIDER_STATUS_TO_CUSTOMER_VALUE;
        taken++;
        advance(copy);
    }

    private void advance(int copy) {
        next[copy]++;
        if (next[copy] == copies.size(copy) && loop) {
            next[copy] = 0;
            round[copy]++;
        }
        if (next[copy] < copies.size(copy) && dueMs(copy) <= lastPossibleMs) {
            queue.postpone(dueMs(copy));
        } else {
            queue.removeFirst();
        }
    }

    private long dueMs(int copy) {
        return round[copy] * periodMs + copies.shiftMs(copy) + copies.sinceFirstMs(copy, next[copy]);
    }

    /** What is taken, and what could be; as long as sending keeps up only the first of the queue is looked at. */
    @Override
    public long intended(long nowNs) {
        long untilMs = lastMsUntil(Math.min(nowNs, Math.min(pausedAtNs, endNs) - 1));
        return taken + queue.sumOfDue(untilMs, copy -> dueOf(copy, untilMs));
    }

    /** Fixes of a copy from its next one on that are due until then. */
    private long dueOf(int copy, long untilMs) {
        int size = copies.size(copy);
        long sinceRoundMs = untilMs - copies.shiftMs(copy) - round[copy] * periodMs;
        if (!loop) {
            return indexAfter(copy, sinceRoundMs) - next[copy];
        }
        long wholeRounds = sinceRoundMs / periodMs;
        return wholeRounds * size + indexAfter(copy, sinceRoundMs % periodMs) - next[copy];
    }

    /** How many fixes of one round of a copy were taken until then: times are sorted. */
    private int indexAfter(int copy, long sinceRoundMs) {
        int low = 0;
        int high = copies.size(copy);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (copies.sinceFirstMs(copy, middle) <= sinceRoundMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public void pause(long nowNs) {
        if (pausedAtNs == NEVER) {
            pausedAtNs = nowNs;
        }
    }

    /** Fixes already due keep being due at once; the others come later by the length of the pause. */
    @Override
    public void resume(long nowNs) {
        if (pausedAtNs != NEVER) {
            startNs += nowNs - pausedAtNs;
            pausedAtNs = NEVER;
        }
    }

    @Override
    public void endAt(long newEndNs) {
        endNs = newEndNs;
    }

    @Override
    public boolean isFinished() {
        return queue.isEmpty() || timeOf(queue.firstMs()) >= endNs;
    }

    @Override
    public int riders() {
        return copies.riders();
    }

    /** Where the replay is; what is late counts as due now. */
    public Position positionAt(long nowNs) {
        long sinceMs = Math.max(0, lastMsUntil(Math.min(nowNs, Math.min(pausedAtNs, endNs))));
        long spanMs = copies.spanMs();
        long rounds = loop ? sinceMs / periodMs : 0;
        long withinMs = loop ? sinceMs % periodMs : Math.min(sinceMs, spanMs);
        double share = queue.isEmpty() ? 1 : withinMs / (double) Math.max(1, loop ? periodMs : spanMs);
        long clockMs = Math.min(Limits.MAX_EVENT_TIME_MS, firstTimeMs + (loop ? sinceMs : withinMs));
        long nextFixInMs = queue.isEmpty() || nextNs() == NEVER ? -1 : Math.max(0, nextNs() - nowNs) / 1_000_000;
        return new Position(clockMs, rounds, Math.min(1, share), nextFixInMs);
    }

    /** The last millisecond that has come by then, -1 before the start: the inverse of {@link #timeOf}, to the nanosecond. */
    private long lastMsUntil(long untilNs) {
        if (untilNs < startNs) {
            return -1;
        }
        long ms = Math.min(lastPossibleMs, (long) ((untilNs - startNs) / 1e6 * speedUp));
        while (timeOf(ms) > untilNs) {
            ms--;
        }
        while (ms < lastPossibleMs && timeOf(ms + 1) <= untilNs) {
            ms++;
        }
        return ms;
    }

    /** One stray year in a file, or a very slow replay, exceeds what nanoseconds can count: that fix is due after all time. */
    private long timeOf(long sinceFirstMs) {
        double afterNs = sinceFirstMs * 1e6 / speedUp;
        return afterNs < LONGEST_NS ? startNs + (long) afterNs : NEVER - 1;
    }
}
