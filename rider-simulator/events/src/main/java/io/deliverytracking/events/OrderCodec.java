package io.deliverytracking.events;

import com.google.protobuf.InvalidProtocolBufferException;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to and from {@link RestaurantUpdate}: what comes out of {@link #decode} keeps every rule of the contract.
 *
 * <p>Stateless; any thread. Checks one update by itself; whether it may follow another one is the reader's business.
 */
public final class OrderCodec {

    /** The version that this build writes and the only one it reads. */
    public static final int SCHEMA_VERSION = 1;

    private static final String MESSAGE = "RestaurantUpdate";

    private OrderCodec() {}

    /** The bytes of {@code update}, after the same checks that {@link #decode} makes: a bad event is never sent. */
    public static byte[] encode(RestaurantUpdate update) {
        check(update);
        return update.toByteArray();
    }

    /**
     * The event in {@code bytes}.
     *
     * @throws UnknownEventVersionException if the bytes were written by another version of the contract
     * @throws MalformedEventException if they break the contract in any other way
     */
    public static RestaurantUpdate decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw MalformedEventException.noValue(MESSAGE);
        }
        RestaurantUpdate update;
        try {
            update = RestaurantUpdate.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw MalformedEventException.brokenBytes(MESSAGE, bytes.length, e);
        }
        check(update);
        return update;
    }

    private static void check(RestaurantUpdate update) {
        int version = update.getSchemaVersion();
        if (version == 0) {
            throw MalformedEventException.missing("schema_version");
        }
        if (version != SCHEMA_VERSION) {
            throw new UnknownEventVersionException(MESSAGE, version, SCHEMA_VERSION);
        }
        Limits.requirePresent("order_id", update.getOrderId(), Limits.MAX_EXACT_IN_JAVASCRIPT);
        Limits.requirePresent("state", update.getStateValue(), OrderState.ORDER_STATE_CANCELLED_VALUE);
        Limits.requirePresent("event_time_ms", update.getEventTimeMs(), Limits.MAX_EVENT_TIME_MS);
        Limits.requirePresent("restaurant_id", Integer.toUnsignedLong(update.getRestaurantId()), Integer.MAX_VALUE);
        Limits.requirePresent("customer_id", Integer.toUnsignedLong(update.getCustomerId()), Integer.MAX_VALUE);
        if (update.hasRiderId()) {
            Limits.requireRange("rider_id", Integer.toUnsignedLong(update.getRiderId()), 1, Integer.MAX_VALUE);
        }
        Limits.requirePresent("placed_at_ms", update.getPlacedAtMs(), Limits.MAX_EVENT_TIME_MS);
        if (update.hasReadyAtMs()) {
            Limits.requireRange("ready_at_ms", update.getReadyAtMs(), 1, Limits.MAX_EVENT_TIME_MS);
        }
        if (update.hasPromisedAtMs()) {
            Limits.requireRange("promised_at_ms", update.getPromisedAtMs(), 1, Limits.MAX_EVENT_TIME_MS);
        }
        checkPlace(
                "restaurant",
                update.hasRestaurantLatitudeE7() && update.hasRestaurantLongitudeE7(),
                update.getRestaurantLatitudeE7(),
                update.getRestaurantLongitudeE7());
        checkPlace(
                "customer",
                update.hasCustomerLatitudeE7() && update.hasCustomerLongitudeE7(),
                update.getCustomerLatitudeE7(),
                update.getCustomerLongitudeE7());
        Limits.requirePresent("session", update.getSession(), Limits.MAX_EXACT_IN_JAVASCRIPT);
    }

    private static void checkPlace(String place, boolean present, int latitudeE7, int longitudeE7) {
        Limits.requirePresent(place + " position", present);
        Limits.requireRange(place + "_latitude_e7", latitudeE7, -Limits.MAX_LATITUDE_E7, Limits.MAX_LATITUDE_E7);
        Limits.requireRange(place + "_longitude_e7", longitudeE7, -Limits.MAX_LONGITUDE_E7, Limits.MAX_LONGITUDE_E7);
    }
}
