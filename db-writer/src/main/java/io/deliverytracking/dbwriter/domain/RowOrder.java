package io.deliverytracking.dbwriter.domain;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The order in which the rows of a batch are stored, and which of them are. Reused from batch to batch.
 *
 * <p>Places count the rows that are stored: place {@code p} has row {@link #row} of the staged rows. A batch holds each
 * rider about once, so rows in the order of riders make every page of the table a short stretch of riders, and that is
 * what its block range index lives on. Batches go to and fro, one from the lowest rider up and the next one from the highest
 * down: a page that holds the end of one and the beginning of the next is a short stretch as well, where it would otherwise
 * reach from the last rider to the first and be read for everybody. Nothing else sees the order: a row knows its own place in
 * the log.
 *
 * <p>Threading: confined to the thread that ingests. Memory: 12 bytes a row of the largest batch, and stays.
 */
public final class RowOrder {
    private long[] keys = new long[StagedRows.initialCapacity()];
    private int[] rows = new int[StagedRows.initialCapacity()];
    private int size;
    private boolean downwards = true;

    /** By rider, up and down in turns, and by row for each rider. */
    public void byRider(LocationRows staged, int[] leftOut) {
        downwards = !downwards;
        fill(staged, leftOut, downwards ? row -> -staged.riderId(row) : staged::riderId);
    }

    /** As they were read. */
    public void asRead(StagedRows staged, int[] leftOut) {
        fill(staged, leftOut, row -> 0);
    }

    /** How many rows are stored. */
    public int size() {
        return size;
    }

    public int row(int place) {
        return rows[place];
    }

    /** Rows are left out by their numbers, ascending. */
    private void fill(StagedRows staged, int[] leftOut, IntUnaryOperator key) {
        if (keys.length < staged.size()) {
            keys = new long[staged.size()];
            rows = new int[staged.size()];
        }
        size = 0;
        int next = 0;
        for (int row = 0; row < staged.size(); row++) {
            if (next < leftOut.length && leftOut[next] == row) {
                next++;
            } else {
                keys[size++] = (long) key.applyAsInt(row) << Integer.SIZE | row;
            }
        }
        Arrays.sort(keys, 0, size);
        for (int place = 0; place < size; place++) {
            rows[place] = (int) keys[place];
        }
    }
}
