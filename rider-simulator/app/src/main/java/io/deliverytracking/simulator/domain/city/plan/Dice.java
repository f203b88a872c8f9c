package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.SplitMix;

/** Random numbers in a fixed order: the plan of a city is a function of its seed. */
final class Dice {

    private long state;

    Dice(long seed) {
        state = SplitMix.bits(seed);
    }

    /** In [0, 1). */
    double unit() {
        state = SplitMix.next(state);
        return SplitMix.unit(SplitMix.bits(state));
    }

    double between(double least, double most) {
        return least + (most - least) * unit();
    }

    int below(int bound) {
        state = SplitMix.next(state);
        return SplitMix.below(SplitMix.bits(state), bound);
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** A stream of its own, which goes on whatever is asked of this one. */
    Dice fork() {
        state = SplitMix.next(state);
        return new Dice(SplitMix.bits(state) + 1);
    }
}
