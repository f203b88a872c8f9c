package io.deliverytracking.analytics.domain.cell;

import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.h3.CellBoundary;
import org.elasticsearch.h3.H3;
import org.elasticsearch.h3.LatLng;

/**
 * How a cell is called and drawn.
 *
 * @param name     H3's name, fifteen hexadecimal digits
 * @param centre   in degrees
 * @param boundary its corners counterclockwise, usually six, the first not repeated; in degrees
 */
public record CellShape(String name, Point centre, List<Point> boundary) {

    /** In degrees. */
    public record Point(double latitude, double longitude) {

        private static Point of(LatLng point) {
            return new Point(point.getLatDeg(), point.getLonDeg());
        }
    }

    public static CellShape of(long cell) {
        CellBoundary corners = H3.h3ToGeoBoundary(cell);
        List<Point> boundary = new ArrayList<>(corners.numPoints());
        for (int i = 0; i < corners.numPoints(); i++) {
            boundary.add(Point.of(corners.getLatLon(i)));
        }
        return new CellShape(H3.h3ToString(cell), Point.of(H3.h3ToLatLng(cell)), List.copyOf(boundary));
    }
}
