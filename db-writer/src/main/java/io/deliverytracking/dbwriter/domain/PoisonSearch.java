package io.deliverytracking.dbwriter.domain;

import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that the database refuses, by halving.
 *
 * <p>A range is tried as a whole; if it is refused, its halves are. Every accepted range is stored by the try
 * itself, so at the end exactly the refused rows are missing. One bad row among n costs about 2 log2 n tries.
 */
public final class PoisonSearch {
    private PoisonSearch() {}

    /** Writes rows {@code from} to {@code to - 1}, all or none. */
    @FunctionalInterface
    public interface RangeWriter<X extends Exception> {
        /** Null if the rows were written, otherwise why they were refused. */
        @Nullable
        Refusal write(int from, int to) throws X;
    }

    /** Receives each row that was refused on its own. */
    @FunctionalInterface
    public interface PoisonSink {
        void poison(int row, Refusal refusal);
    }

    /**
     * Why the database refused rows.
     *
     * @param sqlState its code, of class 22 or 23
     * @param message its words
     */
    public record Refusal(String sqlState, String message) {}

    /**
     * Writes rows {@code from} to {@code to - 1}, except for those refused, which go to {@code poison}.
     *
     * @return how many rows were written
     */
    public static <X extends Exception> int write(int from, int to, RangeWriter<X> writer, PoisonSink poison) throws X {
        if (from == to) {
            return 0;
        }
        Refusal refusal = writer.write(from, to);
        if (refusal == null) {
            return to - from;
        }
        if (to - from == 1) {
            poison.poison(from, refusal);
            return 0;
        }
        int middle = (from + to) >>> 1;
        return write(from, middle, writer, poison) + write(middle, to, writer, poison);
    }
}
