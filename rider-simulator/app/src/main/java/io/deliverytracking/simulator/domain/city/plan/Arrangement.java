package io.deliverytracking.simulator.domain.city.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a {@link PlanarMap} of lines that cross each other anywhere: cuts them where they cross, joins what nearly meets, and takes
 * away what dangles.
 *
 * <p>Points nearer to each other than the tolerance become one, so no street is shorter. That may, very rarely, drag one line across
 * another; {@link CityPlanner} looks for it and plans again.
 *
 * <p>Cost: quadratic in the number of stretches, of which a city has about two thousand.
 */
final class Arrangement {

    private final double tolerance;
    private final List<double[]> stretches = new ArrayList<>();
    private final List<LineKind> kinds = new ArrayList<>();
    private final Map<Long, List<Integer>> nodesByCell = new HashMap<>();
    private final PlanarMap raw = new PlanarMap();

    private Arrangement(double tolerance) {
        this.tolerance = tolerance;
    }

    static PlanarMap of(List<Line> lines, double tolerance) {
        return new Arrangement(tolerance).build(lines);
    }

    private PlanarMap build(List<Line> lines) {
        for (Line line : lines) {
            for (int i = 1; i < line.size(); i++) {
                stretches.add(new double[] {line.x(i - 1), line.y(i - 1), line.x(i), line.y(i)});
                kinds.add(line.kind());
            }
        }
        List<List<Double>> cuts = cuts();
        Map<Long, Integer> seen = new HashMap<>();
        for (int i = 0; i < stretches.size(); i++) {
            double[] stretch = stretches.get(i);
            List<Double> at = cuts.get(i);
            at.sort(null);
            int before = node(stretch[0], stretch[1]);
            for (double t : at) {
                int node = node(stretch[0] + t * (stretch[2] - stretch[0]), stretch[1] + t * (stretch[3] - stretch[1]));
                before = connect(before, node, kinds.get(i), seen);
            }
            connect(before, node(stretch[2], stretch[3]), kinds.get(i), seen);
        }
        return withoutDanglingEnds();
    }

    /** For each stretch, how far along it others cross it. */
    private List<List<Double>> cuts() {
        List<List<Double>> cuts = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            cuts.add(new ArrayList<>());
            double[] a = stretches.get(i);
            for (int j = 0; j < i; j++) {
                double[] b = stretches.get(j);
                if (Math.max(a[0], a[2]) < Math.min(b[0], b[2])
                        || Math.max(b[0], b[2]) < Math.min(a[0], a[2])
                        || Math.max(a[1], a[3]) < Math.min(b[1], b[3])
                        || Math.max(b[1], b[3]) < Math.min(a[1], a[3])) {
                    continue;
                }
                if (CityGeometry.cross(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3])) {
                    double fromStart = CityGeometry.turn(b[0], b[1], b[2], b[3], a[0], a[1]);
                    double fromEnd = CityGeometry.turn(b[0], b[1], b[2], b[3], a[2], a[3]);
                    cuts.get(i).add(fromStart / (fromStart - fromEnd));
                    fromStart = CityGeometry.turn(a[0], a[1], a[2], a[3], b[0], b[1]);
                    fromEnd = CityGeometry.turn(a[0], a[1], a[2], a[3], b[2], b[3]);
                    cuts.get(j).add(fromStart / (fromStart - fromEnd));
                }
            }
        }
        return cuts;
    }

    /** The node at a place, or one within the tolerance. */
    private int node(double x, double y) {
        long column = (long) Math.floor(x / tolerance);
        long row = (long) Math.floor(y / tolerance);
        for (long c = column - 1; c <= column + 1; c++) {
            for (long r = row - 1; r <= row + 1; r++) {
                for (int node : nodesByCell.getOrDefault(cell(c, r), List.of())) {
                    if (CityGeometry.distance(x, y, raw.x(node), raw.y(node)) < tolerance) {
                        return node;
                    }
                }
            }
        }
        int node = raw.addNode(x, y);
        nodesByCell.computeIfAbsent(cell(column, row), key -> new ArrayList<>()).add(node);
        return node;
    }

    private static long cell(long column, long row) {
        return column << 32 ^ row & 0xffffffffL;
    }

    private int connect(int from, int to, LineKind kind, Map<Long, Integer> seen) {
        long pair = (long) Math.min(from, to) << 32 | Math.max(from, to);
        if (from != to && seen.putIfAbsent(pair, from) == null) {
            raw.addEdge(from, to, kind);
        }
        return to;
    }

    private PlanarMap withoutDanglingEnds() {
        int[] degree = new int[raw.nodes()];
        boolean[] gone = new boolean[raw.halfEdges() / 2];
        for (int h = 0; h < raw.halfEdges(); h++) {
            degree[raw.origin(h)]++;
        }
        boolean found = true;
        while (found) {
            found = false;
            for (int h = 0; h < raw.halfEdges(); h++) {
                if (!gone[h / 2] && degree[raw.origin(h)] == 1) {
                    gone[h / 2] = true;
                    degree[raw.origin(h)]--;
                    degree[raw.target(h)]--;
                    found = true;
                }
            }
        }
        PlanarMap map = new PlanarMap();
        int[] kept = new int[raw.nodes()];
        Arrays.fill(kept, -1);
        for (int h = 0; h < raw.halfEdges(); h += 2) {
            if (!gone[h / 2]) {
                map.addEdge(copy(raw.origin(h), kept, map), copy(raw.target(h), kept, map), raw.kind(h));
            }
        }
        map.link();
        return map;
    }

    private int copy(int node, int[] kept, PlanarMap map) {
        if (kept[node] < 0) {
            kept[node] = map.addNode(raw.x(node), raw.y(node));
        }
        return kept[node];
    }
}
