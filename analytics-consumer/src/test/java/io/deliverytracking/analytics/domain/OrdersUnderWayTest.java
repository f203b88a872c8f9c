package io.deliverytracking.analytics.domain;

import static io.deliverytracking.analytics.domain.AnalyticsFixture.locations;
import static io.deliverytracking.analytics.domain.AnalyticsFixture.ms;
import static io.deliverytracking.analytics.domain.AnalyticsFixture.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.events.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Open orders and stage times. All orders are placed at the origin, north of the centre. */
class OrdersUnderWayTest {

    private static final SourcePartition ORDERS = orders(0);
    private static final Zone NORTH = Zone.NORTH;

    private final AnalyticsFixture stream = new AnalyticsFixture();

    @Test
    void aStageBelongsToTheWindowInWhichItEnded() {
        stream.assigned(ORDERS)
                .order(ORDERS, 1, OrderState.PLACED, 0)
                .order(ORDERS, 1, OrderState.ACCEPTED, 3)
                .order(ORDERS, 1, OrderState.READY, 9)
                .order(ORDERS, 1, OrderState.PICKED_UP, 15)
                .order(ORDERS, 1, OrderState.DELIVERED, 40);
        stream.order(ORDERS, 2, OrderState.PLACED, 130);

        assertThat(stream.closed(WindowSize.TEN_SECONDS, 0).stages())
                .containsOnlyKeys(DeliveryStage.ACCEPT, DeliveryStage.PREPARE);
        assertThat(stream.closed(WindowSize.TEN_SECONDS, 10).stages()).containsOnlyKeys(DeliveryStage.PICK_UP);
        Map<DeliveryStage, StageResult> minute =
                stream.closed(WindowSize.ONE_MINUTE, 0).stages();
        assertThat(minute.get(DeliveryStage.ACCEPT).meanS()).isEqualTo(3);
        assertThat(minute.get(DeliveryStage.PREPARE).meanS()).isEqualTo(6);
        assertThat(minute.get(DeliveryStage.PICK_UP).meanS()).isEqualTo(6);
        assertThat(minute.get(DeliveryStage.RIDE).meanS()).isEqualTo(25);
        assertThat(minute.get(DeliveryStage.TOTAL).quantiles().p99()).isEqualTo(40);
    }

    @Test
    void stepsInAnyOrderAndRepeatedGiveTheSame() {
        stream.assigned(ORDERS)
                .order(ORDERS, 1, OrderState.DELIVERED, 4)
                .order(ORDERS, 1, OrderState.READY, 2)
                .order(ORDERS, 1, OrderState.DELIVERED, 4)
                .order(ORDERS, 1, OrderState.PLACED, 0)
                .order(ORDERS, 1, OrderState.PICKED_UP, 3)
                .order(ORDERS, 1, OrderState.ACCEPTED, 1)
                .order(ORDERS, 1, OrderState.PICKED_UP, 3)
                .order(ORDERS, 2, OrderState.PLACED, 70);

        WindowResult minute = stream.closed(WindowSize.ONE_MINUTE, 0);
        assertThat(minute.ordersByState()).containsExactly(1L, 1L, 1L, 1L, 1L, 0L);
        assertThat(minute.stages()).hasSize(DeliveryStage.values().length);
        assertThat(minute.stages().get(DeliveryStage.RIDE).meanS()).isEqualTo(1);
        assertThat(minute.zone(NORTH).openOrders()).isZero();
        assertThat(minute.zone(NORTH).ordersPlaced()).isEqualTo(1);
        assertThat(minute.zone(NORTH).ordersDelivered()).isEqualTo(1);
    }

    @Test
    void anOrderIsOpenFromItsFirstStepUntilItIsDeliveredOrCancelled() {
        stream.assigned(ORDERS)
                .order(ORDERS, 1, OrderState.PLACED, 0.5)
                .order(ORDERS, 2, OrderState.PLACED, 1.5)
                .order(ORDERS, 1, OrderState.CANCELLED, 2.5)
                .order(ORDERS, 2, OrderState.DELIVERED, 3.5)
                .order(ORDERS, 3, OrderState.PLACED, 70);
        assertThat(List.of(open(0), open(1), open(2), open(3))).containsExactly(1L, 2L, 1L, 0L);
        assertThat(stream.closed(WindowSize.ONE_MINUTE, 0).zone(NORTH).openOrders())
                .isZero();
        assertThat(stream.closed(WindowSize.ONE_SECOND, 0).zone(Zone.SOUTH).openOrders())
                .isZero();
    }

    @Test
    void aLateStepIsInNoBook() {
        stream.assigned(ORDERS)
                .order(ORDERS, 1, OrderState.PLACED, 0)
                .order(ORDERS, 2, OrderState.PLACED, 30)
                .order(ORDERS, 1, OrderState.DELIVERED, 10)
                .order(ORDERS, 3, OrderState.PLACED, 70);
        assertThat(stream.closed(WindowSize.ONE_MINUTE, 0).zone(NORTH).openOrders())
                .isEqualTo(2);
        assertThat(stream.closed(WindowSize.ONE_MINUTE, 0).refused()).isEqualTo(new Refused(1, 0));
        assertThat(stream.closed(WindowSize.ONE_MINUTE, 0).stages()).isEmpty();
    }

    @Test
    void aSilentPartitionOfOrdersHoldsNoWindowBackAndTakesUpItsOrdersAgain() {
        stream.assigned(locations(0), ORDERS).fix(locations(0), 1, 0.2).order(ORDERS, 1, OrderState.PLACED, 0.5);
        for (int second = 1; second <= 20; second++) {
            stream.fix(locations(0), 1, second);
            stream.analytics.elapsed(1_000, Set.of());
        }
        assertThat(stream.analytics.idle(ORDERS)).isTrue();
        assertThat(open(14)).isEqualTo(1);

        stream.order(ORDERS, 1, OrderState.DELIVERED, 20.5)
                .fix(locations(0), 1, 30)
                .order(ORDERS, 2, OrderState.PLACED, 30);
        assertThat(open(20)).isZero();
        assertThat(stream.closed(WindowSize.ONE_SECOND, 20).stages()).containsOnlyKeys(DeliveryStage.TOTAL);
        assertThat(stream.analytics.totals().late()).isZero();
    }

    @Test
    void ordersThatNeverEndAreForgottenWhenTheyAreTooOld() {
        stream.assigned(ORDERS)
                .order(ORDERS, 1, OrderState.PLACED, 0)
                .order(ORDERS, 2, OrderState.PLACED, 7_100)
                .order(ORDERS, 3, OrderState.PLACED, 7_400);
        assertThat(stream.analytics.openOrders())
                .as("all were placed at the origin")
                .isZero();
        assertThat(stream.analytics.forgottenOrders()).isEqualTo(2);
    }

    @Test
    void ofTooManyOrdersTheOldestAreForgotten() {
        int max = AnalyticsFixture.SETTINGS.maxOrders();
        List<OrderStep> steps = new ArrayList<>();
        for (int order = 1; order <= max + 10; order++) {
            steps.add(new OrderStep(order, ms(1), ms(1), order, OrderState.PLACED, ms(1), 482_100_000, 163_700_000));
        }
        stream.assigned(ORDERS);
        stream.analytics.addOrderSteps(ORDERS, steps);
        stream.analytics.addOrderSteps(
                ORDERS,
                List.of(new OrderStep(
                        max + 20, ms(10), ms(10), 5, OrderState.PLACED, ms(1), 482_100_000, 163_700_000)));
        assertThat(stream.analytics.openOrders()).isEqualTo(max);
        assertThat(stream.analytics.forgottenOrders()).isEqualTo(10);
        assertThat(stream.analytics.rebuildPoint(ORDERS).offset())
                .as("nothing is read again for those that were forgotten")
                .isLessThanOrEqualTo(11);
    }

    @Test
    void readingBeginsWithTheFirstStepOfTheOldestOrderUnderWay() {
        stream.assigned(ORDERS)
                .order(ORDERS, 1, OrderState.PLACED, 0)
                .order(ORDERS, 2, OrderState.PLACED, 1)
                .order(ORDERS, 1, OrderState.DELIVERED, 30)
                .order(ORDERS, 3, OrderState.PLACED, 100);
        assertThat(stream.analytics.rebuildPoint(ORDERS).offset()).isZero();

        stream.order(ORDERS, 4, OrderState.PLACED, 130).order(ORDERS, 5, OrderState.PLACED, 190);
        RebuildPoint point = stream.analytics.rebuildPoint(ORDERS);
        assertThat(point.offset()).as("order 1 has ended two minutes ago").isEqualTo(1);
        assertThat(point.watermarkMs()).isEqualTo(ms(0) - AnalyticsFixture.SETTINGS.outOfOrdernessMs());
    }

    @Test
    void aStepThatHadBeenLateIsLateAgainWhenItIsReadAgain() {
        long closedSecond = AnalyticsFixture.ORIGIN_SECOND + 120;
        stream.analytics.assign(Map.of(ORDERS, new RebuildPoint(0, 20, closedSecond, ms(110))));
        stream.order(ORDERS, 1, OrderState.PLACED, 30).order(ORDERS, 2, OrderState.PLACED, 110);
        assertThat(stream.analytics.openOrders())
                .as("the second one was on time")
                .isEqualTo(1);
        assertThat(stream.analytics.totals().rebuilt()).isEqualTo(2);
    }

    private long open(int second) {
        return stream.history
                .at(WindowSize.ONE_SECOND, ms(second))
                .orElseThrow()
                .zone(NORTH)
                .openOrders();
    }
}
