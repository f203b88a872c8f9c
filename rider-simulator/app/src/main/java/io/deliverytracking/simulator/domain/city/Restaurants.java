package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.SplitMix;

/** Where the city's restaurants are: fixed by the seed, denser towards the centre. Ids count from 1. */
final class Restaurants {

    private final float[] x;
    private final float[] y;

    Restaurants(CityPlane plane, long seed, int count) {
        x = new float[count];
        y = new float[count];
        long state = seed;
        for (int i = 0; i < count; i++) {
            state = SplitMix.next(state);
            double angle = SplitMix.unit(SplitMix.bits(state)) * 2 * Math.PI;
            state = SplitMix.next(state);
            // The square root would spread them evenly over the disc; without it the density falls as 1/r.
            double distance = SplitMix.unit(SplitMix.bits(state)) * plane.radiusM() * 0.9;
            x[i] = (float) (Math.cos(angle) * distance);
            y[i] = (float) (Math.sin(angle) * distance);
        }
    }

    int count() {
        return x.length;
    }

    float x(int restaurantId) {
        return x[restaurantId - 1];
    }

    float y(int restaurantId) {
        return y[restaurantId - 1];
    }
}
