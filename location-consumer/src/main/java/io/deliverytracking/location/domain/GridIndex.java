package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * Which riders are where: a grid of cells over the whole world, each a linked list of slots.
 *
 * <p>Only cells with riders exist, so memory follows the riders. A fix inside the same cell, which is nearly every fix,
 * costs one comparison; a change of cell costs two list updates. A tree would answer the same questions but pay for every
 * move; at 100,000 moves and a few questions a second the grid is the cheaper trade.
 *
 * <p>Cells are squares in degrees. Column 0 begins at the antimeridian; both its names, -180 and 180, lie in column 0.
 * Answers are candidates: whoever asks checks the exact position.
 *
 * <p>Threading: guarded by the lock of {@link LiveMap}.
 */
final class GridIndex {

    private static final int NONE = -1;

    private final int cellE7;
    private final int lastRow;
    private final int columns;
    private final LongIntMap firstSlotOfCell = new LongIntMap();
    private long[] cellOfSlot = new long[64];
    private int[] next = new int[64];
    private int[] previous = new int[64];

    /** A grid with cells of {@code cellE7} 1e-7 degrees a side. */
    GridIndex(int cellE7) {
        if (cellE7 < 1_000 || cellE7 > GeoBox.MAX_LATITUDE_E7) {
            throw new IllegalArgumentException(
                    "cell of " + cellE7 + " 1e-7 degrees is not within 0.0001 to 90 degrees");
        }
        this.cellE7 = cellE7;
        this.lastRow = (int) (2L * GeoBox.MAX_LATITUDE_E7 / cellE7);
        this.columns = column(GeoBox.MAX_LONGITUDE_E7 - 1) + 1;
    }

    /** Puts a slot that is not in the grid at a position. */
    void add(int slot, int latitudeE7, int longitudeE7) {
        if (slot >= next.length) {
            int capacity = Math.max(slot + 1, next.length + (next.length >> 1));
            cellOfSlot = Arrays.copyOf(cellOfSlot, capacity);
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
        }
        link(slot, cell(row(latitudeE7), column(longitudeE7)));
    }

    /** Moves a slot that is in the grid. */
    void move(int slot, int latitudeE7, int longitudeE7) {
        long cell = cell(row(latitudeE7), column(longitudeE7));
        if (cell != cellOfSlot[slot]) {
            remove(slot);
            link(slot, cell);
        }
    }

    void remove(int slot) {
        int before = previous[slot];
        int after = next[slot];
        if (after != NONE) {
            previous[after] = before;
        }
        if (before != NONE) {
            next[before] = after;
        } else if (after != NONE) {
            firstSlotOfCell.put(cellOfSlot[slot], after);
        } else {
            firstSlotOfCell.remove(cellOfSlot[slot]);
        }
    }

    /** Cells with riders in them. */
    int occupiedCells() {
        return firstSlotOfCell.size();
    }

    /** True if walking the box's cells would be more work than walking all cells that have riders. */
    boolean isWiderThanOccupied(GeoBox box) {
        long rows = row(box.northE7()) - row(box.southE7()) + 1L;
        return rows * width(box) >= occupiedCells();
    }

    /** Visits every slot whose cell meets the box, each once, in no particular order. */
    void forEachCandidate(GeoBox box, SlotVisitor visitor) {
        if (isWiderThanOccupied(box)) {
            firstSlotOfCell.forEachValue(first -> visitList(first, visitor));
            return;
        }
        int west = column(box.westE7());
        long width = width(box);
        for (int row = row(box.southE7()); row <= row(box.northE7()); row++) {
            for (long i = 0; i < width; i++) {
                visitList(firstSlotOfCell.get(cell(row, (int) ((west + i) % columns))), visitor);
            }
        }
    }

    /** How many columns the box meets, walking east from its western edge; never more than there are. */
    private long width(GeoBox box) {
        int west = column(box.westE7());
        // Named 180, the eastern edge is column 0 again, one turn further on.
        long east = box.eastE7() == GeoBox.MAX_LONGITUDE_E7 ? columns : column(box.eastE7());
        if (box.crossesAntimeridian()) {
            east += columns;
        }
        return Math.min(columns, east - west + 1);
    }

    private void visitList(int first, SlotVisitor visitor) {
        for (int slot = first; slot != NONE; slot = next[slot]) {
            visitor.visit(slot);
        }
    }

    private void link(int slot, long cell) {
        int first = firstSlotOfCell.get(cell);
        cellOfSlot[slot] = cell;
        previous[slot] = NONE;
        next[slot] = first;
        if (first != NONE) {
            previous[first] = slot;
        }
        firstSlotOfCell.put(cell, slot);
    }

    private int row(int latitudeE7) {
        return Math.min(lastRow, (latitudeE7 + GeoBox.MAX_LATITUDE_E7) / cellE7);
    }

    private int column(int longitudeE7) {
        return longitudeE7 == GeoBox.MAX_LONGITUDE_E7
                ? 0
                : (int) (((long) longitudeE7 + GeoBox.MAX_LONGITUDE_E7) / cellE7);
    }

    /** Never 0, which the map keeps for itself. */
    private long cell(int row, int column) {
        return (long) row * columns + column + 1;
    }
}
