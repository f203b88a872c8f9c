package io.deliverytracking.broker.simulation.disk;

import io.deliverytracking.broker.port.RandomSource;

/**
 * What a loss of power leaves of changes that were not forced to disk. A kernel writes them back when it likes, bytes in
 * any order, the names of a directory in theirs; so of each file, and of each directory, anything between the old and the
 * new may be there.
 */
public interface PowerLoss {

    /** Nothing that was not forced had been written back. */
    PowerLoss NOTHING_WRITTEN_BACK = new PowerLoss() {
        @Override
        public int changesKept(int changes) {
            return 0;
        }

        @Override
        public byte[] contents(byte[] forced, byte[] cached) {
            return forced;
        }
    };

    /** All names had been written back and no bytes: files have grown, and their new ends are zeros. */
    PowerLoss NAMES_AND_SIZES_ONLY = new PowerLoss() {
        @Override
        public int changesKept(int changes) {
            return changes;
        }

        @Override
        public byte[] contents(byte[] forced, byte[] cached) {
            byte[] bytes = new byte[cached.length];
            System.arraycopy(forced, 0, bytes, 0, Math.min(forced.length, cached.length));
            return bytes;
        }
    };

    /** All bytes had been written back and no names. */
    PowerLoss BYTES_ONLY = new PowerLoss() {
        @Override
        public int changesKept(int changes) {
            return 0;
        }

        @Override
        public byte[] contents(byte[] forced, byte[] cached) {
            return cached;
        }
    };

    /** How many of a directory's {@code changes} of names are on the disk, the oldest first. */
    int changesKept(int changes);

    /** The bytes of a file. */
    byte[] contents(byte[] forced, byte[] cached);

    /** An arbitrary part, the same for each run of one seed. */
    static PowerLoss arbitrary(RandomSource random) {
        return new ArbitraryPowerLoss(random);
    }
}
