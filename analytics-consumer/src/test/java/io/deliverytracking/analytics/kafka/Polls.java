package io.deliverytracking.analytics.kafka;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Polls as the official client hands them over, made by hand. */
final class Polls {

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();

    Polls location(TopicPartition partition, long offset, int rider, long eventTimeMs) {
        return record(partition, offset, eventTimeMs, location(rider, (int) offset, eventTimeMs));
    }

    Polls order(TopicPartition partition, long offset, long orderId, OrderState state, long eventTimeMs) {
        return record(partition, offset, eventTimeMs, order(orderId, state, eventTimeMs));
    }

    Polls record(TopicPartition partition, long offset, long timestampMs, byte @Nullable [] value) {
        records.computeIfAbsent(partition, key -> new ArrayList<>())
                .add(new ConsumerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        offset,
                        timestampMs,
                        TimestampType.CREATE_TIME,
                        0,
                        value == null ? 0 : value.length,
                        new byte[0],
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
        return this;
    }

    ConsumerRecords<byte[], byte[]> poll() {
        return new ConsumerRecords<>(records, Map.of());
    }

    static byte[] location(int rider, int sequence, long eventTimeMs) {
        return LocationCodec.encode(RiderLocation.newBuilder()
                .setSchemaVersion(LocationCodec.SCHEMA_VERSION)
                .setRiderId(rider)
                .setSession(1)
                .setSequence(sequence)
                .setEventTimeMs(eventTimeMs)
                .setLatitudeE7(525_300_000)
                .setLongitudeE7(134_050_000)
                .setSpeedCmS(500)
                .setHeadingDeg(90)
                .setAccuracyM(5)
                .setStatus(RiderStatus.RIDER_STATUS_IDLE)
                .build());
    }

    static byte[] order(long orderId, OrderState state, long eventTimeMs) {
        return OrderCodec.encode(RestaurantUpdate.newBuilder()
                .setSchemaVersion(OrderCodec.SCHEMA_VERSION)
                .setOrderId(orderId)
                .setState(state)
                .setEventTimeMs(eventTimeMs)
                .setRestaurantId(1)
                .setCustomerId(1)
                .setPlacedAtMs(eventTimeMs)
                .setRestaurantLatitudeE7(1)
                .setRestaurantLongitudeE7(1)
                .setCustomerLatitudeE7(1)
                .setCustomerLongitudeE7(1)
                .setSession(1)
                .build());
    }
}
