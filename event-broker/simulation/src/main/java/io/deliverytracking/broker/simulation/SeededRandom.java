package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.port.RandomSource;
import java.util.SplittableRandom;

/** The same numbers in each run of one seed. */
public final class SeededRandom implements RandomSource {

    private final SplittableRandom random;

    public SeededRandom(long seed) {
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
}
