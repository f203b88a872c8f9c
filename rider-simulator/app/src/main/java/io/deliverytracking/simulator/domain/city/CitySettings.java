package io.deliverytracking.simulator.domain.city;

/**
 * What kind of city it is.
 *
 * @param plane where it lies
 * @param seed everything random follows from it
 * @param ordersPerRiderHour demand; 0 for none
 * @param cancelledShare share of orders that somebody wants to cancel; from 0 to 1
 */
public record CitySettings(CityPlane plane, long seed, double ordersPerRiderHour, double cancelledShare) {

    public CitySettings {
        if (!(ordersPerRiderHour >= 0 && ordersPerRiderHour <= 1_000)) {
            throw new IllegalArgumentException(
                    "orders per rider and hour " + ordersPerRiderHour + " is outside of 0 to 1000");
        }
        if (!(cancelledShare >= 0 && cancelledShare <= 1)) {
            throw new IllegalArgumentException("cancelled share " + cancelledShare + " is outside of 0 to 1");
        }
    }
}
