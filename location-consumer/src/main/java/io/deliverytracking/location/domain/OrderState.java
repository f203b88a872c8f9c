package io.deliverytracking.location.domain;

/**
 * The life of an order.
 *
 * <pre>
 *   PLACED -> ACCEPTED -> READY -> PICKED_UP -> DELIVERED
 *      \          \         \          \
 *       '----------'---------'----------'--> CANCELLED
 * </pre>
 *
 * <p>States only go forward. Steps may be skipped: an update can be missing (it may have expired before this service
 * started), and what came after it is still true.
 */
public enum OrderState {
    PLACED,
    ACCEPTED,
    READY,
    PICKED_UP,
    DELIVERED,
    CANCELLED;

    public boolean isFinal() {
        return this == DELIVERED || this == CANCELLED;
    }

    boolean mayBecome(OrderState next) {
        return !isFinal() && next.compareTo(this) > 0;
    }
}
