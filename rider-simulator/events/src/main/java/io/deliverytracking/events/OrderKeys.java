package io.deliverytracking.events;

import org.jspecify.annotations.Nullable;

/** Record keys of {@link Topics#RESTAURANT_UPDATES}: the order id (1 to 2^53 - 1) as decimal UTF-8 digits. */
public final class OrderKeys {

    private OrderKeys() {}

    /** The key of {@code orderId}. */
    public static byte[] encode(long orderId) {
        if (orderId < 1 || orderId > Limits.MAX_EXACT_IN_JAVASCRIPT) {
            throw new IllegalArgumentException("order id " + orderId + " is outside of 1 to 2^53 - 1");
        }
        return DecimalDigits.encode(orderId);
    }

    /**
     * The order id of {@code key}.
     *
     * @throws MalformedEventException if the key is absent or is not the one spelling of an order id
     */
    public static long decode(byte @Nullable [] key) {
        long orderId = key == null ? -1 : DecimalDigits.decode(key, Limits.MAX_EXACT_IN_JAVASCRIPT);
        if (orderId < 0) {
            throw MalformedEventException.badKey("order id", key);
        }
        return orderId;
    }
}
