package io.deliverytracking.simulator.domain.city.wire;

import io.deliverytracking.simulator.domain.city.street.StreetClass;
import io.deliverytracking.simulator.domain.city.street.StreetNetwork;
import java.util.ArrayList;
import java.util.List;

/** Joins the stretches of a network to long lines, each stretch in one line. */
final class Lines {

    /** Cosine of the sharpest bend that is still the same street: 37 degrees. */
    private static final float STRAIGHT_ON = 0.8f;

    private final StreetNetwork streets;
    private final boolean[] used;

    Lines(StreetNetwork streets) {
        this.streets = streets;
        this.used = new boolean[streets.streets()];
    }

    /** The nodes of each line. */
    List<int[]> of(StreetClass streetClass, boolean bridge) {
        List<int[]> lines = new ArrayList<>();
        for (int street = 0; street < streets.streets(); street++) {
            if (!used[street] && isOf(street, streetClass, bridge)) {
                lines.add(line(street));
            }
        }
        return lines;
    }

    private boolean isOf(int street, StreetClass streetClass, boolean bridge) {
        return streets.streetClass(street) == streetClass && streets.isBridge(street) == bridge;
    }

    private int[] line(int somewhere) {
        use(somewhere);
        List<Integer> ahead = onwards(somewhere);
        List<Integer> behind = onwards(streets.opposite(somewhere));
        int[] nodes = new int[behind.size() + 2 + ahead.size()];
        int size = 0;
        for (int i = behind.size() - 1; i >= 0; i--) {
            nodes[size++] = streets.target(behind.get(i));
        }
        nodes[size++] = streets.origin(somewhere);
        nodes[size++] = streets.target(somewhere);
        for (int street : ahead) {
            nodes[size++] = streets.target(street);
        }
        return nodes;
    }

    private List<Integer> onwards(int from) {
        List<Integer> way = new ArrayList<>();
        for (int street = straightest(from); street >= 0; street = straightest(street)) {
            use(street);
            way.add(street);
        }
        return way;
    }

    /** What goes on where a street ends, of its kind, unused and without a bend; -1 for nothing. */
    private int straightest(int street) {
        int node = streets.target(street);
        int best = -1;
        float bestCosine = STRAIGHT_ON;
        for (int next = streets.firstOut(node); next < streets.firstOut(node + 1); next++) {
            if (!used[next] && isOf(next, streets.streetClass(street), streets.isBridge(street))) {
                float cosine = streets.cosine(street, next);
                if (cosine > bestCosine) {
                    bestCosine = cosine;
                    best = next;
                }
            }
        }
        return best;
    }

    private void use(int street) {
        used[street] = true;
        used[streets.opposite(street)] = true;
    }
}
