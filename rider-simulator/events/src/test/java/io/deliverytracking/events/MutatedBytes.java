package io.deliverytracking.events;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Broken copies of good bytes: one to eight bits flipped, cut short, a tail of noise, or noise throughout. */
final class MutatedBytes {

    private MutatedBytes() {}

    static byte[] of(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int flips = random.nextInt(1, 9); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> {
                int kept = random.nextInt(bytes.length);
                bytes = Arrays.copyOf(bytes, kept + random.nextInt(32));
                for (int i = kept; i < bytes.length; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            default -> random.nextBytes(bytes);
        }
        return bytes;
    }
}
