package io.deliverytracking.location.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.FleetImage;
import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.Retention;
import io.deliverytracking.location.domain.RiderStatus;
import io.deliverytracking.location.frame.DecodedFrame.Cell;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellFramesTest {

    /** Four columns and two rows of 100 units a side. */
    private static final GeoBox BOX = new GeoBox(0, 0, 200, 400);

    private static final int COLUMNS = 4;
    private static final int ROWS = 2;

    private final LiveMap map =
            new LiveMap(100_000, new Retention(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
    private final FleetImage image = new FleetImage();
    private final FrameWriter writer = new FrameWriter(1, 100);
    private final CellCounts counts = new CellCounts(100);
    private final CellFrames frames = new CellFrames(7, BOX, COLUMNS, ROWS, counts);
    private final Map<Integer, Integer> sequences = new HashMap<>();

    @Test
    void ridersAreCountedByCellWithTheirOrdersAndTheirMeanSpeed() {
        move(1, 10, 10, 500, true)
                .move(2, 20, 20, 700, false)
                .move(3, 399, 199, 0, true)
                .move(4, 500, 10, 0, true);
        DecodedFrame frame = next();
        assertThat(frame.type()).isEqualTo(FrameWriter.CELLS);
        assertThat(frame.columns()).isEqualTo(COLUMNS);
        assertThat(frame.rows()).isEqualTo(ROWS);
        assertThat(frame.ridersInBox()).isEqualTo(3);
        assertThat(frame.cells()).isEqualTo(Map.of(0, new Cell(2, 1, 60), 7, new Cell(1, 1, 0)));
    }

    @Test
    void aLineBelongsToTheNorthEasternCellAndTheOuterEdgesToTheLast() {
        move(1, 0, 0, 0, false)
                .move(2, 100, 0, 0, false)
                .move(3, 99, 100, 0, false)
                .move(4, 400, 200, 0, false)
                .move(5, 400, 0, 0, false);
        assertThat(next().cells()).containsOnlyKeys(0, 1, 4, 7, 3);
    }

    @Test
    void everyFrameHoldsAllOccupiedCellsAndNoOthers() {
        move(1, 10, 10, 0, false).move(2, 110, 10, 0, false);
        next();
        move(2, 310, 10, 0, false);
        DecodedFrame frame = next();
        assertThat(frame.number()).isEqualTo(1);
        assertThat(frame.cells()).containsOnlyKeys(0, 3);
    }

    @Test
    void aSpeedBeyondTheScaleIsItsEnd() {
        move(1, 10, 10, 4_000, false);
        assertThat(next().cells().get(0)).isEqualTo(new Cell(1, 0, 255));
    }

    @Test
    void conflatedAreFixesThatAnotherOneReplacedWithinTheBox() {
        move(1, 10, 10, 0, false).move(1, 11, 10, 0, false);
        assertThat(next().conflated()).isZero();
        move(1, 12, 10, 0, false).move(1, 13, 10, 0, false).move(2, 10, 10, 0, false);
        assertThat(next().conflated()).isEqualTo(1);
        move(1, 14, 10, 0, false).move(1, 900, 10, 0, false);
        assertThat(next().conflated()).isZero();
        move(1, 15, 10, 0, false);
        assertThat(next().conflated())
                .as("what happened outside is not counted when the rider comes back")
                .isZero();
    }

    @Test
    void aBoxWithoutExtentIsOneCell() {
        move(1, 10, 20, 0, false);
        CellFrames point = new CellFrames(7, new GeoBox(20, 10, 20, 10), COLUMNS, ROWS, counts);
        map.refresh(image, 0);
        assertThat(DecodedFrame.of(point.next(image, writer).bytes()).cells()).containsOnlyKeys(0);
    }

    private DecodedFrame next() {
        map.refresh(image, 0);
        return DecodedFrame.of(frames.next(image, writer).bytes());
    }

    private CellFramesTest move(int rider, int x, int y, int speedCmS, boolean isBusy) {
        FixBatch batch = new FixBatch(1);
        batch.next(rider, 1, sequences.merge(rider, 1, Integer::sum), 0)
                .at(y, x, 0)
                .moving(speedCmS, 0, 5, RiderStatus.IDLE);
        if (isBusy) {
            batch.carrying(9);
        }
        map.accept(batch);
        return this;
    }
}
