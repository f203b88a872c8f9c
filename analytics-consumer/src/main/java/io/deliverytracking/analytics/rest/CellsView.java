package io.deliverytracking.analytics.rest;

import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.analytics.domain.cell.CellFigures;
import io.deliverytracking.analytics.domain.cell.CellShape;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A closed window by cell, in JSON; ready to be drawn. */
@Schema(name = "Cells", description = "A closed window by hexagon of H3")
public record CellsView(
        @Schema(description = "1s, 10s or 60s") String size,

        @Schema(description = "Inclusive, ms since the epoch")
        long startMs,

        @Schema(description = "Exclusive, ms since the epoch")
        long endMs,

        @Schema(description = "H3's, from 0 to 15") int resolution,

        @Schema(description = "Cells with events") List<CellView> cells,

        @Schema(description = "Events in cells beyond those that the service can tell apart")
        long elsewhere) {

    /** One cell in JSON. */
    @Schema(name = "Cell")
    public record CellView(
            @Schema(description = "H3's name") String cell,

            @Schema(description = "Longitude and latitude in degrees")
            List<Double> centre,

            @Schema(description = "Corners, each longitude and latitude in degrees; the first is not repeated")
            List<List<Double>> boundary,

            long events,

            @Schema(description = "Riders seen in the cell, exact; who crossed counts in both")
            int riders,

            double meanSpeedMps) {

        private static CellView of(CellFigures figures, int index) {
            CellShape shape = CellShape.of(figures.cell()[index]);
            return new CellView(
                    shape.name(),
                    position(shape.centre()),
                    shape.boundary().stream().map(CellView::position).toList(),
                    figures.events()[index],
                    figures.riders()[index],
                    figures.meanSpeedMS(index));
        }

        private static List<Double> position(CellShape.Point point) {
            return List.of(point.longitude(), point.latitude());
        }
    }

    static CellsView of(WindowSize size, long startMs, int resolution, CellFigures figures) {
        List<CellView> cells = new ArrayList<>(figures.size());
        for (int i = 0; i < figures.size(); i++) {
            cells.add(CellView.of(figures, i));
        }
        return new CellsView(
                WindowSizeNames.nameOf(size),
                startMs,
                startMs + size.seconds() * 1_000L,
                resolution,
                cells,
                figures.elsewhere());
    }
}
