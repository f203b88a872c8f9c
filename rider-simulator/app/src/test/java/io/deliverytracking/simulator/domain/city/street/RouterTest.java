package io.deliverytracking.simulator.domain.city.street;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final byte LOCAL = StreetNetwork.kind(StreetClass.LOCAL, false);
    private static final byte RING = StreetNetwork.kind(StreetClass.RING, false);

    /**
     * <pre>
     *   0 ---- 1 ---- 2       local, 100 m each; below a ring road of 260 m
     *   |             |
     *   3 ===========  4
     * </pre>
     */
    private static final StreetNetwork TOWN = StreetNetwork.of(
            new float[] {0, 100, 200, 0, 200},
            new float[] {0, 0, 0, -30, -30},
            new int[] {0, 1, 0, 3, 4},
            new int[] {1, 2, 3, 4, 2},
            new byte[] {LOCAL, LOCAL, RING, RING, RING});

    private final Router router = new Router(TOWN);

    @Test
    void alongOneStreetTheWayIsTheStreetItself() {
        int there = street(TOWN, 0, 1);
        int back = TOWN.opposite(there);
        assertThat(router.way(there, 10, there, 60)).containsExactly(there);
        assertThat(router.way(there, 60, there, 10)).containsExactly(back);
        // 30 m from the other end is 70 m from this one.
        assertThat(router.way(there, 10, back, 30)).containsExactly(there);
        assertThat(router.way(there, 90, back, 30)).containsExactly(back);
    }

    @Test
    void theQuickWayIsTakenAndNotTheShortOne() {
        // From the very west to the very east: 200 m of local streets, or 260 m of a ring road.
        int[] way = router.way(street(TOWN, 0, 3), 1, street(TOWN, 4, 2), 29);
        assertThat(Arrays.stream(way).mapToObj(TOWN::streetClass)).containsOnly(StreetClass.RING);
        // From the middle the local street is quicker.
        assertThat(router.way(street(TOWN, 0, 1), 95, street(TOWN, 1, 2), 95))
                .containsExactly(street(TOWN, 0, 1), street(TOWN, 1, 2));
    }

    @Test
    void waysHangTogetherAndAreAsQuickAsTheBestOnes() {
        StreetNetwork city = CityPlanner.plan(new CityPlane(525_200_000, 134_050_000, 3_000), 42)
                .streets();
        Router searching = new Router(city);
        SplittableRandom random = new SplittableRandom(1);
        double taken = 0;
        double best = 0;
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(city.streets());
            float[] seconds = secondsFrom(city, city.target(from));
            for (int j = 0; j < 25; j++) {
                int to = random.nextInt(city.streets());
                int[] way = searching.way(from, city.length(from), to, 0);
                assertThat(way[0]).isIn(from, city.opposite(from));
                assertThat(way[way.length - 1]).isIn(to, city.opposite(to));
                for (int step = 1; step < way.length; step++) {
                    assertThat(city.origin(way[step])).isEqualTo(city.target(way[step - 1]));
                }
                taken += way.length < 3 ? 0 : seconds(city, way);
                best += way.length < 3 ? 0 : seconds[city.origin(to)];
            }
        }
        assertThat(taken / best).isCloseTo(1, within(0.02));
    }

    /** Of all but the first and the last street, and the junctions between. */
    private static double seconds(StreetNetwork city, int[] way) {
        double seconds = 0;
        boolean direct = true;
        for (int i = 1; i < way.length; i++) {
            int node = city.origin(way[i]);
            seconds += i < way.length - 1 || !direct ? secondsOf(city, way[i], node) : 0;
        }
        return seconds;
    }

    private static double secondsOf(StreetNetwork city, int street, int node) {
        int ways = city.firstOut(node + 1) - city.firstOut(node);
        return city.length(street) / city.streetClass(street).speed() + (ways > 2 ? 2.5 : 0);
    }

    /** Dijkstra's algorithm, for comparison. */
    private static float[] secondsFrom(StreetNetwork city, int start) {
        float[] seconds = new float[city.nodes()];
        Arrays.fill(seconds, Float.POSITIVE_INFINITY);
        seconds[start] = 0;
        PriorityQueue<float[]> open = new PriorityQueue<>((a, b) -> Float.compare(a[0], b[0]));
        open.add(new float[] {0, start});
        while (!open.isEmpty()) {
            float[] next = open.remove();
            int node = (int) next[1];
            if (next[0] > seconds[node]) {
                continue;
            }
            for (int street = city.firstOut(node); street < city.firstOut(node + 1); street++) {
                float after = seconds[node] + (float) secondsOf(city, street, node);
                if (after < seconds[city.target(street)]) {
                    seconds[city.target(street)] = after;
                    open.add(new float[] {after, city.target(street)});
                }
            }
        }
        return seconds;
    }

    private static int street(StreetNetwork network, int from, int to) {
        for (int street = network.firstOut(from); street < network.firstOut(from + 1); street++) {
            if (network.target(street) == to) {
                return street;
            }
        }
        throw new IllegalArgumentException("no street from " + from + " to " + to);
    }
}
