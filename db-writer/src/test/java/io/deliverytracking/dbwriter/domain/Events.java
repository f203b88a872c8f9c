package io.deliverytracking.dbwriter.domain;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;

/** Valid events for tests, a few words each. */
public final class Events {
    public static final long SESSION = 1_800_000_000_000L;

    private Events() {}

    public static byte[] location(int riderId, int sequence) {
        return location(riderId, SESSION, sequence);
    }

    public static byte[] location(int riderId, long session, int sequence) {
        return LocationCodec.encode(locationBuilder(riderId, session, sequence).build());
    }

    public static RiderLocation.Builder locationBuilder(int riderId, long session, int sequence) {
        return RiderLocation.newBuilder()
                .setSchemaVersion(LocationCodec.SCHEMA_VERSION)
                .setRiderId(riderId)
                .setSession(session)
                .setSequence(sequence)
                .setEventTimeMs(session + sequence * 1000L)
                .setLatitudeE7(525_200_000 + riderId % 1_000_000)
                .setLongitudeE7(134_050_000 - sequence % 1_000_000)
                .setSpeedCmS(450)
                .setHeadingDeg(90)
                .setAccuracyM(5)
                .setStatus(RiderStatus.RIDER_STATUS_IDLE);
    }

    public static byte[] order(long orderId, OrderState state, long eventTimeMs) {
        return OrderCodec.encode(orderBuilder(orderId, state, eventTimeMs).build());
    }

    public static RestaurantUpdate.Builder orderBuilder(long orderId, OrderState state, long eventTimeMs) {
        RestaurantUpdate.Builder update = RestaurantUpdate.newBuilder()
                .setSchemaVersion(OrderCodec.SCHEMA_VERSION)
                .setOrderId(orderId)
                .setState(state)
                .setEventTimeMs(eventTimeMs)
                .setRestaurantId(7)
                .setCustomerId(8)
                .setPlacedAtMs(SESSION)
                .setRestaurantLatitudeE7(525_200_000)
                .setRestaurantLongitudeE7(134_050_000)
                .setCustomerLatitudeE7(525_300_000)
                .setCustomerLongitudeE7(134_150_000)
                .setSession(SESSION);
        return state.getNumber() > OrderState.ORDER_STATE_PLACED_VALUE ? update.setRiderId(42) : update;
    }
}
