package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** How far the next street of some kind is, by comparing with all of the neighbourhood. */
final class Nearest {

    private static final int CELL_M = 100;

    private final Map<Long, List<double[]>> cells = new HashMap<>();

    Nearest(StreetNetwork streets, IntPredicate which) {
        for (int street = 0; street < streets.streets(); street++) {
            if (!which.test(street)) {
                continue;
            }
            double[] ends = {
                streets.x(streets.origin(street)), streets.y(streets.origin(street)),
                streets.x(streets.target(street)), streets.y(streets.target(street))
            };
            for (int column = column(Math.min(ends[0], ends[2])) - 1;
                    column <= column(Math.max(ends[0], ends[2])) + 1;
                    column++) {
                for (int row = column(Math.min(ends[1], ends[3])) - 1;
                        row <= column(Math.max(ends[1], ends[3])) + 1;
                        row++) {
                    cells.computeIfAbsent(key(column, row), key -> new ArrayList<>())
                            .add(ends);
                }
            }
        }
    }

    /** Infinite beyond 100 m. */
    double distance(double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] street : cells.getOrDefault(key(column(x), column(y)), List.of())) {
            least = Math.min(least, distance(street, x, y));
        }
        return least;
    }

    private static double distance(double[] street, double x, double y) {
        double dx = street[2] - street[0];
        double dy = street[3] - street[1];
        double part = ((x - street[0]) * dx + (y - street[1]) * dy) / (dx * dx + dy * dy);
        double nearest = Math.max(0, Math.min(1, part));
        return Math.hypot(street[0] + nearest * dx - x, street[1] + nearest * dy - y);
    }

    private static int column(double metres) {
        return (int) Math.floor(metres / CELL_M);
    }

    private static long key(int column, int row) {
        return (long) column << 32 | row & 0xffffffffL;
    }
}
