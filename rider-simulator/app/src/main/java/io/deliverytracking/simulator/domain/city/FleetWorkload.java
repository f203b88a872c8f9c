package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.schedule.OpenLoopSchedule;

/**
 * The simulated fleet at its intended times: each fix is taken at the instant at which it should be sent, however late
 * it really is.
 *
 * <p>Threading: the generator thread.
 */
public final class FleetWorkload implements Workload {

    private final OpenLoopSchedule schedule;
    private final Fleet fleet;

    /** The wall clock's milliseconds at nanosecond zero of the schedule's clock; fixed for the session. */
    private final long epochMs;

    private long pausedAtNs = NEVER;

    /** The gap of a pause takes effect with the first event after it: events before it may still be due. */
    private long gapFromNs = NEVER;

    private long gapMs;
    private boolean ended;

    /**
     * @param startNs first intended time, on the monotonic clock
     * @param startMs the same instant on the wall clock
     */
    public FleetWorkload(Fleet fleet, double rateHz, long startNs, long startMs) {
        this.fleet = fleet;
        this.epochMs = startMs - startNs / 1_000_000;
        this.schedule = new OpenLoopSchedule(fleet.riders(), rateHz, startNs);
    }

    @Override
    public long nextNs() {
        return schedule.nextNs();
    }

    @Override
    public void take(Fix fix, Outlet outlet) {
        long intendedNs = schedule.nextNs();
        long intendedMs = epochMs + intendedNs / 1_000_000;
        if (intendedNs >= gapFromNs) {
            fleet.sleep(gapMs);
            gapFromNs = NEVER;
            gapMs = 0;
        }
        fix.intendedNs = intendedNs;
        fleet.advanceTo(intendedMs, outlet);
        fleet.step(schedule.take(), intendedMs, fix, outlet);
    }

    @Override
    public long intended(long nowNs) {
        return schedule.intended(nowNs);
    }

    @Override
    public long taken() {
        return schedule.taken();
    }

    @Override
    public void pause(long nowNs) {
        if (pausedAtNs == NEVER) {
            pausedAtNs = nowNs;
            schedule.pause(nowNs);
        }
    }

    @Override
    public void resume(long nowNs) {
        if (pausedAtNs != NEVER) {
            gapMs += (nowNs - pausedAtNs) / 1_000_000;
            gapFromNs = nowNs;
            pausedAtNs = NEVER;
            schedule.resume(nowNs);
        }
    }

    @Override
    public boolean isFinished() {
        return ended && schedule.nextNs() == NEVER;
    }

    @Override
    public void endAt(long endNs) {
        ended = true;
        schedule.endAt(endNs);
    }

    @Override
    public int riders() {
        return schedule.riders();
    }

    public double rateHz() {
        return schedule.rateHz();
    }

    public void changeRate(double rateHz, long nowNs) {
        schedule.change(schedule.riders(), rateHz, nowNs);
    }

    public void changeRiders(int riders, long nowNs, Outlet outlet) {
        fleet.resize(riders, epochMs + nowNs / 1_000_000, outlet);
        schedule.change(riders, schedule.rateHz(), nowNs);
    }

    /** Lets the city's day go faster or slower. */
    public void changeTimeFactor(double factor, long nowNs) {
        fleet.changeTimeFactor(factor, cityMs(nowNs));
    }

    /** What the day is like in the city. */
    public CityHour hour(long nowNs) {
        return fleet.hour(cityMs(nowNs));
    }

    /** The city's clock stands still during a pause, and does not know yet of one that has just ended. */
    private long cityMs(long nowNs) {
        long untilNs = Math.min(nowNs, pausedAtNs);
        return epochMs + untilNs / 1_000_000 - (gapFromNs == NEVER ? 0 : gapMs);
    }

    public Fleet fleet() {
        return fleet;
    }
}
