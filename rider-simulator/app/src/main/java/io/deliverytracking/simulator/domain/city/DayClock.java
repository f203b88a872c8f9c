package io.deliverytracking.simulator.domain.city;

/**
 * What time of day it is in the city. It may run faster than real time, or stand still: demand and traffic follow it, and nothing
 * else does. Riders ride, restaurants cook and events are dated in real time.
 *
 * <p>Reading changes nothing, so that who looks on changes no event. Threading: the generator thread. Units: milliseconds, of the day
 * or since the epoch.
 */
final class DayClock {

    private double setToMs;
    private long setAtMs;
    private double factor;

    /**
     * @param timeOfDayMs the time of day at {@code nowMs}
     * @param factor how many times faster than real time; 0 stands still
     */
    DayClock(double timeOfDayMs, double factor, long nowMs) {
        this.setToMs = timeOfDayMs;
        this.setAtMs = nowMs;
        this.factor = factor;
    }

    double factor() {
        return factor;
    }

    /** From 0 up to a day, exclusively. */
    double timeOfDayMs(long nowMs) {
        double passed = (setToMs + (nowMs - setAtMs) * factor) % DayProfile.DAY_MS;
        return passed < 0 ? passed + DayProfile.DAY_MS : passed;
    }

    void changeFactor(double newFactor, long nowMs) {
        setToMs = timeOfDayMs(nowMs);
        setAtMs = nowMs;
        factor = newFactor;
    }

    /** Nothing happened for this long, nor did the day go on. */
    void sleep(long gapMs) {
        setAtMs += gapMs;
    }
}
