package io.deliverytracking.loadtest.application.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FleetTest {

    private static final long SESSION = 1_700_000_000_000L;
    private static final double CM_PER_E7 = 11_132_000 / 1e7;

    @Test
    void aRiderGetsAsFarInASecondAsItsSpeedSays() {
        Fleet fleet = new Fleet(1, SESSION);
        Event before = ride(fleet, 0, 1);
        for (int i = 0; i < 1_000; i++) {
            Event after = ride(fleet, 0, 1);
            double north = (after.latitudeE7() - before.latitudeE7()) * CM_PER_E7;
            double east = (after.longitudeE7() - before.longitudeE7())
                    * CM_PER_E7
                    * Math.cos(Math.toRadians(after.latitudeE7() / 1e7));
            assertThat(Math.hypot(north, east)).isCloseTo(after.speedCmS(), within(5.0));
            before = after;
        }
    }

    @Test
    void ridersStayInTheCityThoughTheyAreHeardOfRarely() {
        Fleet fleet = new Fleet(20, SESSION);
        for (int i = 0; i < 100_000; i++) {
            Event event = ride(fleet, i % 20, 1_000_000);
            assertThat(event.latitudeE7()).isBetween(523_000_000, 527_500_000);
            assertThat(event.longitudeE7()).isBetween(131_000_000, 137_000_000);
        }
    }

    @Test
    void theSameSessionGivesTheSameRides() {
        Fleet one = new Fleet(5, SESSION);
        Fleet other = new Fleet(5, SESSION);
        for (int i = 0; i < 100; i++) {
            assertThat(ride(one, i % 5, 1).encoded())
                    .isEqualTo(ride(other, i % 5, 1).encoded());
        }
    }

    @Test
    void anOrderIsCarriedThroughThreeStagesAndNoOtherRiderHasIt() {
        Fleet fleet = new Fleet(4, SESSION);
        long[] carriers = new long[100];
        for (int i = 0; i < 8_000; i++) {
            Event event = ride(fleet, i % 4, 1);
            fleet.taken(i % 4);
            assertThat(event.orderId() == 0).isEqualTo(event.status() == 1);
            if (event.orderId() != 0) {
                int order = (int) event.orderId();
                assertThat(carriers[order]).isIn(0L, (long) event.riderId());
                carriers[order] = event.riderId();
            }
        }
    }

    private static Event ride(Fleet fleet, int slot, double seconds) {
        return fleet.ride(slot, seconds, 0, 0, true, SESSION, SESSION);
    }
}
