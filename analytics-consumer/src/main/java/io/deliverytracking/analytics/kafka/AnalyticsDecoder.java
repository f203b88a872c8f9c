package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.FixBatch;
import io.deliverytracking.analytics.domain.OrderState;
import io.deliverytracking.analytics.domain.OrderStep;
import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * From the bytes of the contract to the words of the domain.
 *
 * <p>Stateless. The parsed message lives for one call and usually not even on the heap.
 */
final class AnalyticsDecoder {

    private static final OrderState[] STATES = OrderState.values();

    private AnalyticsDecoder() {}

    /** @throws EventFormatException if the bytes are no location; the batch is unchanged then */
    static void decodeFix(ConsumerRecord<byte[], byte[]> record, FixBatch into) {
        RiderLocation location = LocationCodec.decode(record.value());
        into.add(
                record.offset(),
                record.timestamp(),
                location.getEventTimeMs(),
                location.getRiderId(),
                location.getLatitudeE7(),
                location.getLongitudeE7(),
                location.getSpeedCmS(),
                location.getStatus() == RiderStatus.RIDER_STATUS_IDLE);
    }

    /** @throws EventFormatException if the bytes are no order update */
    static OrderStep decodeStep(ConsumerRecord<byte[], byte[]> record) {
        RestaurantUpdate update = OrderCodec.decode(record.value());
        return new OrderStep(
                record.offset(),
                record.timestamp(),
                update.getEventTimeMs(),
                update.getOrderId(),
                // 0 is "unspecified", which the codec refuses.
                STATES[update.getStateValue() - 1],
                update.getPlacedAtMs(),
                update.getRestaurantLatitudeE7(),
                update.getRestaurantLongitudeE7());
    }
}
