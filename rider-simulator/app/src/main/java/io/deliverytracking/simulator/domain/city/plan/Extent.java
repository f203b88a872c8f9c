package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.city.CityPlane;

/**
 * How large things are in a city of some radius: a town of 500 m has no ring roads, and a region of 100 km has coarser blocks, not
 * more of them. Units: metres and square metres.
 *
 * @param radius the city's radius
 * @param core within it the city is dense; the inner ring lies at half of it
 * @param blockArea a block at the centre
 * @param quaySetback from the water to the street along it
 */
record Extent(double radius, double core, double blockArea, double quaySetback) {

    /** With fields and parks, and what the fringe loses, some 45,000 junctions and 130,000 directed streets. */
    private static final double MOST_BLOCKS = 20_000;

    /** A block of 75 by 100 m. */
    private static final double SMALLEST_BLOCK = 7_500;

    static Extent of(CityPlane plane) {
        double radius = plane.radiusM();
        // A small town is dense up to its edge.
        double share = 0.42 + 0.5 * Math.max(0, 1 - radius / 4_000);
        double core = Math.min(share * radius, 5_000 + 0.05 * (radius - 11_900));
        double setback = Math.max(4, Math.min(14, radius / 500));
        double blocks = blocks(radius, core, SMALLEST_BLOCK);
        return new Extent(radius, core, SMALLEST_BLOCK * Math.max(1, blocks / MOST_BLOCKS), setback);
    }

    /** A town too small for a ring road has a crossroads as its centre. */
    boolean hasRings() {
        return radius >= 2_500;
    }

    /** The round place in the middle of a city with rings. */
    double plazaRadius() {
        return hasRings() ? Math.max(35, Math.min(110, 0.009 * radius)) : 0;
    }

    /** Points nearer to each other than this are one. */
    double shortestStreet() {
        return Math.max(1.5, Math.min(8, radius / 2_000));
    }

    /** 87 in a town of 500 m, 1,400 in a city of 12 km, 4,000 at most. */
    int restaurants() {
        return (int) Math.min(4_000, 30 + 0.115 * radius);
    }

    double innerRing() {
        return 0.5 * core;
    }

    double outerRing() {
        return 1.22 * core;
    }

    /** 1 at the centre, falling outwards; what a block's area is divided by. */
    double density(double fromCentre) {
        return density(fromCentre, core);
    }

    private static double density(double fromCentre, double core) {
        double r = fromCentre / core;
        return 0.04 + 0.96 / (1 + 1.1 * r * r * r);
    }

    private static double blocks(double radius, double core, double blockArea) {
        int rings = 200;
        double width = radius / rings;
        double blocks = 0;
        for (int i = 0; i < rings; i++) {
            double middle = (i + 0.5) * width;
            blocks += 2 * Math.PI * middle * width * density(middle, core) / blockArea;
        }
        return blocks;
    }
}
