package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.Workload;

/**
 * A {@link Trace} at its own pace, sped up: the first fix at once, each later one when it was taken, gaps divided by the
 * speed-up. Event times stay those of the file.
 *
 * <p>A trace knows no orders: riders are idle where they stand still, on their way to a customer otherwise. What the
 * file does not say about accuracy is {@link #ACCURACY_M}.
 *
 * <p>Threading: the generator thread.
 */
public final class ReplayWorkload implements Workload {

    /** What consumer receivers reach under an open sky. */
    static final int ACCURACY_M = 10;

    /** Half of what the clock can count, so that adding any start to it is safe: 146 years. */
    private static final double LONGEST_NS = NEVER / 2.0;

    private final Trace trace;
    private final double speedUp;
    private final long firstTimeMs;
    private long startNs;
    private long pausedAtNs = NEVER;
    private long endNs = NEVER;
    private int next;

    public ReplayWorkload(Trace trace, double speedUp, long startNs) {
        if (!(speedUp > 0 && speedUp <= 1e6)) {
            throw new IllegalArgumentException("speed-up " + speedUp + " is outside of 0 to 1000000");
        }
        this.trace = trace;
        this.speedUp = speedUp;
        this.startNs = startNs;
        this.firstTimeMs = trace.timeMs(0);
    }

    public Trace trace() {
        return trace;
    }

    @Override
    public long nextNs() {
        if (next == trace.size()) {
            return NEVER;
        }
        long dueNs = timeOf(next);
        return dueNs < Math.min(pausedAtNs, endNs) ? dueNs : NEVER;
    }

    @Override
    public void take(Fix fix, Outlet outlet) {
        trace.read(next, fix);
        fix.intendedNs = timeOf(next);
        fix.orderId = 0;
        fix.accuracyM = ACCURACY_M;
        fix.status =
                fix.speedCmS == 0 ? RiderStatus.RIDER_STATUS_IDLE_VALUE : RiderStatus.RIDER_STATUS_TO_CUSTOMER_VALUE;
        next++;
    }

    @Override
    public long intended(long nowNs) {
        long untilNs = Math.min(nowNs, Math.min(pausedAtNs, endNs) - 1);
        int low = next;
        int high = trace.size();
        // Times are sorted: the first fix after untilNs.
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timeOf(middle) <= untilNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public long taken() {
        return next;
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
        return next == trace.size() || timeOf(next) >= endNs;
    }

    @Override
    public int riders() {
        return trace.riders();
    }

    /** One stray year in a file, or a very slow replay, exceeds what nanoseconds can count: that fix is due after all time. */
    private long timeOf(int index) {
        double afterNs = (trace.timeMs(index) - firstTimeMs) * 1e6 / speedUp;
        return afterNs < LONGEST_NS ? startNs + (long) afterNs : NEVER - 1;
    }
}
