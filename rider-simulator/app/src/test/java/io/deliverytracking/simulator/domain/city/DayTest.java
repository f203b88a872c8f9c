package io.deliverytracking.simulator.domain.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.RecordingOutlet;
import io.deliverytracking.simulator.domain.city.plan.CityPlan;
import io.deliverytracking.simulator.domain.city.plan.CityPlanner;
import io.deliverytracking.simulator.domain.city.street.StreetClass;
import org.junit.jupiter.api.Test;

class DayTest {

    private static final double HOUR_MS = 3_600_000;
    private static final CityPlane PLANE = new CityPlane(0, 0, 1_000);
    private static final CityPlan CITY = CityPlanner.plan(PLANE, 42);

    @Test
    void peopleOrderMostAtLunchAndAtDinner() {
        assertThat(demand(12.5)).isGreaterThan(2).isGreaterThan(demand(11)).isGreaterThan(demand(15));
        assertThat(demand(19.5)).isGreaterThan(demand(12.5)).isEqualTo(DayProfile.MOST_DEMAND);
        assertThat(demand(3.5)).isLessThan(0.2);
        double sum = 0;
        for (int minute = 0; minute < 1_440; minute++) {
            sum += demand(minute / 60.0);
            assertThat(demand(minute / 60.0)).isBetween(0.0, DayProfile.MOST_DEMAND);
        }
        assertThat(sum / 1_440).isCloseTo(1, within(0.01));
    }

    @Test
    void trafficIsHeaviestOnGreatStreetsInTheRush() {
        assertThat(DayProfile.traffic(StreetClass.RING, 8 * HOUR_MS)).isCloseTo(0.6, within(0.001));
        assertThat(DayProfile.traffic(StreetClass.RING, 3 * HOUR_MS)).isEqualTo(1);
        assertThat(DayProfile.traffic(StreetClass.LOCAL, 8 * HOUR_MS)).isGreaterThan(0.9);
    }

    @Test
    void theClockRunsAsFastAsItIsToldAndAroundMidnight() {
        DayClock clock = new DayClock(23 * HOUR_MS, 60, 1_000);
        assertThat(clock.timeOfDayMs(1_000)).isEqualTo(23 * HOUR_MS);
        assertThat(clock.timeOfDayMs(1_000 + 120_000)).isEqualTo(HOUR_MS);
        clock.changeFactor(0, 121_000);
        assertThat(clock.timeOfDayMs(900_000)).isEqualTo(HOUR_MS);
        clock.changeFactor(1, 900_000);
        clock.sleep(50_000);
        assertThat(clock.timeOfDayMs(951_000)).isEqualTo(HOUR_MS + 1_000);
        assertThat(clock.timeOfDayMs(949_000)).isEqualTo(HOUR_MS - 1_000);
    }

    /** 24 minutes in which a day of demand passes, while riders ride as ever. */
    @Test
    void aDayInFastMotionHasItsPeaksWhereTheyBelong() {
        FleetWorkload workload = workload(0, 60);
        RecordingOutlet outlet = new RecordingOutlet();
        int[] placedInHour = new int[24];
        Fix fix = new Fix();
        for (int hour = 0; hour < 24; hour++) {
            int before = workload.fleet().ordersPlaced();
            while (workload.nextNs() < (hour + 1) * 60_000_000_000L) {
                workload.take(fix, outlet);
                assertThat(fix.speedCmS).isLessThanOrEqualTo((int) (100 * StreetClass.MAX_SPEED));
            }
            placedInHour[hour] = workload.fleet().ordersPlaced() - before;
        }
        // 400 riders, 30 orders an hour: 200 a minute are the mean. Four standard deviations are 57.
        assertThat(placedInHour[12]).isGreaterThan(2 * placedInHour[10]);
        assertThat(placedInHour[19]).isGreaterThan(placedInHour[12]);
        assertThat(placedInHour[3]).isLessThan(60);
        assertThat(workload.fleet().ordersPlaced()).isCloseTo(24 * 200, within(280));
        assertThat(workload.hour(24 * 60_000_000_000L).timeOfDayMs()).isZero();
    }

    @Test
    void theDayStandsStillDuringAPauseAndWhoLooksOnChangesNothing() {
        FleetWorkload workload = workload((long) (12 * HOUR_MS), 60);
        RecordingOutlet outlet = new RecordingOutlet();
        Fix fix = new Fix();
        while (workload.nextNs() < 60_000_000_000L) {
            workload.take(fix, outlet);
        }
        workload.pause(60_000_000_000L);
        assertThat(workload.hour(500_000_000_000L).timeOfDayMs()).isEqualTo((long) (13 * HOUR_MS));
        workload.resume(600_000_000_000L);
        assertThat(workload.hour(600_000_000_000L).timeOfDayMs()).isEqualTo((long) (13 * HOUR_MS));
        workload.take(fix, outlet);
        assertThat(workload.hour(660_000_000_000L).timeOfDayMs()).isEqualTo((long) (14 * HOUR_MS));
        workload.changeTimeFactor(0, 660_000_000_000L);
        assertThat(workload.hour(999_000_000_000L)).isEqualTo(new CityHour((long) (14 * HOUR_MS), 0, demand(14)));
    }

    @Test
    void settingsOfADayThatIsNoneAreRefused() {
        assertThatThrownBy(() -> new CitySettings(PLANE, 1, 1, 0, 86_400_000, 1))
                .hasMessageContaining("time of day");
        assertThatThrownBy(() -> new CitySettings(PLANE, 1, 1, 0, 0, -1)).hasMessageContaining("time factor");
        assertThatThrownBy(() -> new CitySettings(PLANE, 1, 1, 0, 0, 3_601)).hasMessageContaining("time factor");
    }

    private static FleetWorkload workload(long timeOfDayMs, double timeFactor) {
        CitySettings settings = new CitySettings(PLANE, 42, 30, 0, timeOfDayMs, timeFactor);
        return new FleetWorkload(new Fleet(settings, CITY, 400, 1, 1, 0), 0.2, 0, 0);
    }

    private static double demand(double hour) {
        return DayProfile.demand(hour * HOUR_MS);
    }
}
