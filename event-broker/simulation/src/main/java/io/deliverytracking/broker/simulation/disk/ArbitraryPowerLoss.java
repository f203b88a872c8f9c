package io.deliverytracking.broker.simulation.disk;

import io.deliverytracking.broker.port.RandomSource;

/** Each directory has some of its changes; each block of a file is the old or the new one, and its length is anything in between. */
final class ArbitraryPowerLoss implements PowerLoss {

    /** A disk's sector, the least that it writes as a whole. */
    private static final int BLOCK_BYTES = 512;

    private final RandomSource random;

    ArbitraryPowerLoss(RandomSource random) {
        this.random = random;
    }

    @Override
    public int changesKept(int changes) {
        return lengthBetween(0, changes);
    }

    @Override
    public byte[] contents(byte[] forced, byte[] cached) {
        if (forced == cached) {
            return cached;
        }
        int shorter = Math.min(forced.length, cached.length);
        int longer = Math.max(forced.length, cached.length);
        byte[] bytes = new byte[lengthBetween(shorter, longer)];
        for (int start = 0; start < bytes.length; start += BLOCK_BYTES) {
            byte[] source = random.nextInt(2) == 0 ? forced : cached;
            int end = Math.min(start + BLOCK_BYTES, bytes.length);
            System.arraycopy(
                    source,
                    Math.min(start, source.length),
                    bytes,
                    start,
                    Math.max(0, Math.min(end, source.length) - start));
        }
        return bytes;
    }

    /** Both ends are as likely as everything between them together. */
    private int lengthBetween(int shorter, int longer) {
        return switch (random.nextInt(3)) {
            case 0 -> shorter;
            case 1 -> longer;
            default -> shorter + random.nextInt(longer - shorter + 1);
        };
    }
}
