package io.deliverytracking.broker.simulation.disk;

import org.jspecify.annotations.Nullable;

/** Decides what becomes of each operation of a disk; also a place to stop the world and look. */
public interface DiskFault {

    /** A disk that works. */
    DiskFault NONE = operation -> Outcome.DONE;

    /** Asked before each operation that changes the disk. */
    Outcome before(DiskOperation operation);

    /** Asked before each read; the error, or null. */
    default @Nullable String beforeRead(String path) {
        return null;
    }

    /**
     * What becomes of an operation.
     *
     * @param error what it fails with; null if it succeeds
     * @param bytes how much of a write that fails is done all the same
     */
    record Outcome(@Nullable String error, int bytes) {

        /** It succeeds. */
        public static final Outcome DONE = new Outcome(null, 0);

        /** It fails, and nothing of it is done. */
        public static Outcome failed(String error) {
            return new Outcome(error, 0);
        }

        /** A write fails after so many bytes. */
        public static Outcome torn(String error, int bytes) {
            return new Outcome(error, bytes);
        }
    }
}
