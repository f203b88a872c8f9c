package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.street.Places;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.List;

/**
 * A whole city, as planned from a seed. Immutable.
 *
 * @param restaurants at the roadside
 * @param restaurantNames one for each of them
 * @param homesPerMetre how densely people live along each street; 0 where nobody does
 */
public record CityPlan(
        CityPlane plane,
        StreetNetwork streets,
        List<Outline> water,
        List<Outline> parks,
        List<Outline> districts,
        Places restaurants,
        List<String> restaurantNames,
        float[] homesPerMetre) {}
