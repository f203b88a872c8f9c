package io.deliverytracking.analytics.domain.cell;

import java.util.List;
import org.elasticsearch.h3.H3;

/**
 * A circle around a cell's centre that lies in the cell for certain.
 *
 * <p>Measured on a plane that touches the globe at the centre. That is off by less than a hundredth for cells of some
 * kilometres away from the poles; the circle keeps a twentieth of its radius away from the nearest edge. Larger cells, and
 * those near the poles, have a circle that holds nothing. The far side of the date line is far outside.
 *
 * <p>Units: 1e-7 degrees of latitude.
 */
record InnerCircle(int latitudeE7, int longitudeE7, double longitudeScale, double radiusSquared) {

    private static final double SAFE = 0.95;

    /** Coarser cells are hundreds of kilometres wide. */
    private static final int COARSEST = 4;

    private static final double FARTHEST_LATITUDE = 75;

    static InnerCircle of(long cell) {
        CellShape shape = CellShape.of(cell);
        CellShape.Point centre = shape.centre();
        double scale = Math.cos(Math.toRadians(centre.latitude()));
        double radius = 0;
        if (H3.getResolution(cell) >= COARSEST && Math.abs(centre.latitude()) <= FARTHEST_LATITUDE) {
            radius = SAFE * nearestEdgeE7(shape, scale);
        }
        return new InnerCircle(
                (int) Math.round(centre.latitude() * 1e7),
                (int) Math.round(centre.longitude() * 1e7),
                scale,
                radius * radius);
    }

    boolean contains(int latitudeE7, int longitudeE7) {
        double north = (double) latitudeE7 - this.latitudeE7;
        double east = ((double) longitudeE7 - this.longitudeE7) * longitudeScale;
        return north * north + east * east < radiusSquared;
    }

    private static double nearestEdgeE7(CellShape shape, double scale) {
        List<CellShape.Point> corners = shape.boundary();
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < corners.size(); i++) {
            CellShape.Point from = corners.get(i);
            CellShape.Point to = corners.get((i + 1) % corners.size());
            nearest = Math.min(nearest, distanceToLine(shape.centre(), from, to, scale));
        }
        return nearest * 1e7;
    }

    /** In degrees. The foot of a convex cell's centre may lie beyond the edge; the line is nearer then, which is safe. */
    private static double distanceToLine(
            CellShape.Point centre, CellShape.Point from, CellShape.Point to, double scale) {
        double fromEast = (from.longitude() - centre.longitude()) * scale;
        double fromNorth = from.latitude() - centre.latitude();
        double east = (to.longitude() - from.longitude()) * scale;
        double north = to.latitude() - from.latitude();
        return Math.abs(fromEast * north - fromNorth * east) / Math.hypot(east, north);
    }
}
