package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.SplitMix;
import io.deliverytracking.simulator.domain.city.street.Places;

/** The city's restaurants by place. Ids count from 1. Immutable. */
final class Restaurants {

    private final Places places;
    private final CellIndex cells;

    Restaurants(Places places, float radiusM) {
        this.places = places;
        float[] x = new float[places.count()];
        float[] y = new float[places.count()];
        for (int i = 0; i < x.length; i++) {
            x[i] = places.x(i);
            y[i] = places.y(i);
        }
        cells = new CellIndex(radiusM, x, y);
    }

    int count() {
        return places.count();
    }

    /** One in the neighbourhood of a place, or in the nearest one that has any. */
    int near(float x, float y, long random) {
        int cell = cells.cellNear(x, y);
        int first = cells.first(cell);
        return 1 + cells.thing(first + SplitMix.below(random, cells.end(cell) - first));
    }

    int street(int restaurantId) {
        return places.street(restaurantId - 1);
    }

    float along(int restaurantId) {
        return places.along(restaurantId - 1);
    }

    float x(int restaurantId) {
        return places.x(restaurantId - 1);
    }

    float y(int restaurantId) {
        return places.y(restaurantId - 1);
    }
}
