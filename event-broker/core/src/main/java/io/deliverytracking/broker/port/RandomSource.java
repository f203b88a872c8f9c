package io.deliverytracking.broker.port;

/**
 * Randomness for identifiers and jitter, injected so that one seed repeats one run.
 *
 * <p>Not meant for secrets.
 */
public interface RandomSource {

    /** Any long. */
    long nextLong();

    /** A number in {@code [0, bound)}; {@code bound} is positive. */
    int nextInt(int bound);
}
