package io.deliverytracking.simulator.domain.city.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides the city into named districts along its streets: every face belongs to the nearest of some scattered middles, and the river
 * divides too.
 */
final class Districts {

    private static final int NONE = -1;

    private final PlanarMap map;
    private final Blocks blocks;
    private final River river;
    private final Warp warp;
    private final Dice dice;
    private final List<double[]> middles = new ArrayList<>();
    private final int[] districtOf;

    private Districts(PlanarMap map, Blocks blocks, Extent extent, River river, Warp warp, Dice dice) {
        this.map = map;
        this.blocks = blocks;
        this.river = river;
        this.warp = warp;
        this.dice = dice;
        this.districtOf = new int[map.faces()];
        scatter(extent);
        assign(0.5 * extent.radius());
    }

    static List<Outline> of(PlanarMap map, Blocks blocks, Extent extent, River river, Warp warp, Dice dice) {
        return new Districts(map, blocks, extent, river, warp, dice).outlines();
    }

    private void scatter(Extent extent) {
        middles.add(new double[] {0, 0});
        addCircle(extent.hasRings() ? 6 : 4, 0.85 * extent.core());
        if (extent.hasRings()) {
            addCircle(9, Math.min(1.75 * extent.core(), 0.75 * extent.radius()));
        }
    }

    private void addCircle(int count, double radius) {
        double turn = dice.between(0, 2 * Math.PI);
        for (int i = 0; i < count; i++) {
            double angle = turn + 2 * Math.PI * (i + dice.between(-0.25, 0.25)) / count;
            double r = radius * dice.between(0.85, 1.15);
            middles.add(new double[] {StrictMath.cos(angle) * r, StrictMath.sin(angle) * r});
        }
    }

    private void assign(double acrossTheRiver) {
        for (int face = 0; face < districtOf.length; face++) {
            districtOf[face] = NONE;
            if (blocks.use(face) == FaceUse.OUTSIDE || blocks.use(face) == FaceUse.WATER) {
                continue;
            }
            double x = 0;
            double y = 0;
            int corners = 0;
            int h = map.halfEdgeOf(face);
            do {
                x += map.x(map.origin(h));
                y += map.y(map.origin(h));
                corners++;
                h = map.next(h);
            } while (h != map.halfEdgeOf(face));
            districtOf[face] = nearest(x / corners, y / corners, acrossTheRiver);
        }
    }

    private int nearest(double x, double y, double acrossTheRiver) {
        boolean left = river.distance(x, y) > 0;
        int nearest = NONE;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < middles.size(); i++) {
            double[] middle = middles.get(i);
            double distance = CityGeometry.distance(x, y, middle[0], middle[1]);
            if (river.distance(middle[0], middle[1]) > 0 != left) {
                distance += acrossTheRiver;
            }
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private List<Outline> outlines() {
        List<double[][]> largest = new ArrayList<>();
        double[] areas = new double[middles.size()];
        for (int i = 0; i < middles.size(); i++) {
            largest.add(new double[0][]);
        }
        boolean[] seen = new boolean[map.halfEdges()];
        for (int h = 0; h < map.halfEdges(); h++) {
            int district = districtOf[map.face(h)];
            if (district != NONE && !seen[h] && isBorder(h)) {
                double[][] loop = follow(h, seen);
                double area = area(loop);
                if (area > areas[district]) {
                    areas[district] = area;
                    largest.set(district, loop);
                }
            }
        }
        List<Outline> outlines = new ArrayList<>();
        List<String> names = Names.ofDistricts(dice, middles.size());
        for (int i = 0; i < middles.size(); i++) {
            double[][] loop = largest.get(i);
            if (loop.length >= 3) {
                outlines.add(outline(names.get(i), loop));
            }
        }
        return outlines;
    }

    private boolean isBorder(int h) {
        return districtOf[map.face(h)] != districtOf[map.face(h ^ 1)];
    }

    /** Around a district, with it on the left. */
    private double[][] follow(int start, boolean[] seen) {
        double[][] corners = new double[64][];
        int size = 0;
        int h = start;
        do {
            seen[h] = true;
            if (size == corners.length) {
                corners = Arrays.copyOf(corners, 2 * size);
            }
            corners[size++] = new double[] {map.x(map.origin(h)), map.y(map.origin(h))};
            h = map.next(h);
            while (!isBorder(h)) {
                h = map.next(h ^ 1);
            }
        } while (h != start);
        return Arrays.copyOf(corners, size);
    }

    private static double area(double[][] loop) {
        double twice = 0;
        for (int i = 0; i < loop.length; i++) {
            double[] a = loop[i];
            double[] b = loop[(i + 1) % loop.length];
            twice += a[0] * b[1] - b[0] * a[1];
        }
        return twice / 2;
    }

    private Outline outline(String name, double[][] loop) {
        float[] x = new float[loop.length];
        float[] y = new float[loop.length];
        for (int i = 0; i < loop.length; i++) {
            x[i] = (float) warp.x(loop[i][0], loop[i][1]);
            y[i] = (float) warp.y(loop[i][0], loop[i][1]);
        }
        return new Outline(name, x, y);
    }
}
