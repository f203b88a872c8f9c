package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.SplitMix;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;

/**
 * Where people live: homes along the streets, as densely as the plan says, numbered from 0 by neighbourhood. A home is always at the
 * same place.
 *
 * <p>Immutable. Memory: 8 bytes a stretch of street, none a home.
 */
final class Homes {

    /** Homes a metre of street where the density is 1: a house with six doors every 20 m. */
    private static final float HOMES_PER_METRE = 0.3f;

    private final StreetNetwork streets;
    private final CellIndex cells;
    private final int[] stretches;

    /** The number of the first home of each stretch, in the order by cell; and one more. */
    private final int[] firstHome;

    Homes(CityPlan plan) {
        streets = plan.streets();
        int inhabited = 0;
        for (int street = 0; street < streets.streets(); street++) {
            inhabited += count(plan, street) > 0 ? 1 : 0;
        }
        stretches = new int[inhabited];
        float[] x = new float[inhabited];
        float[] y = new float[inhabited];
        int i = 0;
        for (int street = 0; street < streets.streets(); street++) {
            if (count(plan, street) > 0) {
                x[i] = streets.x(street, streets.length(street) / 2);
                y[i] = streets.y(street, streets.length(street) / 2);
                stretches[i++] = street;
            }
        }
        cells = new CellIndex(plan.plane().radiusM(), x, y);
        firstHome = new int[inhabited + 1];
        for (int place = 0; place < inhabited; place++) {
            firstHome[place + 1] = firstHome[place] + count(plan, stretches[cells.thing(place)]);
        }
    }

    /** Homes are counted for one direction of each stretch. */
    private static int count(CityPlan plan, int street) {
        StreetNetwork streets = plan.streets();
        return street < streets.opposite(street)
                ? Math.round(streets.length(street) * plan.homesPerMetre()[street] * HOMES_PER_METRE)
                : 0;
    }

    int count() {
        return firstHome[firstHome.length - 1];
    }

    /** A home in the neighbourhood of a place, or in the nearest one where somebody lives. */
    int near(float x, float y, long random) {
        int cell = cells.cellNear(x, y);
        int first = firstHome[cells.first(cell)];
        return first + SplitMix.below(random, firstHome[cells.end(cell)] - first);
    }

    int street(int home) {
        return stretches[cells.thing(place(home))];
    }

    float along(int home) {
        int place = place(home);
        int homes = firstHome[place + 1] - firstHome[place];
        return streets.length(stretches[cells.thing(place)]) * (home - firstHome[place] + 0.5f) / homes;
    }

    float x(int home) {
        return streets.x(street(home), along(home));
    }

    float y(int home) {
        return streets.y(street(home), along(home));
    }

    /** In the order by cell: the last stretch whose first home is not beyond this one. */
    private int place(int home) {
        int low = 0;
        int high = stretches.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstHome[middle] <= home) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
