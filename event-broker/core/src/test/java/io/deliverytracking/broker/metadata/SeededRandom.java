package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.RandomSource;
import java.util.SplittableRandom;

/** The same numbers in every run. */
final class SeededRandom implements RandomSource {

    private final SplittableRandom random = new SplittableRandom(42);

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
