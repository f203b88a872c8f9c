package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.RandomSource;
import java.security.SecureRandom;
import java.util.SplittableRandom;

/**
 * Randomness that differs from run to run: seeded once from the system's, because identifiers of two clusters must never
 * be the same.
 *
 * <p>Threading: confined to the lane (and to whoever starts it, before).
 */
final class SystemRandom implements RandomSource {

    private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
