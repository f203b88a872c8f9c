package io.deliverytracking.analytics.domain.cell;

import java.util.Arrays;

/**
 * A closed window by cell: one index a cell, ordered by the cells' numbers.
 *
 * @param cell        H3 numbers
 * @param events      fixes in the cell, repeated ones included
 * @param riders      different riders among them, exact; who crossed counts in both cells
 * @param speedSumCmS sum of their speeds in cm/s
 * @param elsewhere   fixes whose cell was not known, because the directory was full
 */
@SuppressWarnings("ArrayRecordComponent") // Columns; compared by value below.
public record CellFigures(long[] cell, int[] events, int[] riders, long[] speedSumCmS, long elsewhere) {

    public int size() {
        return cell.length;
    }

    /** In m/s. */
    public double meanSpeedMS(int index) {
        return speedSumCmS[index] / 100.0 / events[index];
    }

    /** By value, arrays included. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CellFigures that
                && elsewhere == that.elsewhere
                && Arrays.equals(cell, that.cell)
                && Arrays.equals(events, that.events)
                && Arrays.equals(riders, that.riders)
                && Arrays.equals(speedSumCmS, that.speedSumCmS);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cell);
    }

    @Override
    public String toString() {
        return "cells " + Arrays.toString(cell) + ", events " + Arrays.toString(events) + ", riders "
                + Arrays.toString(riders) + ", speeds " + Arrays.toString(speedSumCmS) + " cm/s, elsewhere "
                + elsewhere;
    }
}
