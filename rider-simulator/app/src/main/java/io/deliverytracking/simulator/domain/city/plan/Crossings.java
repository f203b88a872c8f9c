package io.deliverytracking.simulator.domain.city.plan;

import java.util.Arrays;

/**
 * Finds which straight stretches cross, in a point that is an end of neither: a sweep from west to east, so only those are compared
 * that overlap in this direction.
 */
final class Crossings {

    interface Visitor {

        void cross(int i, int j);
    }

    private Crossings() {}

    /** @param stretches for each, x and y of one end, then x and y of the other */
    static void forEach(double[] stretches, Visitor visitor) {
        int count = stretches.length / 4;
        long[] byWest = new long[count];
        double least = Arrays.stream(stretches).min().orElse(0);
        for (int i = 0; i < count; i++) {
            // Millimetres in the upper half, the stretch's number in the lower.
            long west = (long) ((Math.min(stretches[4 * i], stretches[4 * i + 2]) - least) * 1_000);
            byWest[i] = west << 32 | i;
        }
        Arrays.sort(byWest);
        for (int place = 0; place < count; place++) {
            int i = (int) byWest[place];
            double ax = stretches[4 * i];
            double ay = stretches[4 * i + 1];
            double bx = stretches[4 * i + 2];
            double by = stretches[4 * i + 3];
            double south = Math.min(ay, by);
            double north = Math.max(ay, by);
            long east = (long) ((Math.max(ax, bx) - least) * 1_000);
            for (int next = place + 1; next < count && byWest[next] >> 32 <= east; next++) {
                int j = (int) byWest[next];
                double cx = stretches[4 * j];
                double cy = stretches[4 * j + 1];
                double dx = stretches[4 * j + 2];
                double dy = stretches[4 * j + 3];
                if ((cy >= south || dy >= south)
                        && (cy <= north || dy <= north)
                        && CityGeometry.cross(ax, ay, bx, by, cx, cy, dx, dy)) {
                    visitor.cross(i, j);
                }
            }
        }
    }

    static boolean any(double[] stretches) {
        boolean[] found = {false};
        forEach(stretches, (i, j) -> found[0] = true);
        return found[0];
    }
}
