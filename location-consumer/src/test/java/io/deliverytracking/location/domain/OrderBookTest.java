package io.deliverytracking.location.domain;

import static io.deliverytracking.location.domain.OrderState.ACCEPTED;
import static io.deliverytracking.location.domain.OrderState.CANCELLED;
import static io.deliverytracking.location.domain.OrderState.DELIVERED;
import static io.deliverytracking.location.domain.OrderState.PICKED_UP;
import static io.deliverytracking.location.domain.OrderState.PLACED;
import static io.deliverytracking.location.domain.OrderState.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.location.domain.OrderBook.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderBookTest {

    private static final OrderUpdate.Place SOMEWHERE = new OrderUpdate.Place(1, 2);

    private final OrderBook book = new OrderBook();

    @Test
    void anOrderWalksFromPlacedToDelivered() {
        long time = 0;
        for (OrderState state : List.of(PLACED, ACCEPTED, READY, PICKED_UP, DELIVERED)) {
            assertThat(book.apply(update(1, state, ++time))).isEqualTo(Outcome.ADVANCED);
            assertThat(stateOf(1)).isEqualTo(state);
        }
        assertThat(found(1).enteredAtMs())
                .containsEntry(PLACED, 1L)
                .containsEntry(READY, 3L)
                .containsEntry(DELIVERED, 5L);
    }

    @Test
    void anUpdateForAStatePassedAddsItsTimeAndLeavesTheState() {
        book.apply(update(1, READY, 30));
        assertThat(book.apply(update(1, ACCEPTED, 20))).isEqualTo(Outcome.PASSED);
        assertThat(stateOf(1)).isEqualTo(READY);
        assertThat(found(1).enteredAtMs()).containsEntry(ACCEPTED, 20L);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedUpdateChangesNothing(OrderState state) {
        book.apply(update(1, state, 10));
        TrackedOrder before = found(1);
        assertThat(book.apply(update(1, state, 10))).isEqualTo(Outcome.PASSED);
        assertThat(found(1)).isEqualTo(before);
    }

    @Test
    void openOrdersAreListedWithTheLastUpdatedFirst() {
        book.apply(update(1, PLACED, 1));
        book.apply(update(2, PLACED, 2));
        book.apply(update(3, PLACED, 3));
        book.apply(update(4, PLACED, 4));
        book.apply(update(1, ACCEPTED, 5));
        book.apply(update(4, DELIVERED, 6));
        book.apply(update(2, PLACED, 7));
        assertThat(book.latestOpen(10))
                .extracting(order -> order.latest().orderId())
                .containsExactly(1L, 3L, 2L);
        assertThat(book.latestOpen(2)).hasSize(2);
        book.forget(3, 0, 10);
        assertThat(book.latestOpen(10))
                .extracting(order -> order.latest().orderId())
                .containsExactly(1L, 3L);
    }

    @Test
    void anyOpenOrderCanBeCancelled() {
        for (OrderState state : List.of(PLACED, ACCEPTED, READY, PICKED_UP)) {
            long orderId = 1 + state.ordinal();
            book.apply(update(orderId, state, 1));
            assertThat(book.apply(update(orderId, CANCELLED, 2))).isEqualTo(Outcome.ADVANCED);
            assertThat(stateOf(orderId)).isEqualTo(CANCELLED);
        }
    }

    @Test
    void aFinishedOrderStaysAsItEnded() {
        book.apply(update(1, DELIVERED, 5));
        assertThat(book.apply(update(1, CANCELLED, 6))).isEqualTo(Outcome.REFUSED);
        book.apply(update(2, CANCELLED, 5));
        assertThat(book.apply(update(2, DELIVERED, 6))).isEqualTo(Outcome.REFUSED);
        assertThat(book.apply(update(2, READY, 4))).isEqualTo(Outcome.PASSED);
        assertThat(stateOf(1)).isEqualTo(DELIVERED);
        assertThat(stateOf(2)).isEqualTo(CANCELLED);
    }

    @Test
    void oldOrdersAreForgottenOpenOnesLaterThanFinishedOnes() {
        book.apply(update(1, PLACED, 10));
        book.apply(update(2, DELIVERED, 10));
        book.apply(update(3, PLACED, 1));
        book.apply(update(3, ACCEPTED, 50));
        assertThat(book.forget(0, 11, 100)).isEqualTo(1);
        assertThat(book.find(2)).isNull();
        assertThat(book.forget(11, 11, 100)).isEqualTo(1);
        assertThat(book.find(1)).isNull();
        assertThat(stateOf(3)).isEqualTo(ACCEPTED);
    }

    @Test
    void anOrderFromTheFutureKeepsNoOtherFromBeingForgotten() {
        book.apply(update(1, DELIVERED, 5_000));
        book.apply(update(2, DELIVERED, 10));
        book.apply(update(3, DELIVERED, 60));
        assertThat(book.forget(50, 50, 100)).isEqualTo(1);
        assertThat(book.find(2)).isNull();
        assertThat(stateOf(1)).isEqualTo(DELIVERED);
        assertThat(stateOf(3)).isEqualTo(DELIVERED);
    }

    @Test
    void theMapShowsAnOrderWithItsRidersPosition() {
        LiveMap map = new LiveMap(
                100_000, new Retention(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
        map.accept(List.of(update(1, PLACED, 1, null)));
        assertThat(map.order(1).orElseThrow().rider()).isNull();
        map.accept(List.of(update(1, ACCEPTED, 2, 7)));
        assertThat(map.order(1).orElseThrow().rider()).isNull();
        map.accept(Fixes.fixes().rider(7, 1, 0, 10, 20).carrying(1).batch());
        TrackedOrder order = map.order(1).orElseThrow();
        assertThat(order.latest().state()).isEqualTo(ACCEPTED);
        assertThat(order.rider()).isNotNull().satisfies(rider -> {
            assertThat(rider.latitudeE7()).isEqualTo(10);
            assertThat(rider.orderId()).isEqualTo(1);
        });
        assertThat(map.order(2)).isEmpty();
    }

    private TrackedOrder found(long orderId) {
        return Objects.requireNonNull(book.find(orderId));
    }

    private OrderState stateOf(long orderId) {
        return found(orderId).latest().state();
    }

    private static OrderUpdate update(long orderId, OrderState state, long timeMs) {
        return update(orderId, state, timeMs, 7);
    }

    private static OrderUpdate update(long orderId, OrderState state, long timeMs, @Nullable Integer riderId) {
        return new OrderUpdate(orderId, state, timeMs, timeMs, 1, 1, riderId, 1, null, null, SOMEWHERE, SOMEWHERE);
    }
}
