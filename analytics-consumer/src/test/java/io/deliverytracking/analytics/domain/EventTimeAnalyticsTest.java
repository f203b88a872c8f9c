package io.deliverytracking.analytics.domain;

import static io.deliverytracking.analytics.domain.AnalyticsFixture.locations;
import static io.deliverytracking.analytics.domain.AnalyticsFixture.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.events.Zone;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Out of orderness 2 s and allowed lateness 3 s: a second closes when its end is 5 s behind the newest event. */
class EventTimeAnalyticsTest {

    private final AnalyticsFixture stream = new AnalyticsFixture();

    @Test
    void aSecondClosesWhenEventTimeHasPassedItsEndByDisorderAndLateness() {
        stream.assigned(locations(0)).fix(locations(0), 1, 0.5).fix(locations(0), 1, 5.999);
        assertThat(stream.closedSeconds()).isEmpty();

        stream.fix(locations(0), 1, 6);
        assertThat(stream.closedSeconds()).containsExactly(0L);
    }

    @Test
    void countsEventsAndDifferentRidersAndMeanSpeed() {
        stream.assigned(locations(0))
                .fix(locations(0), 1, 0.1)
                .fix(locations(0), 2, 0.2)
                .fix(locations(0), 1, 0.9)
                .fix(locations(0), 1, 20);

        WindowResult window = stream.closed(WindowSize.ONE_SECOND, 0);
        assertThat(window.events()).isEqualTo(3);
        assertThat(window.activeRiders()).isEqualTo(2);
        assertThat(window.meanSpeedMS()).isEqualTo(5);
        assertThat(window.zone(Zone.NORTH).riders()).isEqualTo(2);
        assertThat(window.zone(Zone.SOUTH).riders()).isZero();
    }

    @Test
    void longerWindowsAreTheUnionOfTheirSeconds() {
        stream.assigned(locations(0))
                .fix(locations(0), 1, 1)
                .fix(locations(0), 2, 4)
                .fix(locations(0), 1, 9.9)
                .fix(locations(0), 3, 10)
                .fix(locations(0), 3, 70);

        WindowResult tenSeconds = stream.closed(WindowSize.TEN_SECONDS, 0);
        assertThat(tenSeconds.events()).isEqualTo(3);
        assertThat(tenSeconds.activeRiders()).isEqualTo(2);
        assertThat(tenSeconds.eventsPerSecond()).isEqualTo(0.3);
        WindowResult minute = stream.closed(WindowSize.ONE_MINUTE, 0);
        assertThat(minute.events()).isEqualTo(4);
        assertThat(minute.activeRiders()).isEqualTo(3);
    }

    @Test
    void anEventWithinTheAllowedLatenessStillCounts() {
        stream.assigned(locations(0))
                .fix(locations(0), 1, 5.9)
                .fix(locations(0), 2, 0.5)
                .fix(locations(0), 1, 20);

        assertThat(stream.closed(WindowSize.ONE_SECOND, 0).events()).isEqualTo(1);
        assertThat(stream.analytics.totals()).isEqualTo(new AnalyticsTotals(3, 0, 0, 0));
    }

    @Test
    void anEventBeyondTheAllowedLatenessIsCountedAndFoldedNowhere() {
        stream.assigned(locations(0))
                .fix(locations(0), 1, 6)
                .fix(locations(0), 2, 0.999)
                .fix(locations(0), 1, 30);

        assertThat(stream.closedSeconds()).containsExactly(6L);
        assertThat(stream.analytics.totals()).isEqualTo(new AnalyticsTotals(2, 1, 0, 0));
    }

    @Test
    void theSlowestPartitionHoldsEventTimeBack() {
        stream.assigned(locations(0), locations(1))
                .fix(locations(0), 1, 0.5)
                .fix(locations(0), 1, 30)
                .fix(locations(1), 2, 0.7);
        assertThat(stream.closedSeconds()).isEmpty();

        stream.fix(locations(1), 2, 6);
        assertThat(stream.closed(WindowSize.ONE_SECOND, 0).events()).isEqualTo(2);
    }

    @Test
    void aPartitionThatIsSilentWhileOthersDeliverHoldsNothingBack() {
        stream.assigned(locations(0), locations(1)).fix(locations(1), 2, 0.5);
        for (int second = 1; second <= 5; second++) {
            stream.fix(locations(0), 1, second + 10);
            assertThat(stream.closedSeconds()).isEmpty();
            stream.analytics.elapsed(1_000, Set.of());
        }

        assertThat(stream.analytics.idle(locations(1))).isTrue();
        assertThat(stream.closedSeconds()).contains(0L);
    }

    @Test
    void aPartitionWithABacklogIsNotSilentHoweverLongTheReaderTakes() {
        stream.assigned(locations(0), locations(1)).fix(locations(1), 2, 0.5);
        for (int second = 1; second <= 60; second++) {
            stream.fix(locations(0), 1, second + 10);
            stream.analytics.elapsed(1_000, Set.of(locations(1)));
        }

        assertThat(stream.analytics.idle(locations(1))).isFalse();
        assertThat(stream.closedSeconds()).isEmpty();
        stream.fix(locations(1), 2, 0.7);
        assertThat(stream.analytics.totals().late()).isZero();
    }

    @Test
    void nobodyBecomesIdleWhileTheBrokerIsAway() {
        stream.assigned(locations(0), locations(1)).fix(locations(0), 1, 0.5).fix(locations(1), 2, 0.5);
        stream.analytics.elapsed(1_000, Set.of());
        for (int second = 0; second < 60; second++) {
            stream.analytics.elapsed(1_000, Set.of());
        }

        stream.fix(locations(0), 1, 60);
        assertThat(stream.closedSeconds()).isEmpty();
        stream.fix(locations(1), 2, 1.5).fix(locations(1), 2, 60);
        assertThat(stream.analytics.totals().late()).isZero();
        assertThat(stream.closed(WindowSize.ONE_SECOND, 1).events()).isEqualTo(1);
    }

    @Test
    void aClockAnHourAheadClosesNobodysWindows() {
        stream.assigned(locations(0))
                .fix(locations(0), 1, 0.5)
                .fix(locations(0), 666, 3_600, 0.6)
                .fix(locations(0), 2, 0.7)
                .fix(locations(0), 1, 6);

        assertThat(stream.closed(WindowSize.ONE_SECOND, 0).events()).isEqualTo(2);
        assertThat(stream.analytics.totals()).isEqualTo(new AnalyticsTotals(3, 0, 1, 0));
    }

    @Test
    void aClockThatRunsAheadWithinTheAllowanceClosesNobodysWindows() {
        // 50 s ahead, which the settings tolerate: the event counts, in its own second.
        stream.assigned(locations(0))
                .fix(locations(0), 1, 0.5)
                .fix(locations(0), 666, 50.6, 0.6)
                .fix(locations(0), 2, 0.7);
        assertThat(stream.closedSeconds()).isEmpty();

        stream.fix(locations(0), 1, 57);
        assertThat(stream.closed(WindowSize.ONE_SECOND, 0).events()).isEqualTo(2);
        assertThat(stream.closed(WindowSize.ONE_SECOND, 50).events()).isEqualTo(1);
    }

    @Test
    void aRepeatedOrderStepCountsOnce() {
        stream.assigned(orders(0))
                .order(orders(0), 1, OrderState.PLACED, 0.1)
                .order(orders(0), 1, OrderState.PLACED, 0.1)
                .order(orders(0), 2, OrderState.PLACED, 70);
        assertThat(stream.closed(WindowSize.ONE_SECOND, 0).orders(OrderState.PLACED))
                .isEqualTo(1);
        assertThat(stream.closed(WindowSize.ONE_MINUTE, 0).orders(OrderState.PLACED))
                .isEqualTo(1);
    }

    @Test
    void aTraceOfLongAgoIsCountedInItsOwnTime() {
        double elevenYears = 11 * 365 * 86_400.0;
        stream.assigned(locations(0)).fix(locations(0), 1, 0.5, elevenYears).fix(locations(0), 1, 6, elevenYears + 1);

        assertThat(stream.closedSeconds()).containsExactly(0L);
    }

    @Test
    void ordersAreCountedByTheStateTheyEntered() {
        stream.assigned(orders(0))
                .order(orders(0), 1, OrderState.PLACED, 0.1)
                .order(orders(0), 2, OrderState.PLACED, 0.2)
                .order(orders(0), 1, OrderState.DELIVERED, 0.3)
                .order(orders(0), 2, OrderState.CANCELLED, 10);

        WindowResult window = stream.closed(WindowSize.ONE_SECOND, 0);
        assertThat(window.orders(OrderState.PLACED)).isEqualTo(2);
        assertThat(window.orders(OrderState.DELIVERED)).isEqualTo(1);
        assertThat(window.orders(OrderState.CANCELLED)).isZero();
        assertThat(window.events()).isZero();
    }

    @Test
    void secondsBeforeTheEpochAreFloored() {
        double beforeEpoch = -AnalyticsFixture.ORIGIN_SECOND - 1.5;
        stream.assigned(locations(0)).fix(locations(0), 1, beforeEpoch, 0).fix(locations(0), 1, 0, 0);

        assertThat(stream.closed.get(0).startMs()).isEqualTo(-2_000);
    }

    @Test
    void aPartitionThatIsNotAssignedIsAProgrammingError() {
        stream.assigned(locations(0));
        assertThatThrownBy(() -> stream.fix(locations(7), 1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("partition=7");
    }
}
