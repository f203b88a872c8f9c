package io.deliverytracking.simulator.domain.city.street;

import java.util.Arrays;

/**
 * Finds quick ways through a network: A* from a place to a place by the time that it takes.
 *
 * <p>A way is the streets to ride one after the other, the first from where the rider stands on it, the last up to its goal. Crossing a
 * junction costs some seconds, which keeps riders from zigzagging through the blocks.
 *
 * <p>The estimate of what is left is the straight line at {@link #HOPED_SPEED}. That is less than the speed limit of the greatest
 * streets, so the way found may not be the very quickest: in the city of 12 km ways take a thousandth longer on average than the best
 * ones, and looking for them takes two thirds of the time, half of it over long ways. A way of 2 km costs some 50 microseconds, one
 * across the whole city 300.
 *
 * <p>One workspace is used for all searches, and marked by their number instead of cleared. Nothing is allocated but the result.
 *
 * <p>Threading: one thread. Deterministic: equal estimates are settled by the order of the heap.
 */
public final class Router {

    /** Metres a second in a straight line. */
    static final float HOPED_SPEED = 7.5f;

    private static final float JUNCTION_SECONDS = 2.5f;
    private static final float TURN_BACK_SECONDS = 5;

    private final StreetNetwork streets;

    /** The search that last reached a node; its seconds and way count only then. */
    private final int[] search;

    private final float[] seconds;
    private final int[] arrival;
    private final NodeHeap open;
    private int searches;

    // Of the search at hand.
    private float goalX;
    private float goalY;

    public Router(StreetNetwork streets) {
        this.streets = streets;
        this.search = new int[streets.nodes()];
        this.seconds = new float[streets.nodes()];
        this.arrival = new int[streets.nodes()];
        this.open = new NodeHeap();
    }

    /** From {@code fromAlong} metres along one street to {@code toAlong} metres along another; either direction of both counts. */
    public int[] way(int from, float fromAlong, int to, float toAlong) {
        if (from == to) {
            return new int[] {toAlong >= fromAlong ? from : streets.opposite(from)};
        }
        if (from == streets.opposite(to)) {
            return new int[] {streets.length(to) - toAlong >= fromAlong ? from : to};
        }
        searches++;
        open.clear();
        goalX = streets.x(to, toAlong);
        goalY = streets.y(to, toAlong);
        int back = streets.opposite(from);
        float speed = streets.streetClass(from).speed();
        reach(streets.target(from), (streets.length(from) - fromAlong) / speed, from);
        reach(streets.target(back), fromAlong / speed + TURN_BACK_SECONDS, back);
        return unwind(find(to, toAlong), from, back);
    }

    /** The last street of the way: the goal's, or its opposite. */
    private int find(int to, float toAlong) {
        int backwards = streets.opposite(to);
        float speed = streets.streetClass(to).speed();
        int entry = streets.origin(to);
        int otherEntry = streets.target(to);
        float onwards = toAlong / speed;
        float onwardsFromOther = (streets.length(to) - toAlong) / speed;
        float best = Float.POSITIVE_INFINITY;
        int last = -1;
        while (open.size() > 0 && open.leastKey() < best) {
            int node = open.leastNode();
            boolean stale = open.leastKey() > seconds[node] + left(node);
            open.removeLeast();
            if (stale) {
                continue;
            }
            if (node == entry && seconds[node] + onwards < best) {
                best = seconds[node] + onwards;
                last = to;
            }
            if (node == otherEntry && seconds[node] + onwardsFromOther < best) {
                best = seconds[node] + onwardsFromOther;
                last = backwards;
            }
            expand(node);
        }
        if (last < 0) {
            throw new IllegalStateException("street " + to + " cannot be reached: the network is in two parts");
        }
        return last;
    }

    private void expand(int node) {
        int end = streets.firstOut(node + 1);
        int begin = streets.firstOut(node);
        float leave = seconds[node] + (end - begin > 2 ? JUNCTION_SECONDS : 0);
        for (int street = begin; street < end; street++) {
            reach(
                    streets.target(street),
                    leave + streets.length(street) / streets.streetClass(street).speed(),
                    street);
        }
    }

    private void reach(int node, float after, int by) {
        if (search[node] != searches || after < seconds[node]) {
            search[node] = searches;
            seconds[node] = after;
            arrival[node] = by;
            open.add(node, after + left(node));
        }
    }

    private float left(int node) {
        float dx = streets.x(node) - goalX;
        float dy = streets.y(node) - goalY;
        return (float) Math.sqrt(dx * dx + dy * dy) / HOPED_SPEED;
    }

    private int[] unwind(int last, int start, int startBack) {
        int[] way = new int[16];
        int size = 0;
        int street = last;
        while (true) {
            if (size == way.length) {
                way = Arrays.copyOf(way, 2 * size);
            }
            way[size++] = street;
            if (street == start || street == startBack) {
                break;
            }
            street = arrival[streets.origin(street)];
        }
        int[] inOrder = new int[size];
        for (int i = 0; i < size; i++) {
            inOrder[i] = way[size - 1 - i];
        }
        return inOrder;
    }
}
