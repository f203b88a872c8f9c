package io.deliverytracking.simulator.domain.city;

import java.util.Arrays;

/**
 * Idle riders by place, so that an order finds one near its restaurant: a square of cells, each with a linked list of
 * rider indices in two arrays.
 *
 * <p>All operations cost a few nanoseconds, {@link #takeNear} the empty cells it has to pass as well. Deterministic:
 * cells are searched ring by ring, and within a cell the last to come is the first to go.
 */
final class IdleRiders {

    private static final int CELLS_PER_SIDE = 64;
    private static final int NONE = -1;

    private final float cellM;
    private final float edgeM;
    private final int[] firstOfCell = new int[CELLS_PER_SIDE * CELLS_PER_SIDE];
    private int[] next = {};
    private int[] previous = {};
    private int[] cellOf = {};
    private int count;

    IdleRiders(float radiusM) {
        edgeM = radiusM;
        cellM = 2 * radiusM / CELLS_PER_SIDE;
        Arrays.fill(firstOfCell, NONE);
    }

    void resize(int riders) {
        int before = cellOf.length;
        next = Arrays.copyOf(next, riders);
        previous = Arrays.copyOf(previous, riders);
        cellOf = Arrays.copyOf(cellOf, riders);
        if (riders > before) {
            Arrays.fill(cellOf, before, riders, NONE);
        }
    }

    int count() {
        return count;
    }

    /** Adds the rider, or moves it to the cell of its place. */
    void put(int rider, float x, float y) {
        int cell = cell(x, y);
        if (cellOf[rider] == cell) {
            return;
        }
        remove(rider);
        int first = firstOfCell[cell];
        next[rider] = first;
        previous[rider] = NONE;
        if (first != NONE) {
            previous[first] = rider;
        }
        firstOfCell[cell] = rider;
        cellOf[rider] = cell;
        count++;
    }

    void remove(int rider) {
        int cell = cellOf[rider];
        if (cell == NONE) {
            return;
        }
        int before = previous[rider];
        int after = next[rider];
        if (before == NONE) {
            firstOfCell[cell] = after;
        } else {
            next[before] = after;
        }
        if (after != NONE) {
            previous[after] = before;
        }
        cellOf[rider] = NONE;
        count--;
    }

    /** Removes and returns a rider of the nearest occupied ring of cells; -1 if nobody is idle. */
    int takeNear(float x, float y) {
        if (count == 0) {
            return NONE;
        }
        int column = index(x);
        int row = index(y);
        for (int ring = 0; ring < CELLS_PER_SIDE; ring++) {
            int rider = firstInRing(column, row, ring);
            if (rider != NONE) {
                remove(rider);
                return rider;
            }
        }
        throw new IllegalStateException(count + " riders are idle, but in no cell");
    }

    private int firstInRing(int column, int row, int ring) {
        for (int r = Math.max(0, row - ring); r <= Math.min(CELLS_PER_SIDE - 1, row + ring); r++) {
            // Whole rows at the top and bottom of the ring, two cells in between.
            boolean wholeRow = Math.abs(r - row) == ring;
            int step = wholeRow || ring == 0 ? 1 : 2 * ring;
            for (int c = column - ring; c <= column + ring; c += step) {
                if (c >= 0 && c < CELLS_PER_SIDE && firstOfCell[r * CELLS_PER_SIDE + c] != NONE) {
                    return firstOfCell[r * CELLS_PER_SIDE + c];
                }
            }
        }
        return NONE;
    }

    private int cell(float x, float y) {
        return index(y) * CELLS_PER_SIDE + index(x);
    }

    private int index(float metres) {
        return Math.max(0, Math.min(CELLS_PER_SIDE - 1, (int) ((metres + edgeM) / cellM)));
    }
}
