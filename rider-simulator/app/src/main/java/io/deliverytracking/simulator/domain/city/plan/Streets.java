package io.deliverytracking.simulator.domain.city.plan;

import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The street network of a finished plan: what is no street falls away, then what leads nowhere, then what hangs together with nothing;
 * long stretches get bends, and all is warped.
 */
final class Streets {

    private final PlanarMap map;
    private final Blocks blocks;
    private final Warp warp;
    private final double longestStretch;
    private final boolean[] open;

    private float[] x = new float[1 << 14];
    private float[] y = new float[1 << 14];
    private int nodes;
    private int[] from = new int[1 << 14];
    private int[] to = new int[1 << 14];
    private byte[] kinds = new byte[1 << 14];
    private int stretches;

    private Streets(PlanarMap map, Blocks blocks, Extent extent, Warp warp) {
        this.map = map;
        this.blocks = blocks;
        this.warp = warp;
        this.longestStretch = Math.max(60, Math.min(260, 0.018 * extent.radius()));
        this.open = new boolean[map.halfEdges() / 2];
    }

    static StreetNetwork of(PlanarMap map, Blocks blocks, Extent extent, Warp warp) {
        return new Streets(map, blocks, extent, warp).extract();
    }

    private StreetNetwork extract() {
        for (int edge = 0; edge < open.length; edge++) {
            open[edge] = map.kind(2 * edge) != LineKind.LIMIT;
        }
        int[][] out = edgesByNode();
        closeDeadEnds(out);
        closeAllButTheLargestPart(out);
        int[] nodeOf = new int[map.nodes()];
        Arrays.fill(nodeOf, -1);
        for (int edge = 0; edge < open.length; edge++) {
            if (open[edge]) {
                addStretches(2 * edge, nodeOf);
            }
        }
        return StreetNetwork.of(
                Arrays.copyOf(x, nodes),
                Arrays.copyOf(y, nodes),
                Arrays.copyOf(from, stretches),
                Arrays.copyOf(to, stretches),
                Arrays.copyOf(kinds, stretches));
    }

    private int[][] edgesByNode() {
        int[] degree = new int[map.nodes()];
        for (int h = 0; h < map.halfEdges(); h++) {
            degree[map.origin(h)]++;
        }
        int[][] out = new int[map.nodes()][];
        for (int node = 0; node < out.length; node++) {
            out[node] = new int[degree[node]];
        }
        for (int h = 0; h < map.halfEdges(); h++) {
            int node = map.origin(h);
            out[node][--degree[node]] = h;
        }
        return out;
    }

    /** But for great streets, which lead on into the country. */
    private void closeDeadEnds(int[][] out) {
        ArrayDeque<Integer> toCheck = new ArrayDeque<>();
        for (int node = 0; node < out.length; node++) {
            toCheck.add(node);
        }
        while (!toCheck.isEmpty()) {
            int last = onlyWayOut(out[toCheck.remove()]);
            if (last >= 0 && map.kind(last) != LineKind.ARTERIAL && map.kind(last) != LineKind.QUAY) {
                open[last >> 1] = false;
                toCheck.add(map.target(last));
            }
        }
    }

    private int onlyWayOut(int[] out) {
        int only = -1;
        for (int h : out) {
            if (open[h >> 1]) {
                if (only >= 0) {
                    return -1;
                }
                only = h;
            }
        }
        return only;
    }

    private void closeAllButTheLargestPart(int[][] out) {
        int[] part = new int[map.nodes()];
        int parts = 0;
        int largest = 0;
        int largestSize = 0;
        ArrayDeque<Integer> reached = new ArrayDeque<>();
        for (int start = 0; start < out.length; start++) {
            if (part[start] != 0) {
                continue;
            }
            part[start] = ++parts;
            int size = 0;
            reached.add(start);
            while (!reached.isEmpty()) {
                size++;
                for (int h : out[reached.remove()]) {
                    if (open[h >> 1] && part[map.target(h)] == 0) {
                        part[map.target(h)] = parts;
                        reached.add(map.target(h));
                    }
                }
            }
            if (size > largestSize) {
                largestSize = size;
                largest = parts;
            }
        }
        for (int edge = 0; edge < open.length; edge++) {
            open[edge] &= part[map.origin(2 * edge)] == largest;
        }
    }

    private void addStretches(int h, int[] nodeOf) {
        double ax = map.x(map.origin(h));
        double ay = map.y(map.origin(h));
        double bx = map.x(map.target(h));
        double by = map.y(map.target(h));
        int pieces = (int) Math.ceil(CityGeometry.distance(ax, ay, bx, by) / longestStretch);
        byte kind = StreetNetwork.kind(streetClass(map.kind(h)), isBridge(h));
        int before = node(map.origin(h), nodeOf);
        for (int i = 1; i <= pieces; i++) {
            double part = (double) i / pieces;
            int node = i == pieces ? node(map.target(h), nodeOf) : add(ax + part * (bx - ax), ay + part * (by - ay));
            addStretch(before, node, kind);
            before = node;
        }
    }

    private boolean isBridge(int h) {
        return blocks.use(map.face(h)) == FaceUse.WATER && blocks.use(map.face(h ^ 1)) == FaceUse.WATER;
    }

    private static StreetClass streetClass(LineKind kind) {
        return switch (kind) {
            case RING -> StreetClass.RING;
            case ARTERIAL -> StreetClass.ARTERIAL;
            case QUAY, COLLECTOR -> StreetClass.COLLECTOR;
            case LOCAL -> StreetClass.LOCAL;
            case LIMIT -> throw new IllegalArgumentException("the city's limit is no street");
        };
    }

    private int node(int mapNode, int[] nodeOf) {
        if (nodeOf[mapNode] < 0) {
            nodeOf[mapNode] = add(map.x(mapNode), map.y(mapNode));
        }
        return nodeOf[mapNode];
    }

    private int add(double atX, double atY) {
        if (nodes == x.length) {
            x = Arrays.copyOf(x, 2 * nodes);
            y = Arrays.copyOf(y, 2 * nodes);
        }
        x[nodes] = (float) warp.x(atX, atY);
        y[nodes] = (float) warp.y(atX, atY);
        return nodes++;
    }

    private void addStretch(int a, int b, byte kind) {
        if (stretches == from.length) {
            from = Arrays.copyOf(from, 2 * stretches);
            to = Arrays.copyOf(to, 2 * stretches);
            kinds = Arrays.copyOf(kinds, 2 * stretches);
        }
        from[stretches] = a;
        to[stretches] = b;
        kinds[stretches] = kind;
        stretches++;
    }
}
