package io.deliverytracking.location.kafka;

import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.OrderState;
import io.deliverytracking.location.domain.OrderUpdate;
import io.deliverytracking.location.domain.RiderStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * From the bytes of the contract to the words of the domain.
 *
 * <p>Stateless. The parsed message lives for one call and usually not even on the heap.
 */
final class LocationDecoder {

    private static final RiderStatus[] STATUSES = RiderStatus.values();
    private static final OrderState[] STATES = OrderState.values();

    private LocationDecoder() {}

    /** @throws EventFormatException if the bytes are no location; the batch is unchanged then */
    static void decodeFix(ConsumerRecord<byte[], byte[]> record, FixBatch into) {
        RiderLocation location = LocationCodec.decode(record.value());
        into.next(location.getRiderId(), location.getSession(), location.getSequence(), record.timestamp())
                .at(location.getLatitudeE7(), location.getLongitudeE7(), location.getEventTimeMs())
                .moving(
                        location.getSpeedCmS(),
                        location.getHeadingDeg(),
                        location.getAccuracyM(),
                        // 0 is "unspecified", which the codec refuses.
                        STATUSES[location.getStatusValue() - 1]);
        if (location.hasOrderId()) {
            into.carrying(location.getOrderId());
        }
    }

    /** @throws EventFormatException if the bytes are no order update */
    static OrderUpdate decodeOrder(ConsumerRecord<byte[], byte[]> record) {
        RestaurantUpdate update = OrderCodec.decode(record.value());
        return new OrderUpdate(
                update.getOrderId(),
                STATES[update.getStateValue() - 1],
                update.getEventTimeMs(),
                record.timestamp(),
                update.getRestaurantId(),
                update.getCustomerId(),
                update.hasRiderId() ? update.getRiderId() : null,
                update.getPlacedAtMs(),
                update.hasReadyAtMs() ? update.getReadyAtMs() : null,
                update.hasPromisedAtMs() ? update.getPromisedAtMs() : null,
                new OrderUpdate.Place(update.getRestaurantLatitudeE7(), update.getRestaurantLongitudeE7()),
                new OrderUpdate.Place(update.getCustomerLatitudeE7(), update.getCustomerLongitudeE7()));
    }
}
