package io.deliverytracking.simulator.domain.city.street;

/**
 * Streets between nodes, each a straight stretch that can be ridden in both directions.
 *
 * <p>A <em>street</em> in this class is one direction of a stretch, from its origin to its target; {@link #opposite} is the other one.
 * The streets out of a node have consecutive numbers, so a graph search walks through memory forwards (compressed sparse rows).
 *
 * <p>Invariant: every node can be reached from every other one; no stretch has the same node at both ends.
 *
 * <p>Immutable. Units: metres east and north of the city's centre. Memory: 8 bytes a node and 13 a street.
 */
public final class StreetNetwork {

    private static final int RANK = 0x7;
    private static final int BRIDGE = 0x8;

    private final float[] x;
    private final float[] y;
    private final int[] firstOut;
    private final int[] target;
    private final int[] opposite;
    private final float[] length;
    private final byte[] kind;

    private StreetNetwork(float[] x, float[] y, int[] from, int[] to, byte[] kinds) {
        this.x = x;
        this.y = y;
        int streets = 2 * from.length;
        firstOut = new int[x.length + 1];
        target = new int[streets];
        opposite = new int[streets];
        length = new float[streets];
        kind = new byte[streets];
        for (int i = 0; i < from.length; i++) {
            firstOut[from[i] + 1]++;
            firstOut[to[i] + 1]++;
        }
        for (int node = 0; node < x.length; node++) {
            firstOut[node + 1] += firstOut[node];
        }
        int[] filled = firstOut.clone();
        for (int i = 0; i < from.length; i++) {
            int there = filled[from[i]]++;
            int back = filled[to[i]]++;
            add(there, to[i], back, distance(from[i], to[i]), kinds[i]);
            add(back, from[i], there, length[there], kinds[i]);
        }
    }

    /**
     * Streets in both directions for each stretch.
     *
     * @param from node at one end of each stretch
     * @param to node at its other end
     * @param kinds see {@link #kind}
     */
    public static StreetNetwork of(float[] x, float[] y, int[] from, int[] to, byte[] kinds) {
        return new StreetNetwork(x, y, from, to, kinds);
    }

    /** A stretch's class and whether it is a bridge, in one byte. */
    public static byte kind(StreetClass streetClass, boolean bridge) {
        return (byte) (streetClass.rank() | (bridge ? BRIDGE : 0));
    }

    private void add(int street, int to, int back, float metres, byte ofKind) {
        target[street] = to;
        opposite[street] = back;
        length[street] = metres;
        kind[street] = ofKind;
    }

    private float distance(int a, int b) {
        float dx = x[a] - x[b];
        float dy = y[a] - y[b];
        return (float) Math.sqrt(dx * dx + dy * dy);
    }

    public int nodes() {
        return x.length;
    }

    /** Both directions count. */
    public int streets() {
        return target.length;
    }

    public float x(int node) {
        return x[node];
    }

    public float y(int node) {
        return y[node];
    }

    /** The first street out of a node; those up to {@code firstOut(node + 1) - 1} are the others. */
    public int firstOut(int node) {
        return firstOut[node];
    }

    public int origin(int street) {
        return target[opposite[street]];
    }

    public int target(int street) {
        return target[street];
    }

    public int opposite(int street) {
        return opposite[street];
    }

    public float length(int street) {
        return length[street];
    }

    public StreetClass streetClass(int street) {
        return StreetClass.ofRank(kind[street] & RANK);
    }

    public boolean isBridge(int street) {
        return (kind[street] & BRIDGE) != 0;
    }

    /** Of the turn from a street into another one that begins where it ends: 1 straight on, 0 round the corner, -1 back. */
    public float cosine(int street, int next) {
        int from = origin(street);
        int corner = target[street];
        int to = target[next];
        float product = (x[corner] - x[from]) * (x[to] - x[corner]) + (y[corner] - y[from]) * (y[to] - y[corner]);
        return product / (length[street] * length[next]);
    }

    /** East of the centre at {@code along} metres from the street's origin. */
    public float x(int street, float along) {
        float from = x[origin(street)];
        return from + (x[target[street]] - from) * (along / length[street]);
    }

    public float y(int street, float along) {
        float from = y[origin(street)];
        return from + (y[target[street]] - from) * (along / length[street]);
    }
}
