package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.city.street.Places;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.ArrayList;
import java.util.List;

/** Where people live and where they eat: restaurants stand along great streets, downtown and where suburbs have their centres. */
final class Sites {

    private final StreetNetwork streets;
    private final float[] homesPerMetre;
    private final float[] restaurantsBefore;

    Sites(StreetNetwork streets, Density density, Extent extent, Dice dice) {
        this.streets = streets;
        homesPerMetre = new float[streets.streets()];
        restaurantsBefore = new float[streets.streets() + 1];
        // Some quarters go out to eat, others don't.
        Waves lively = new Waves(dice, 0.12 * extent.radius());
        float sum = 0;
        for (int street = 0; street < streets.streets(); street++) {
            if (!streets.isBridge(street)) {
                double x = streets.x(street, streets.length(street) / 2);
                double y = streets.y(street, streets.length(street) / 2);
                double people = density.at(x, y);
                double liveliness = 1 + 1.6 * lively.at(x, y);
                homesPerMetre[street] = (float) (people * homes(street));
                sum += (float) (streets.length(street)
                        * restaurants(street)
                        * people
                        * Math.sqrt(people)
                        * Math.max(0.1, liveliness * liveliness));
            }
            restaurantsBefore[street + 1] = sum;
        }
    }

    float[] homesPerMetre() {
        return homesPerMetre;
    }

    Places restaurants(int count, Dice dice) {
        int[] street = new int[count];
        float[] along = new float[count];
        for (int i = 0; i < count; i++) {
            street[i] = streetAt((float) dice.between(0, restaurantsBefore[streets.streets()]));
            along[i] = (float) dice.between(0.1, 0.9) * streets.length(street[i]);
        }
        return new Places(streets, street, along);
    }

    static List<String> names(int count, Dice dice) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(Names.ofRestaurant(dice));
        }
        return names;
    }

    private double homes(int street) {
        return switch (streets.streetClass(street)) {
            case RING -> 0.1;
            case ARTERIAL -> 0.8;
            case COLLECTOR, LOCAL -> 1;
        };
    }

    private double restaurants(int street) {
        return switch (streets.streetClass(street)) {
            case RING -> 0.3;
            case ARTERIAL -> 5;
            case COLLECTOR -> 2.2;
            case LOCAL -> 0.5;
        };
    }

    private int streetAt(float weight) {
        int low = 0;
        int high = streets.streets() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (restaurantsBefore[middle + 1] <= weight) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
