package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.LocationEncoder;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import io.deliverytracking.simulator.domain.Workload;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final long START_MS = 1_772_000_000_000L;
    private static final long FIRST_ORDER = 7_000_000_000_000_000L;
    private static final CityPlane BERLIN = new CityPlane(525_200_000, 134_050_000, 3_000);
    private static final long NOON_MS = 43_200_000;

    private final RecordingOutlet outlet = new RecordingOutlet();

    @Test
    void theSameSeedGivesTheSameEvents() {
        RecordingOutlet again = new RecordingOutlet();
        RecordingOutlet other = new RecordingOutlet();
        List<String> first = texts(run(workload(200, 1, 42), 120, outlet));
        assertThat(first).isEqualTo(texts(run(workload(200, 1, 42), 120, again)));
        assertThat(outlet.orders).isEqualTo(again.orders).isNotEmpty();
        assertThat(first).isNotEqualTo(texts(run(workload(200, 1, 43), 120, other)));
    }

    @Test
    void fallingBehindDoesNotChangeTheEvents() {
        RecordingOutlet late = new RecordingOutlet();
        FleetWorkload stalled = workload(50, 1, 42);
        List<Fix> events = new ArrayList<>();
        // Sixty seconds in three gulps instead of as they come.
        for (int second = 20; second <= 60; second += 20) {
            drain(stalled, second * 1_000_000_000L, late, events);
        }
        assertThat(texts(events)).isEqualTo(texts(run(workload(50, 1, 42), 60, outlet)));
    }

    @Test
    void everyFixIsALegalEvent() {
        LocationEncoder encoder = new LocationEncoder();
        for (Fix fix : run(workload(300, 1, 1), 900, outlet)) {
            encoder.encode(
                    fix.riderId,
                    START_MS,
                    0,
                    fix.orderId,
                    fix.eventTimeMs,
                    fix.latitudeE7,
                    fix.longitudeE7,
                    fix.speedCmS,
                    fix.headingDeg,
                    fix.accuracyM,
                    fix.status);
        }
    }

    @Test
    void ridersMoveLikeRiders() {
        Map<Integer, Fix> last = new HashMap<>();
        double metresPerE7 = 0.0111195;
        double cos = Math.cos(Math.toRadians(52.52));
        int moving = 0;
        for (Fix fix : run(workload(300, 1, 2), 900, outlet)) {
            // The greatest streets' limit.
            assertThat(fix.speedCmS).isLessThanOrEqualTo(1_100);
            assertThat(fix.accuracyM).isBetween(3, 60);
            Fix before = last.put(fix.riderId, fix);
            if (before != null) {
                double north = (fix.latitudeE7 - before.latitudeE7) * metresPerE7;
                double east = (fix.longitudeE7 - before.longitudeE7) * metresPerE7 * cos;
                // The way of one second at top speed, and the step that the noise may take.
                assertThat(Math.hypot(north, east)).isLessThan(11 + 5);
                moving += fix.speedCmS > 0 ? 1 : 0;
            }
            double fromCentre = Math.hypot(
                    (fix.latitudeE7 - 525_200_000) * metresPerE7, (fix.longitudeE7 - 134_050_000) * metresPerE7 * cos);
            assertThat(fromCentre).isLessThan(3_000 + 30);
        }
        assertThat(moving).isGreaterThan(50_000);
    }

    @Test
    void anOrderIsCarriedExactlyWhileTheRiderIsBusy() {
        Set<Integer> seen = new HashSet<>();
        for (Fix fix : run(workload(300, 1, 3), 1_200, outlet)) {
            assertThat(fix.orderId == 0).isEqualTo(fix.status == RiderStatus.RIDER_STATUS_IDLE_VALUE);
            seen.add(fix.status);
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void everyOrderLivesALegalLife() {
        run(workload(300, 1, 4), 2_400, outlet);
        Map<Long, RestaurantUpdate> last = new HashMap<>();
        Map<OrderState, Integer> ends = new EnumMap<>(OrderState.class);
        for (RestaurantUpdate update : outlet.orders) {
            RestaurantUpdate before = last.put(update.getOrderId(), update);
            OrderState state = update.getState();
            if (before == null) {
                assertThat(state).isEqualTo(OrderState.ORDER_STATE_PLACED);
                assertThat(update.hasRiderId()).isFalse();
                assertThat(update.getEventTimeMs()).isEqualTo(update.getPlacedAtMs());
            } else {
                assertThat(before.getState())
                        .isNotIn(OrderState.ORDER_STATE_DELIVERED, OrderState.ORDER_STATE_CANCELLED);
                if (state != OrderState.ORDER_STATE_CANCELLED) {
                    assertThat(state.getNumber()).isEqualTo(before.getStateValue() + 1);
                    assertThat(update.hasRiderId()).isTrue();
                    assertThat(update.getPromisedAtMs()).isGreaterThan(update.getReadyAtMs());
                }
                assertThat(update.getPlacedAtMs()).isEqualTo(before.getPlacedAtMs());
                assertThat(update.getEventTimeMs()).isGreaterThanOrEqualTo(before.getEventTimeMs());
                assertThat(update.getRestaurantLatitudeE7()).isEqualTo(before.getRestaurantLatitudeE7());
                if (before.hasRiderId()) {
                    assertThat(update.getRiderId()).isEqualTo(before.getRiderId());
                }
            }
            ends.merge(state, 1, Integer::sum);
        }
        assertThat(last.keySet().stream().mapToLong(Long::longValue).min()).hasValue(FIRST_ORDER);
        int placed = ends.get(OrderState.ORDER_STATE_PLACED);
        // 300 riders, 6 an hour, 40 minutes: 1200 expected, four standard deviations are 140.
        assertThat(placed).isBetween(1_060, 1_340);
        assertThat(ends.get(OrderState.ORDER_STATE_DELIVERED)).isGreaterThan(placed / 2);
        // A tenth is to be cancelled; some of them are delivered before.
        assertThat(ends.get(OrderState.ORDER_STATE_CANCELLED)).isBetween(placed / 20, placed / 8);
    }

    @Test
    void timeStandsStillDuringAPause() {
        FleetWorkload workload = workload(100, 1, 5);
        List<Fix> events = new ArrayList<>();
        drain(workload, 60_000_000_000L, outlet, events);
        workload.pause(60_000_000_001L);
        int orders = outlet.orders.size();
        long hour = 3_660_000_000_000L;
        assertThat(workload.nextNs()).isEqualTo(Workload.NEVER);
        workload.resume(hour);
        Map<Integer, Fix> before = new HashMap<>();
        events.forEach(fix -> before.put(fix.riderId, fix));
        List<Fix> after = new ArrayList<>();
        drain(workload, hour + 1_000_000_000L, outlet, after);
        for (Fix fix : after.subList(0, 100)) {
            assertThat(fix.eventTimeMs).isGreaterThanOrEqualTo(START_MS + 3_660_000);
            Fix last = before.get(fix.riderId);
            assertThat(Math.abs(fix.latitudeE7 - last.latitudeE7) * 0.0111195).isLessThan(30);
        }
        // Not an hour's worth of orders at once.
        assertThat(outlet.orders.size() - orders).isLessThan(10);
    }

    @Test
    void ridersWhoLeaveHandTheirOrdersBack() {
        FleetWorkload workload = workload(300, 1, 6);
        List<Fix> events = new ArrayList<>();
        drain(workload, 300_000_000_000L, outlet, events);
        int open = workload.fleet().ordersOpen();
        assertThat(open).isGreaterThan(50);
        workload.changeRiders(1, 300_000_000_001L, outlet);
        assertThat(workload.fleet().idleRiders()).isLessThanOrEqualTo(1);
        assertThat(workload.fleet().ordersOpen()).isLessThan(open);

        workload.changeRiders(400, 301_000_000_000L, outlet);
        events.clear();
        drain(workload, 302_500_000_000L, outlet, events);
        assertThat(events.stream().map(fix -> fix.riderId).distinct()).hasSize(400);
    }

    @Test
    void withoutDemandEverybodyIsIdle() {
        CitySettings quiet = new CitySettings(BERLIN, 1, 0, 0, NOON_MS, 1);
        Fleet fleet = new Fleet(quiet, CityPlanner.plan(BERLIN, 1), 50, START_MS, FIRST_ORDER, START_MS);
        run(new FleetWorkload(fleet, 1, 0, START_MS), 600, outlet);
        assertThat(outlet.orders).isEmpty();
        assertThat(fleet.idleRiders()).isEqualTo(50);
    }

    private static FleetWorkload workload(int riders, double rateHz, long seed) {
        CitySettings city = new CitySettings(BERLIN, seed, 6 / DayProfile.demand(NOON_MS), 0.1, NOON_MS, 0);
        Fleet fleet = new Fleet(city, CityPlanner.plan(BERLIN, seed), riders, START_MS, FIRST_ORDER, START_MS);
        return new FleetWorkload(fleet, rateHz, 0, START_MS);
    }

    private static List<Fix> run(FleetWorkload workload, int seconds, RecordingOutlet outlet) {
        List<Fix> events = new ArrayList<>();
        drain(workload, seconds * 1_000_000_000L, outlet, events);
        return events;
    }

    private static void drain(FleetWorkload workload, long untilNs, RecordingOutlet outlet, List<Fix> events) {
        Fix fix = new Fix();
        while (workload.nextNs() <= untilNs) {
            workload.take(fix, outlet);
            events.add(fix.copy());
        }
    }

    private static List<String> texts(List<Fix> fixes) {
        return fixes.stream().map(RecordingOutlet::text).toList();
    }
}
