package io.deliverytracking.simulator.domain.city.plan;

import java.util.Arrays;

/**
 * A drawing of lines in the plane that meet only at nodes, with the faces between them: a doubly connected edge list.
 *
 * <pre>
 *             twin = h ^ 1                 Half-edges h and h ^ 1 are the two directions of edge h &gt;&gt; 1. A half-edge
 *        a &lt;---------------- b             has its face on the left, next and previous lead around that face
 *          ----------------&gt; |             counter-clockwise. Cutting an edge or a face keeps all other ids.
 *                 h          | next(h)
 *      face(h) on the left   v
 * </pre>
 *
 * <p>Invariant: once {@link #link} was called, every half-edge is on exactly one face's loop, and {@code next(previous(h)) = h}.
 *
 * <p>Everything is in arrays that grow. Units: metres. Source: de Berg et al., "Computational Geometry", chapter 2.
 */
final class PlanarMap {

    private double[] x = new double[1024];
    private double[] y = new double[1024];
    private int nodes;

    private int[] origin = new int[4096];
    private int[] next = new int[4096];
    private int[] previous = new int[4096];
    private int[] face = new int[4096];
    private LineKind[] kind = new LineKind[2048];
    private int halfEdges;

    private int[] halfEdgeOfFace = new int[1024];
    private int faces;

    int nodes() {
        return nodes;
    }

    int halfEdges() {
        return halfEdges;
    }

    int faces() {
        return faces;
    }

    double x(int node) {
        return x[node];
    }

    double y(int node) {
        return y[node];
    }

    int origin(int halfEdge) {
        return origin[halfEdge];
    }

    int target(int halfEdge) {
        return origin[halfEdge ^ 1];
    }

    int next(int halfEdge) {
        return next[halfEdge];
    }

    int face(int halfEdge) {
        return face[halfEdge];
    }

    LineKind kind(int halfEdge) {
        return kind[halfEdge >> 1];
    }

    /** One of the half-edges around a face. */
    int halfEdgeOf(int ofFace) {
        return halfEdgeOfFace[ofFace];
    }

    int addNode(double atX, double atY) {
        if (nodes == x.length) {
            x = Arrays.copyOf(x, 2 * nodes);
            y = Arrays.copyOf(y, 2 * nodes);
        }
        x[nodes] = atX;
        y[nodes] = atY;
        return nodes++;
    }

    /** Adds both half-edges; the one returned leads from {@code from}. Only before {@link #link}, or from within. */
    int addEdge(int from, int to, LineKind ofKind) {
        if (halfEdges == origin.length) {
            int size = 2 * halfEdges;
            origin = Arrays.copyOf(origin, size);
            next = Arrays.copyOf(next, size);
            previous = Arrays.copyOf(previous, size);
            face = Arrays.copyOf(face, size);
            kind = Arrays.copyOf(kind, size / 2);
        }
        int halfEdge = halfEdges;
        origin[halfEdge] = from;
        origin[halfEdge + 1] = to;
        kind[halfEdge >> 1] = ofKind;
        halfEdges += 2;
        return halfEdge;
    }

    /** Finds the order of edges around each node and with it all faces. */
    void link() {
        int[] first = new int[nodes + 1];
        for (int h = 0; h < halfEdges; h++) {
            first[origin[h] + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            first[node + 1] += first[node];
        }
        int[] around = new int[halfEdges];
        int[] filled = first.clone();
        for (int h = 0; h < halfEdges; h++) {
            around[filled[origin[h]]++] = h;
        }
        for (int node = 0; node < nodes; node++) {
            sortByDirection(around, first[node], first[node + 1]);
            for (int i = first[node]; i < first[node + 1]; i++) {
                int before = around[i == first[node] ? first[node + 1] - 1 : i - 1];
                // Who comes in against around[i] turns as far left as it can: into the edge clockwise of it.
                setNext(around[i] ^ 1, before);
            }
        }
        Arrays.fill(face, -1);
        for (int h = 0; h < halfEdges; h++) {
            if (face[h] < 0) {
                nameFace(h, newFace(h));
            }
        }
    }

    /** Puts a node on an edge. The half-edge now ends there; the new node is its new target. */
    int splitEdge(int halfEdge, double atX, double atY) {
        int twin = halfEdge ^ 1;
        int node = addNode(atX, atY);
        int further = addEdge(node, origin[twin], kind[halfEdge >> 1]);
        int back = further + 1;
        origin[twin] = node;
        int after = next[halfEdge];
        int beforeTwin = previous[twin];
        face[further] = face[halfEdge];
        face[back] = face[twin];
        setNext(halfEdge, further);
        setNext(further, after == twin ? back : after);
        if (beforeTwin != halfEdge) {
            setNext(beforeTwin, back);
        }
        setNext(back, twin);
        return node;
    }

    /** Draws a line through a face, from the origin of one of its half-edges to that of another; returns the new face. */
    int splitFace(int from, int to, LineKind ofKind) {
        int across = addEdge(origin[from], origin[to], ofKind);
        int back = across + 1;
        int beforeFrom = previous[from];
        int beforeTo = previous[to];
        setNext(beforeFrom, across);
        setNext(across, to);
        setNext(beforeTo, back);
        setNext(back, from);
        face[across] = face[from];
        halfEdgeOfFace[face[from]] = across;
        int added = newFace(back);
        nameFace(back, added);
        return added;
    }

    private void setNext(int halfEdge, int after) {
        next[halfEdge] = after;
        previous[after] = halfEdge;
    }

    private int newFace(int halfEdge) {
        if (faces == halfEdgeOfFace.length) {
            halfEdgeOfFace = Arrays.copyOf(halfEdgeOfFace, 2 * faces);
        }
        halfEdgeOfFace[faces] = halfEdge;
        return faces++;
    }

    private void nameFace(int start, int name) {
        int h = start;
        do {
            face[h] = name;
            h = next[h];
        } while (h != start);
    }

    /** Counter-clockwise; insertion sort, for there are a handful. */
    private void sortByDirection(int[] around, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int moved = around[i];
            double angle = direction(moved);
            int j = i - 1;
            while (j >= from && direction(around[j]) > angle) {
                around[j + 1] = around[j];
                j--;
            }
            around[j + 1] = moved;
        }
    }

    private double direction(int halfEdge) {
        int a = origin[halfEdge];
        int b = origin[halfEdge ^ 1];
        return StrictMath.atan2(y[b] - y[a], x[b] - x[a]);
    }
}
