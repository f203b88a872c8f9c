package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.RandomSource;
import java.util.SplittableRandom;

/** The same numbers in every run. */
final class SeededRandom implements RandomSource {

    private final SplittableRandom random;

    SeededRandom(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }
}
