package io.deliverytracking.analytics.domain.cell;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The sums of one stretch of event time by cell.
 *
 * <p>Different riders are counted exactly. Nearly every rider keeps to one cell, so the first cell of each rider is one int in
 * an array; only riders who crossed have pairs in a set.
 *
 * <p>Bounds: 4 bytes a rider, 16 a cell, 16 to 32 a crossing.
 *
 * <p>Not thread-safe.
 */
public final class CellCounts {

    private int[] events = {};
    private int[] riders = {};
    private long[] speedSumCmS = {};
    private long elsewhere;

    /** By rider slot: the index of the first cell, plus one; 0 for none. */
    private int[] firstCell = {};

    private final PairSet furtherCells = new PairSet();

    /** Counts a fix in the cell of this index. */
    public void add(int cell, int riderSlot, int fixSpeedCmS) {
        if (cell == CellDirectory.ELSEWHERE) {
            elsewhere++;
            return;
        }
        reach(cell);
        events[cell]++;
        speedSumCmS[cell] += fixSpeedCmS;
        see(cell, riderSlot);
    }

    public void merge(CellCounts other) {
        elsewhere += other.elsewhere;
        if (other.events.length > 0) {
            reach(other.events.length - 1);
        }
        for (int cell = 0; cell < other.events.length; cell++) {
            events[cell] += other.events[cell];
            speedSumCmS[cell] += other.speedSumCmS[cell];
        }
        for (int slot = 0; slot < other.firstCell.length; slot++) {
            if (other.firstCell[slot] != 0) {
                see(other.firstCell[slot] - 1, slot);
            }
        }
        other.furtherCells.forEach(this::see);
    }

    /** The sums by cell, named by the directory that gave the indexes. */
    public CellFigures figures(CellDirectory directory) {
        int[] order = IntStream.range(0, events.length)
                .filter(cell -> events[cell] > 0)
                .boxed()
                .sorted(Comparator.comparing(directory::cell))
                .mapToInt(Integer::intValue)
                .toArray();
        return new CellFigures(
                Arrays.stream(order).mapToLong(directory::cell).toArray(),
                Arrays.stream(order).map(cell -> events[cell]).toArray(),
                Arrays.stream(order).map(cell -> riders[cell]).toArray(),
                Arrays.stream(order).mapToLong(cell -> speedSumCmS[cell]).toArray(),
                elsewhere);
    }

    private void see(int cell, int riderSlot) {
        if (riderSlot >= firstCell.length) {
            firstCell = Arrays.copyOf(firstCell, Math.max(riderSlot + 1, firstCell.length * 2));
        }
        int first = firstCell[riderSlot];
        if (first == 0) {
            firstCell[riderSlot] = cell + 1;
            riders[cell]++;
        } else if (first != cell + 1 && furtherCells.add(cell, riderSlot)) {
            riders[cell]++;
        }
    }

    private void reach(int cell) {
        if (cell >= events.length) {
            int length = Math.max(cell + 1, events.length * 2);
            events = Arrays.copyOf(events, length);
            riders = Arrays.copyOf(riders, length);
            speedSumCmS = Arrays.copyOf(speedSumCmS, length);
        }
    }
}
