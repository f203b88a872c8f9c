package io.deliverytracking.simulator.domain.city.plan;

import java.util.ArrayList;
import java.util.List;

/** Water and parks of a finished plan, as outlines to draw. */
final class Areas {

    private final PlanarMap map;
    private final Extent extent;
    private final Warp warp;
    private final List<Outline> parks = new ArrayList<>();
    private final List<Outline> water = new ArrayList<>();

    Areas(PlanarMap map, Blocks blocks, Extent extent, River river, Warp warp) {
        this.map = map;
        this.extent = extent;
        this.warp = warp;
        addRiver(river);
        for (int face = 0; face < map.faces(); face++) {
            if (blocks.use(face) == FaceUse.PARK) {
                addPark(face);
            }
        }
    }

    List<Outline> parks() {
        return parks;
    }

    List<Outline> water() {
        return water;
    }

    private void addRiver(River river) {
        int pieces = 400;
        double reach = 1.5 * extent.radius();
        float[] x = new float[2 * pieces + 2];
        float[] y = new float[2 * pieces + 2];
        for (int i = 0; i <= pieces; i++) {
            double s = -reach + 2 * reach * i / pieces;
            double half = river.halfWidth(s);
            set(x, y, i, river.x(s, -half), river.y(s, -half));
            set(x, y, x.length - 1 - i, river.x(s, half), river.y(s, half));
        }
        water.add(new Outline("", x, y));
    }

    private void set(float[] x, float[] y, int i, double atX, double atY) {
        x[i] = (float) warp.x(atX, atY);
        y[i] = (float) warp.y(atX, atY);
    }

    /** The face, a little within its streets, with round corners. */
    private void addPark(int face) {
        List<double[]> corners = corners(face);
        corners = cornersCut(cornersCut(corners));
        float[] x = new float[corners.size()];
        float[] y = new float[corners.size()];
        for (int i = 0; i < x.length; i++) {
            set(x, y, i, corners.get(i)[0], corners.get(i)[1]);
        }
        parks.add(new Outline("", x, y));
    }

    private List<double[]> corners(int face) {
        List<double[]> corners = new ArrayList<>();
        int start = map.halfEdgeOf(face);
        int h = start;
        do {
            corners.add(new double[] {map.x(map.origin(h)), map.y(map.origin(h))});
            h = map.next(h);
        } while (h != start);
        return corners;
    }

    /** Chaikin's: each corner gives way to two points on its sides. */
    private static List<double[]> cornersCut(List<double[]> corners) {
        List<double[]> cut = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            double[] a = corners.get(i);
            double[] b = corners.get((i + 1) % corners.size());
            cut.add(new double[] {0.78 * a[0] + 0.22 * b[0], 0.78 * a[1] + 0.22 * b[1]});
            cut.add(new double[] {0.22 * a[0] + 0.78 * b[0], 0.22 * a[1] + 0.78 * b[1]});
        }
        return cut;
    }
}
