package io.deliverytracking.analytics;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.OrderKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.Zone;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import io.deliverytracking.testkit.LogClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The producer's side of the pipeline for tests: events of a city, sent when they happen unless told otherwise. */
public final class CityLog {

    public static final int LOCATION_PARTITIONS = 3;
    public static final int ORDER_PARTITIONS = 2;

    private static final int CENTRE_LATITUDE_E7 = 525_200_000;
    private static final int CENTRE_LONGITUDE_E7 = 134_050_000;
    private static final int STEP_E7 = 100_000;

    /** Riders and orders with these numbers and above only say what time it is. */
    private static final int CLOCKS = 1_000_000;

    private final LogClient client;
    private final List<ProducerRecord<byte[], byte[]>> pending = new ArrayList<>();
    private final Map<Long, Long> placedAtMs = new HashMap<>();
    private int sequence;

    public CityLog(LogClient client) {
        this.client = client;
    }

    public CityLog createTopics() {
        client.createTopic(Topics.DELIVERY_LOCATION_UPDATES, LOCATION_PARTITIONS);
        client.createTopic(Topics.RESTAURANT_UPDATES, ORDER_PARTITIONS);
        return this;
    }

    public CityLog deleteTopics() {
        client.deleteTopic(Topics.DELIVERY_LOCATION_UPDATES);
        client.deleteTopic(Topics.RESTAURANT_UPDATES);
        return this;
    }

    public CityLog fix(int rider, long atMs, Zone zone, int speedCmS) {
        return fix(rider, atMs, atMs, zone, speedCmS);
    }

    public CityLog fix(int rider, long atMs, long sentAtMs, Zone zone, int speedCmS) {
        return fix(rider % LOCATION_PARTITIONS, rider, atMs, sentAtMs, zone, speedCmS);
    }

    private CityLog fix(int partition, int rider, long atMs, long sentAtMs, Zone zone, int speedCmS) {
        int north = zone == Zone.NORTH ? STEP_E7 : zone == Zone.SOUTH ? -STEP_E7 : 0;
        int east = zone == Zone.EAST ? STEP_E7 : zone == Zone.WEST ? -STEP_E7 : 0;
        byte[] value = LocationCodec.encode(RiderLocation.newBuilder()
                .setSchemaVersion(LocationCodec.SCHEMA_VERSION)
                .setRiderId(rider)
                .setSession(1)
                .setSequence(sequence++)
                .setEventTimeMs(atMs)
                .setLatitudeE7(CENTRE_LATITUDE_E7 + north)
                .setLongitudeE7(CENTRE_LONGITUDE_E7 + east)
                .setSpeedCmS(speedCmS)
                .setHeadingDeg(0)
                .setAccuracyM(5)
                .setStatus(RiderStatus.RIDER_STATUS_IDLE)
                .build());
        return add(Topics.DELIVERY_LOCATION_UPDATES, partition, sentAtMs, LocationKeys.encode(rider), value);
    }

    public CityLog order(long orderId, OrderState state, long atMs) {
        return order((int) (orderId % ORDER_PARTITIONS), orderId, state, atMs);
    }

    private CityLog order(int partition, long orderId, OrderState state, long atMs) {
        byte[] value = OrderCodec.encode(RestaurantUpdate.newBuilder()
                .setSchemaVersion(OrderCodec.SCHEMA_VERSION)
                .setOrderId(orderId)
                .setState(state)
                .setEventTimeMs(atMs)
                .setRestaurantId(17)
                .setCustomerId(4)
                .setPlacedAtMs(placedAtMs.computeIfAbsent(orderId, first -> atMs))
                .setRestaurantLatitudeE7(CENTRE_LATITUDE_E7)
                .setRestaurantLongitudeE7(CENTRE_LONGITUDE_E7)
                .setCustomerLatitudeE7(CENTRE_LATITUDE_E7)
                .setCustomerLongitudeE7(CENTRE_LONGITUDE_E7)
                .setSession(1)
                .build());
        return add(Topics.RESTAURANT_UPDATES, partition, atMs, OrderKeys.encode(orderId), value);
    }

    /** One event in every partition, so that event time gets to {@code atMs} in all of them. */
    public CityLog clock(long atMs) {
        for (int partition = 0; partition < LOCATION_PARTITIONS; partition++) {
            fix(partition, CLOCKS + partition, atMs, atMs, Zone.NORTH, 0);
        }
        for (int partition = 0; partition < ORDER_PARTITIONS; partition++) {
            order(partition, CLOCKS + partition, OrderState.ORDER_STATE_PLACED, atMs);
        }
        return this;
    }

    public CityLog broken(long sentAtMs, byte[] value) {
        return add(Topics.DELIVERY_LOCATION_UPDATES, 0, sentAtMs, LocationKeys.encode(1), value);
    }

    /** Sends what was said since the last time, and waits until it is stored. */
    public CityLog send() {
        client.sendAll(pending);
        pending.clear();
        return this;
    }

    /** How far a group's commits lie behind the ends of both topics. */
    public long lag(String group) throws Exception {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        for (int partition = 0; partition < LOCATION_PARTITIONS; partition++) {
            question.put(new TopicPartition(Topics.DELIVERY_LOCATION_UPDATES, partition), OffsetSpec.latest());
        }
        for (int partition = 0; partition < ORDER_PARTITIONS; partition++) {
            question.put(new TopicPartition(Topics.RESTAURANT_UPDATES, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> committed = client.committed(group);
        long lag = 0;
        for (TopicPartition partition : question.keySet()) {
            lag += client.admin()
                            .listOffsets(question)
                            .partitionResult(partition)
                            .get()
                            .offset()
                    - committed.getOrDefault(partition, 0L);
        }
        return lag;
    }

    /** The metadata of a group's commits. */
    public List<String> commitMetadata(String group) throws Exception {
        return client.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .map(OffsetAndMetadata::metadata)
                .toList();
    }

    private CityLog add(String topic, int partition, long sentAtMs, byte[] key, byte[] value) {
        pending.add(new ProducerRecord<>(topic, partition, sentAtMs, key, value));
        return this;
    }
}
