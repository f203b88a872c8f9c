package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.FleetImage;
import io.deliverytracking.location.domain.GeoBox;

/**
 * The riders of a box counted by the cells of the client's own grid: for a view from so far that dots would be one patch.
 *
 * <p>Invariant: every frame holds all occupied cells and nothing of the preceding one; their riders add up to the riders in the
 * box. A rider on a line between cells belongs to the eastern and the northern one, on the outer edges to the last one.
 *
 * <p>Conflated is counted as in {@link RiderFrames}: of the riders in the box now and at the preceding frame, the fixes in
 * between but the last.
 */
public final class CellFrames implements FrameStream {

    private final int subscription;
    private final GeoBox box;
    private final int columns;
    private final int rows;
    private final BoxScale scale;
    private final CellCounts counts;
    private final Shown shown = new Shown();
    private int number;

    /** {@code counts} has room for the cells, and nobody else's count in it while a frame is made. */
    public CellFrames(int subscription, GeoBox box, int columns, int rows, CellCounts counts) {
        this.subscription = subscription;
        this.box = box;
        this.columns = columns;
        this.rows = rows;
        this.scale = new BoxScale(box, columns, rows);
        this.counts = counts;
    }

    @Override
    public Frame next(FleetImage image, FrameWriter writer) {
        int cells = columns * rows;
        counts.clear(cells);
        shown.follow(image);
        int inBox = 0;
        int conflated = 0;
        int count = image.count();
        for (int index = 0; index < count; index++) {
            if (box.contains(image.latitudeE7(index), image.longitudeE7(index))) {
                inBox++;
                conflated += Math.max(0, shown.show(index, image) - 1);
                counts.add(cellOf(image, index), image.isBusy(index), image.speedCmS(index));
            } else {
                shown.forget(index);
            }
        }
        writer.begin(FrameWriter.CELLS, subscription, number++, image.atMs(), box);
        writer.grid(columns, rows);
        for (int cell = 0; cell < cells; cell++) {
            if (counts.riders(cell) > 0) {
                writer.cell(cell, counts.riders(cell), counts.busy(cell), counts.meanSpeed(cell));
            }
        }
        return new Frame(writer.end(0, conflated, inBox), 0, conflated);
    }

    private int cellOf(FleetImage image, int index) {
        int column = Math.min(columns - 1, (int) scale.x(image.longitudeE7(index)));
        int row = Math.min(rows - 1, (int) scale.y(image.latitudeE7(index)));
        return row * columns + column;
    }
}
