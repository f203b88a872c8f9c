package io.deliverytracking.simulator.domain.city;

/**
 * Things by place: a square of cells over the city, each with the range of its things in an order by cell.
 *
 * <p>Immutable. Finding the nearest cell that is not empty walks outwards ring by ring.
 */
final class CellIndex {

    private static final int CELLS_PER_SIDE = 96;

    private final float edgeM;
    private final float cellM;
    private final int[] firstInCell = new int[CELLS_PER_SIDE * CELLS_PER_SIDE + 1];
    private final int[] ordered;

    CellIndex(float radiusM, float[] x, float[] y) {
        edgeM = radiusM;
        cellM = 2 * radiusM / CELLS_PER_SIDE;
        for (int i = 0; i < x.length; i++) {
            firstInCell[cell(x[i], y[i]) + 1]++;
        }
        for (int cell = 0; cell < firstInCell.length - 1; cell++) {
            firstInCell[cell + 1] += firstInCell[cell];
        }
        int[] filled = firstInCell.clone();
        ordered = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            ordered[filled[cell(x[i], y[i])]++] = i;
        }
    }

    /** The thing at a place of the order by cell. */
    int thing(int place) {
        return ordered[place];
    }

    int first(int cell) {
        return firstInCell[cell];
    }

    int end(int cell) {
        return firstInCell[cell + 1];
    }

    /** The cell at a place if it holds something, or the nearest one that does. */
    int cellNear(float x, float y) {
        int column = index(x);
        int row = index(y);
        for (int ring = 0; ring < CELLS_PER_SIDE; ring++) {
            int cell = occupiedInRing(column, row, ring);
            if (cell >= 0) {
                return cell;
            }
        }
        throw new IllegalStateException("nothing is anywhere");
    }

    private int occupiedInRing(int column, int row, int ring) {
        for (int r = Math.max(0, row - ring); r <= Math.min(CELLS_PER_SIDE - 1, row + ring); r++) {
            // Whole rows at the top and bottom of the ring, two cells in between.
            boolean wholeRow = Math.abs(r - row) == ring;
            int step = wholeRow || ring == 0 ? 1 : 2 * ring;
            for (int c = column - ring; c <= column + ring; c += step) {
                int cell = r * CELLS_PER_SIDE + c;
                if (c >= 0 && c < CELLS_PER_SIDE && first(cell) < end(cell)) {
                    return cell;
                }
            }
        }
        return -1;
    }

    private int cell(float x, float y) {
        return index(y) * CELLS_PER_SIDE + index(x);
    }

    private int index(float metres) {
        return Math.max(0, Math.min(CELLS_PER_SIDE - 1, (int) ((metres + edgeM) / cellM)));
    }
}
