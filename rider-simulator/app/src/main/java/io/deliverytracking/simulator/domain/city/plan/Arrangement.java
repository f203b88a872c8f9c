package io.deliverytracking.simulator.domain.city.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a {@link PlanarMap} of lines that cross each other anywhere: cuts them where they cross, joins what nearly meets, and takes
 * away what dangles.
 *
 * <p>Points nearer to each other than the tolerance become one, so no street is shorter. That may, in one plan of a hundred, drag a
 * line across another: the answer is none then, and another plan is asked for.
 */
final class Arrangement {

    private final double tolerance;
    private double[] stretches = new double[1024];
    private final List<LineKind> kinds = new ArrayList<>();
    private final Map<Long, List<Integer>> nodesByCell = new HashMap<>();
    private final PlanarMap raw = new PlanarMap();

    private Arrangement(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Empty if it didn't work out, see above. */
    static Optional<PlanarMap> of(List<Line> lines, double tolerance) {
        PlanarMap map = new Arrangement(tolerance).build(lines);
        return isPlane(map) ? Optional.of(map) : Optional.empty();
    }

    private static boolean isPlane(PlanarMap map) {
        double[] edges = new double[2 * map.halfEdges()];
        for (int h = 0; h < map.halfEdges(); h++) {
            edges[2 * h] = map.x(map.origin(h));
            edges[2 * h + 1] = map.y(map.origin(h));
        }
        return !Crossings.any(edges);
    }

    private PlanarMap build(List<Line> lines) {
        for (Line line : lines) {
            for (int i = 1; i < line.size(); i++) {
                addStretch(line, i);
            }
        }
        List<List<Double>> cuts = cuts();
        Map<Long, Integer> seen = new HashMap<>();
        for (int i = 0; i < kinds.size(); i++) {
            double x = stretches[4 * i];
            double y = stretches[4 * i + 1];
            double dx = stretches[4 * i + 2] - x;
            double dy = stretches[4 * i + 3] - y;
            List<Double> at = cuts.get(i);
            at.sort(null);
            int before = node(x, y);
            for (double part : at) {
                before = connect(before, node(x + part * dx, y + part * dy), kinds.get(i), seen);
            }
            connect(before, node(x + dx, y + dy), kinds.get(i), seen);
        }
        return withoutDanglingEnds();
    }

    private void addStretch(Line line, int end) {
        int at = 4 * kinds.size();
        if (at == stretches.length) {
            stretches = Arrays.copyOf(stretches, 2 * at);
        }
        stretches[at] = line.x(end - 1);
        stretches[at + 1] = line.y(end - 1);
        stretches[at + 2] = line.x(end);
        stretches[at + 3] = line.y(end);
        kinds.add(line.kind());
    }

    /** For each stretch, how far along it others cross it. */
    private List<List<Double>> cuts() {
        List<List<Double>> cuts = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            cuts.add(new ArrayList<>());
        }
        Crossings.forEach(Arrays.copyOf(stretches, 4 * kinds.size()), (i, j) -> {
            cuts.get(i).add(partBefore(i, j));
            cuts.get(j).add(partBefore(j, i));
        });
        return cuts;
    }

    /** How much of a stretch comes before another one crosses it. */
    private double partBefore(int stretch, int crossing) {
        double before = turn(crossing, stretches[4 * stretch], stretches[4 * stretch + 1]);
        double after = turn(crossing, stretches[4 * stretch + 2], stretches[4 * stretch + 3]);
        return before / (before - after);
    }

    private double turn(int stretch, double x, double y) {
        int i = 4 * stretch;
        return CityGeometry.turn(stretches[i], stretches[i + 1], stretches[i + 2], stretches[i + 3], x, y);
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
        return column << 32 ^ (row & 0xffffffffL);
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
