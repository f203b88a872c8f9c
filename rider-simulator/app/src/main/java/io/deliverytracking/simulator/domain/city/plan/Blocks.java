package io.deliverytracking.simulator.domain.city.plan;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Cuts the faces between the great streets in two, again and again, until they are blocks.
 *
 * <p>A face is cut across its longer side, at right angles to the direction that most of its outline has: so streets follow the
 * arterials and rings around them, as they did when towns grew. An end of the cut moves to a junction that is there already if one is
 * near, which makes crossroads of what would be two T-junctions. Cuts of large faces become collectors, of small ones local streets. On
 * the way down some faces become parks; out in the fields cutting ends early.
 *
 * <p>Faces are cut in the order in which they came up, so that neighbours are always of about one size.
 *
 * <p>Invariant: a cut lies inside its face and meets its outline at its two ends only.
 */
final class Blocks {

    private static final int TRIES = 6;

    /** Of the block's area: between streets of a higher rank lie about this many blocks. */
    private static final double BLOCKS_BETWEEN_COLLECTORS = 22;

    private final PlanarMap map;
    private final Extent extent;
    private final Density density;
    private final Dice dice;
    private final double fieldArea;
    private FaceUse[] use = new FaceUse[0];
    private int largeParks;

    // The face at hand: the half-edges around it, and where they begin.
    private int[] loop = new int[256];
    private double[] px = new double[256];
    private double[] py = new double[256];
    private int size;

    // The cut at hand.
    private final int[] crossingEdge = new int[64];
    private final double[] crossingAt = new double[64];
    private final End first = new End();
    private final End second = new End();

    Blocks(PlanarMap map, Extent extent, Density density, Dice dice) {
        this.map = map;
        this.extent = extent;
        this.density = density;
        this.dice = dice;
        this.fieldArea = Math.max(40 * extent.blockArea(), Math.PI * extent.radius() * extent.radius() / 900);
        this.largeParks = extent.hasRings() ? 3 : 1;
    }

    FaceUse use(int face) {
        return use[face];
    }

    /** Cuts every face until it is what it stays. */
    void cut() {
        grow();
        for (int face = 0; face < map.faces(); face++) {
            read(face);
            use[face] = firstUse();
        }
        BitSet done = new BitSet();
        boolean found = true;
        while (found) {
            found = false;
            int faces = map.faces();
            for (int face = done.nextClearBit(0); face < faces; face = done.nextClearBit(face + 1)) {
                if (use[face] == FaceUse.BLOCK && cut(face)) {
                    grow();
                    found = true;
                } else {
                    done.set(face);
                }
            }
        }
    }

    private FaceUse firstUse() {
        if (area() <= 0) {
            return FaceUse.OUTSIDE;
        }
        double furthest = 0;
        for (int i = 0; i < size; i++) {
            if (map.kind(loop[i]) == LineKind.QUAY && (loop[i] & 1) == 0) {
                return FaceUse.WATER;
            }
            furthest = Math.max(furthest, CityGeometry.distance(px[i], py[i], 0, 0));
        }
        // The round place in the middle.
        return furthest < 1.5 * extent.plazaRadius() ? FaceUse.PARK : FaceUse.BLOCK;
    }

    /** Cuts a face once; false if it stays as it is. */
    private boolean cut(int face) {
        read(face);
        double area = area();
        double x = mean(px);
        double y = mean(py);
        double people = density.at(x, y);
        double block = extent.blockArea() / people;
        if (density.isField(people) && area < 6 * fieldArea) {
            if (area < fieldArea * dice.between(0.8, 2)) {
                use[face] = dice.chance(0.35) ? FaceUse.PARK : FaceUse.FIELD;
                return false;
            }
            block = fieldArea / BLOCKS_BETWEEN_COLLECTORS;
        } else if (becomesPark(area / block, CityGeometry.distance(x, y, 0, 0))) {
            use[face] = FaceUse.PARK;
            return false;
        }
        if (area < block * dice.between(1.2, 2.2)) {
            return false;
        }
        LineKind kind = area > BLOCKS_BETWEEN_COLLECTORS * block ? LineKind.COLLECTOR : LineKind.LOCAL;
        double unevenness = people > 0.7 ? 0.16 : 0.05;
        double side = Math.sqrt(block);
        double outline = direction();
        for (int i = 0; i < TRIES; i++) {
            if (cutAcross(outline + dice.between(-unevenness, unevenness), side, kind, 0.12 * area)) {
                return true;
            }
        }
        return false;
    }

    private boolean becomesPark(double blocks, double fromCentre) {
        if (largeParks > 0 && blocks > 60 && blocks < 170 && fromCentre > 0.3 * extent.core()) {
            boolean chosen = dice.chance(0.12);
            largeParks -= chosen ? 1 : 0;
            return chosen;
        }
        return blocks > 3 && blocks < 16 && dice.chance(0.022);
    }

    /** The direction, up to a right angle, that most of the outline has. */
    private double direction() {
        double cos = 0;
        double sin = 0;
        for (int i = 0; i < size; i++) {
            int j = i + 1 == size ? 0 : i + 1;
            double dx = px[j] - px[i];
            double dy = py[j] - py[i];
            double square = dx * dx + dy * dy;
            // The fourth power of the unit complex number, weighted by the length: right angles fall together.
            double re = (dx * dx - dy * dy) / square;
            double im = 2 * dx * dy / square;
            double length = Math.sqrt(square);
            cos += length * (re * re - im * im);
            sin += length * 2 * re * im;
        }
        return StrictMath.atan2(sin, cos) / 4;
    }

    private boolean cutAcross(double angle, double side, LineKind kind, double leastArea) {
        double ux = StrictMath.cos(angle);
        double uy = StrictMath.sin(angle);
        double[] along = range(ux, uy);
        double[] across = range(-uy, ux);
        if (across[1] - across[0] > along[1] - along[0]) {
            double turned = ux;
            ux = -uy;
            uy = turned;
            along = across;
        }
        double middle = along[0] + (along[1] - along[0]) * dice.between(0.38, 0.62);
        // The line of all points whose product with (ux, uy) is the middle.
        return findCut(ux, uy, middle) && moveEnds(0.3 * side, 0.16 * side) && isSound(leastArea) && draw(kind);
    }

    private double[] range(double ux, double uy) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double along = px[i] * ux + py[i] * uy;
            least = Math.min(least, along);
            most = Math.max(most, along);
        }
        return new double[] {least, most};
    }

    /** The longest part of the line within the face. */
    private boolean findCut(double ux, double uy, double middle) {
        int crossings = 0;
        for (int i = 0; i < size; i++) {
            int j = i + 1 == size ? 0 : i + 1;
            double before = px[i] * ux + py[i] * uy - middle;
            double after = px[j] * ux + py[j] * uy - middle;
            if (before < 0 != after < 0) {
                if (crossings == crossingEdge.length) {
                    return false;
                }
                double part = before / (before - after);
                double x = px[i] + part * (px[j] - px[i]);
                double y = py[i] + part * (py[j] - py[i]);
                double at = y * ux - x * uy;
                int place = crossings++;
                while (place > 0 && crossingAt[place - 1] > at) {
                    crossingAt[place] = crossingAt[place - 1];
                    crossingEdge[place] = crossingEdge[place - 1];
                    place--;
                }
                crossingAt[place] = at;
                crossingEdge[place] = i;
            }
        }
        double longest = 0;
        for (int i = 0; i + 1 < crossings; i += 2) {
            double length = crossingAt[i + 1] - crossingAt[i];
            if (length > longest) {
                longest = length;
                first.set(crossingEdge[i], middle * ux - crossingAt[i] * uy, middle * uy + crossingAt[i] * ux);
                second.set(
                        crossingEdge[i + 1],
                        middle * ux - crossingAt[i + 1] * uy,
                        middle * uy + crossingAt[i + 1] * ux);
            }
        }
        return longest > 0;
    }

    private boolean moveEnds(double near, double tooNear) {
        return moveEnd(first, near, tooNear) && moveEnd(second, near, tooNear);
    }

    /** To the nearest junction, if it is near; false if a corner is in the way. */
    private boolean moveEnd(End end, double near, double tooNear) {
        double nearest = near;
        for (int i = 0; i < size; i++) {
            double distance = CityGeometry.distance(px[i], py[i], end.x, end.y);
            if (distance < nearest) {
                if (isCorner(i)) {
                    if (distance < tooNear) {
                        return false;
                    }
                } else {
                    nearest = distance;
                    end.corner = i;
                }
            }
        }
        if (end.corner >= 0) {
            end.x = px[end.corner];
            end.y = py[end.corner];
        }
        return true;
    }

    /** Whether the outline turns by more than 35 degrees here. */
    private boolean isCorner(int i) {
        int before = i == 0 ? size - 1 : i - 1;
        int after = i + 1 == size ? 0 : i + 1;
        double ax = px[i] - px[before];
        double ay = py[i] - py[before];
        double bx = px[after] - px[i];
        double by = py[after] - py[i];
        return ax * bx + ay * by < 0.82 * Math.sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
    }

    private boolean isSound(double leastArea) {
        if ((first.corner >= 0 && first.corner == second.corner) || first.edge == second.edge) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            int j = i + 1 == size ? 0 : i + 1;
            if (CityGeometry.cross(first.x, first.y, second.x, second.y, px[i], py[i], px[j], py[j])
                    && !first.touches(i, j)
                    && !second.touches(i, j)) {
                return false;
            }
        }
        return areaLeftOf(first, second) > leastArea && areaLeftOf(second, first) > leastArea;
    }

    /** Of the part that the cut from one end to the other has on its left: the outline from there on back to here. */
    private double areaLeftOf(End from, End to) {
        double twice = from.x * to.y - to.x * from.y;
        double x = to.x;
        double y = to.y;
        int last = from.corner >= 0 ? from.corner : from.edge;
        int i = to.corner >= 0 ? to.corner : to.edge;
        while (i != last) {
            i = i + 1 == size ? 0 : i + 1;
            twice += x * py[i] - px[i] * y;
            x = px[i];
            y = py[i];
        }
        twice += x * from.y - from.x * y;
        return twice / 2;
    }

    private boolean draw(LineKind kind) {
        int from = halfEdgeFrom(first);
        int to = halfEdgeFrom(second);
        map.splitFace(from, to, kind);
        return true;
    }

    private int halfEdgeFrom(End end) {
        if (end.corner >= 0) {
            return loop[end.corner];
        }
        map.splitEdge(loop[end.edge], end.x, end.y);
        return map.next(loop[end.edge]);
    }

    private void read(int face) {
        size = 0;
        int start = map.halfEdgeOf(face);
        int h = start;
        do {
            if (size == loop.length) {
                loop = Arrays.copyOf(loop, 2 * size);
                px = Arrays.copyOf(px, 2 * size);
                py = Arrays.copyOf(py, 2 * size);
            }
            loop[size] = h;
            px[size] = map.x(map.origin(h));
            py[size] = map.y(map.origin(h));
            size++;
            h = map.next(h);
        } while (h != start);
    }

    private double area() {
        double twice = 0;
        for (int i = 0; i < size; i++) {
            int j = i + 1 == size ? 0 : i + 1;
            twice += px[i] * py[j] - px[j] * py[i];
        }
        return twice / 2;
    }

    private double mean(double[] of) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += of[i];
        }
        return sum / size;
    }

    private void grow() {
        if (use.length < map.faces()) {
            int from = use.length;
            use = Arrays.copyOf(use, 2 * map.faces());
            Arrays.fill(use, from, use.length, FaceUse.BLOCK);
        }
    }

    /** Where a cut meets the outline: on an edge, or at a junction that is there. */
    private static final class End {

        private int edge;
        private int corner;
        private double x;
        private double y;

        void set(int onEdge, double atX, double atY) {
            edge = onEdge;
            corner = -1;
            x = atX;
            y = atY;
        }

        boolean touches(int from, int to) {
            return corner >= 0 ? corner == from || corner == to : edge == from;
        }
    }
}
