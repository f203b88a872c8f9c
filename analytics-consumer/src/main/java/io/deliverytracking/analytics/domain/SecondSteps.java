package io.deliverytracking.analytics.domain;

import io.deliverytracking.events.Zone;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The order steps of one open second, each once. They enter the books when the second closes: seconds close in order, so the
 * books see the steps in the order of event time, whatever the order in which they came.
 *
 * <p>Not thread-safe.
 */
final class SecondSteps {

    private static final int STATES = OrderState.values().length;

    /** A step, and where it was seen first and last. */
    private record Noted(OrderStep step, Zone zone, SourcePartition partition, LogPlace place, long lastOffset) {

        private Noted seenAgainAt(SourcePartition where, long offset) {
            return where.equals(partition) && offset > lastOffset
                    ? new Noted(step, zone, partition, place, offset)
                    : this;
        }
    }

    private final Map<Long, Noted> steps = new LinkedHashMap<>();

    /** Notes a step that may have been noted before: a producer may repeat it, with the same event time. */
    @SuppressWarnings("EnumOrdinal") // A key that never leaves the process.
    void add(OrderStep step, Zone zone, SourcePartition partition, LogPlace place) {
        steps.merge(
                step.orderId() * STATES + step.state().ordinal(),
                new Noted(step, zone, partition, place, place.offset()),
                (known, again) -> known.seenAgainAt(partition, place.offset()));
    }

    /** The second is over: its steps enter the books, and count in the pane. */
    void close(Pane pane, OrderBook orders) {
        for (Noted noted : steps.values()) {
            orders.enter(noted.step(), noted.zone(), noted.partition(), noted.place(), noted.lastOffset());
            pane.addOrderStep(noted.step().state(), noted.zone());
        }
        // After all have entered: a stage may begin and end in one second.
        for (Noted noted : steps.values()) {
            orders.stagesEndedBy(noted.step(), pane::addStage);
        }
    }
}
