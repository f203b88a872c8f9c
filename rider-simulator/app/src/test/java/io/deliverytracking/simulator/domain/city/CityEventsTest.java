package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import io.deliverytracking.simulator.domain.city.plan.Outline;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What leaves the city, seen from outside: on its streets, out of its water, the same for ever. */
class CityEventsTest {

    private static final CityPlane PLANE = new CityPlane(0, 0, 2_500);
    private static final CityPlan CITY = CityPlanner.plan(PLANE, 42);
    private static final double METRES_PER_E7 = 0.01111951;
    private static final long NOON_MS = 43_200_000;

    private final RecordingOutlet outlet = new RecordingOutlet();

    /** On every machine and every JDK: who reports a seed reports all of its events. */
    @Test
    void theEventsOfASeedAreTheSameForEver() throws Exception {
        FleetWorkload workload = workload(CITY, 200);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Fix fix = new Fix();
        while (workload.nextNs() < 600_000_000_000L) {
            workload.take(fix, outlet);
            digest.update(RecordingOutlet.text(fix).getBytes(StandardCharsets.UTF_8));
        }
        for (RestaurantUpdate order : outlet.orders) {
            digest.update(order.toByteArray());
        }
        assertThat(outlet.orders.size()).isGreaterThan(300);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("260dbfde7ec060d1611217b7de3b35253d6986ba1ee72c666e8614e7f3adfc46");
    }

    @Test
    void everyFixIsOnAStreetAsFarAsItsNoiseLetsOneKnow() {
        Nearest streets = new Nearest(CITY.streets(), street -> true);
        FleetWorkload workload = workload(CITY, 300);
        Fix fix = new Fix();
        while (workload.nextNs() < 400_000_000_000L) {
            workload.take(fix, outlet);
            double off = streets.distance(fix.longitudeE7 * METRES_PER_E7, fix.latitudeE7 * METRES_PER_E7);
            assertThat(off).isLessThanOrEqualTo(fix.accuracyM - 3 + 0.6);
        }
        for (RestaurantUpdate order : outlet.orders) {
            assertThat(streets.distance(
                            order.getRestaurantLongitudeE7() * METRES_PER_E7,
                            order.getRestaurantLatitudeE7() * METRES_PER_E7))
                    .isLessThan(0.1);
            assertThat(streets.distance(
                            order.getCustomerLongitudeE7() * METRES_PER_E7,
                            order.getCustomerLatitudeE7() * METRES_PER_E7))
                    .isLessThan(0.1);
        }
    }

    @Test
    void nobodyIsInTheWaterButOnABridge() {
        Outline river = CITY.water().get(0);
        Nearest bridges = new Nearest(CITY.streets(), CITY.streets()::isBridge);
        Nearest onLand = new Nearest(CITY.streets(), street -> !CITY.streets().isBridge(street));
        FleetWorkload workload = workload(CITY, 1_000);
        Fix fix = new Fix();
        int crossing = 0;
        while (workload.nextNs() < 600_000_000_000L) {
            workload.take(fix, outlet);
            double x = fix.longitudeE7 * METRES_PER_E7;
            double y = fix.latitudeE7 * METRES_PER_E7;
            // Beside the river noise alone may let one seem to swim.
            if (river.contains(x, y) && onLand.distance(x, y) > 12) {
                crossing++;
                assertThat(bridges.distance(x, y)).isLessThan(12);
            }
        }
        assertThat(crossing).isGreaterThan(100);
    }

    @Test
    void ridersIdleWhereTheRestaurantsAre() {
        FleetWorkload workload = workload(CITY, 500);
        Fix fix = new Fix();
        double sum = 0;
        int idle = 0;
        while (workload.nextNs() < 900_000_000_000L) {
            workload.take(fix, outlet);
            if (fix.orderId == 0 && fix.speedCmS == 0 && workload.nextNs() > 600_000_000_000L) {
                sum += toNextRestaurant(fix.longitudeE7 * METRES_PER_E7, fix.latitudeE7 * METRES_PER_E7);
                idle++;
            }
        }
        assertThat(idle).isGreaterThan(1_000);
        assertThat(sum / idle).isLessThan(250);
    }

    @Test
    void oneCustomerAlwaysLivesAtTheSamePlace() {
        FleetWorkload workload = workload(CITY, 2_000);
        Fix fix = new Fix();
        while (workload.nextNs() < 300_000_000_000L) {
            workload.take(fix, outlet);
        }
        Map<Integer, Integer> latitudes = new HashMap<>();
        int again = 0;
        for (RestaurantUpdate order : outlet.orders) {
            if (order.getState() == OrderState.ORDER_STATE_PLACED) {
                Integer before = latitudes.put(order.getCustomerId(), order.getCustomerLatitudeE7());
                if (before != null) {
                    again++;
                    assertThat(order.getCustomerLatitudeE7()).isEqualTo(before);
                }
            }
        }
        assertThat(again).isPositive();
    }

    /** The budget is 100 ns a fix; what is checked leaves room for a machine that does other things, too. */
    @Test
    void aHundredThousandRidersAllocateNothingToSpeakOfAndFitTheirTime() {
        CityPlane plane = new CityPlane(525_200_000, 134_050_000, 12_000);
        FleetWorkload workload = workload(CityPlanner.plan(plane, 42), 100_000);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        DiscardingOutlet discarding = new DiscardingOutlet();
        Fix fix = new Fix();
        take(workload, fix, 40, discarding);
        long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long orders = discarding.orders;
        int seconds = 15;
        take(workload, fix, seconds, discarding);
        double fixes = seconds * 100_000.0;
        double bytes = threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
        double nanos = threads.getCurrentThreadCpuTime() - cpuBefore;
        // Ways and orders allocate: some 200 a second of each, a few hundred bytes each.
        assertThat(bytes / fixes).isLessThan(4);
        assertThat(nanos / fixes).isLessThan(1_000);
        assertThat(discarding.orders - orders).isGreaterThan(500);
    }

    private static void take(FleetWorkload workload, Fix fix, int seconds, DiscardingOutlet outlet) {
        for (long i = 0; i < seconds * 100_000L; i++) {
            workload.take(fix, outlet);
        }
    }

    private static FleetWorkload workload(CityPlan city, int riders) {
        CitySettings settings = new CitySettings(city.plane(), 42, 4, 0.05, NOON_MS, 1);
        return new FleetWorkload(new Fleet(settings, city, riders, 1, 1, 0), 1, 0, 0);
    }

    private static double toNextRestaurant(double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < CITY.restaurants().count(); i++) {
            least = Math.min(
                    least,
                    Math.hypot(CITY.restaurants().x(i) - x, CITY.restaurants().y(i) - y));
        }
        return least;
    }
}
