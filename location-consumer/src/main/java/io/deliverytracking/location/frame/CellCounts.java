package io.deliverytracking.location.frame;

import java.util.Arrays;

/**
 * Riders counted by cell: room to count in, shared by all clients, since one frame is made after another.
 *
 * <p>Not thread-safe.
 */
public final class CellCounts {

    private static final int MAX_SPEED = 255;
    private static final int CM_PER_DM = 10;

    private final int[] riders;
    private final int[] busy;
    private final long[] speedCmS;

    public CellCounts(int maxCells) {
        riders = new int[maxCells];
        busy = new int[maxCells];
        speedCmS = new long[maxCells];
    }

    /** Sets the first {@code cells} to nobody. */
    void clear(int cells) {
        Arrays.fill(riders, 0, cells, 0);
        Arrays.fill(busy, 0, cells, 0);
        Arrays.fill(speedCmS, 0, cells, 0);
    }

    void add(int cell, boolean isBusy, int speedInCmS) {
        riders[cell]++;
        busy[cell] += isBusy ? 1 : 0;
        speedCmS[cell] += speedInCmS;
    }

    int riders(int cell) {
        return riders[cell];
    }

    int busy(int cell) {
        return busy[cell];
    }

    /** In 0.1 m/s, at most 25.5 m/s; of a cell with riders. */
    int meanSpeed(int cell) {
        return (int) Math.min(MAX_SPEED, Math.round((double) speedCmS[cell] / riders[cell] / CM_PER_DM));
    }
}
