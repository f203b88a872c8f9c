package io.deliverytracking.simulator.domain.city;

/**
 * What kind of city it is.
 *
 * @param plane where it lies
 * @param seed everything random follows from it
 * @param ordersPerRiderHour demand, as a mean over the day; 0 for none
 * @param cancelledShare share of orders that somebody wants to cancel; from 0 to 1
 * @param timeOfDayMs when it is at the start, in the city
 * @param timeFactor how many times faster than real time the day goes; 0 stands still
 */
public record CitySettings(
        CityPlane plane,
        long seed,
        double ordersPerRiderHour,
        double cancelledShare,
        long timeOfDayMs,
        double timeFactor) {

    /** An hour a second. */
    public static final double MOST_TIME_FACTOR = 3_600;

    public CitySettings {
        if (!(ordersPerRiderHour >= 0 && ordersPerRiderHour <= 1_000)) {
            throw new IllegalArgumentException(
                    "orders per rider and hour " + ordersPerRiderHour + " is outside of 0 to 1000");
        }
        if (!(cancelledShare >= 0 && cancelledShare <= 1)) {
            throw new IllegalArgumentException("cancelled share " + cancelledShare + " is outside of 0 to 1");
        }
        if (timeOfDayMs < 0 || timeOfDayMs >= DayProfile.DAY_MS) {
            throw new IllegalArgumentException("time of day " + timeOfDayMs + " ms is not within a day");
        }
        if (!(timeFactor >= 0 && timeFactor <= MOST_TIME_FACTOR)) {
            throw new IllegalArgumentException(
                    "time factor " + timeFactor + " is outside of 0 to " + (int) MOST_TIME_FACTOR);
        }
    }

    public CitySettings withTimeFactor(double newTimeFactor) {
        return new CitySettings(plane, seed, ordersPerRiderHour, cancelledShare, timeOfDayMs, newTimeFactor);
    }
}
