package io.deliverytracking.location;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.OrderKeys;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.events.v1.RiderStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's side of the pipeline for tests: both topics, and events in them. */
public final class DeliveryLog implements AutoCloseable {

    static final int LOCATION_PARTITIONS = 4;
    static final int ORDER_PARTITIONS = 2;

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    DeliveryLog(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5);
        this.admin = Admin.create(settings);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void createTopics() {
        await(admin.createTopics(List.of(
                        new NewTopic(Topics.DELIVERY_LOCATION_UPDATES, LOCATION_PARTITIONS, (short) 1),
                        new NewTopic(Topics.RESTAURANT_UPDATES, ORDER_PARTITIONS, (short) 1)))
                .all());
    }

    void deleteTopics() {
        await(admin.deleteTopics(List.of(Topics.DELIVERY_LOCATION_UPDATES, Topics.RESTAURANT_UPDATES))
                .all());
    }

    DeliveryLog fix(int rider, int sequence, int latitudeE7, int longitudeE7) {
        return fix(rider, sequence, latitudeE7, longitudeE7, 0, System.currentTimeMillis());
    }

    DeliveryLog fix(int rider, int sequence, int latitudeE7, int longitudeE7, long orderId, long sentAtMs) {
        RiderLocation.Builder location = RiderLocation.newBuilder()
                .setSchemaVersion(LocationCodec.SCHEMA_VERSION)
                .setRiderId(rider)
                .setSession(1)
                .setSequence(sequence)
                .setEventTimeMs(sentAtMs)
                .setLatitudeE7(latitudeE7)
                .setLongitudeE7(longitudeE7)
                .setSpeedCmS(512)
                .setHeadingDeg(90)
                .setAccuracyM(5)
                .setStatus(RiderStatus.RIDER_STATUS_TO_CUSTOMER);
        if (orderId != 0) {
            location.setOrderId(orderId);
        }
        byte[] value = LocationCodec.encode(location.build());
        return send(Topics.DELIVERY_LOCATION_UPDATES, sentAtMs, LocationKeys.encode(rider), value);
    }

    DeliveryLog order(long orderId, OrderState state, int rider) {
        long now = System.currentTimeMillis();
        byte[] value = OrderCodec.encode(RestaurantUpdate.newBuilder()
                .setSchemaVersion(OrderCodec.SCHEMA_VERSION)
                .setOrderId(orderId)
                .setState(state)
                .setEventTimeMs(now)
                .setRestaurantId(17)
                .setCustomerId(4)
                .setRiderId(rider)
                .setPlacedAtMs(now)
                .setRestaurantLatitudeE7(525_000_000)
                .setRestaurantLongitudeE7(134_000_000)
                .setCustomerLatitudeE7(525_500_000)
                .setCustomerLongitudeE7(134_500_000)
                .setSession(1)
                .build());
        return send(Topics.RESTAURANT_UPDATES, now, OrderKeys.encode(orderId), value);
    }

    DeliveryLog broken(int rider, byte[] value) {
        return send(Topics.DELIVERY_LOCATION_UPDATES, System.currentTimeMillis(), LocationKeys.encode(rider), value);
    }

    DeliveryLog flush() {
        producer.flush();
        return this;
    }

    /** How far a group's commits lie behind the ends of both topics. */
    long lag(String group) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < LOCATION_PARTITIONS; partition++) {
            ends.put(new TopicPartition(Topics.DELIVERY_LOCATION_UPDATES, partition), OffsetSpec.latest());
        }
        for (int partition = 0; partition < ORDER_PARTITIONS; partition++) {
            ends.put(new TopicPartition(Topics.RESTAURANT_UPDATES, partition), OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> end =
                await(admin.listOffsets(ends).all());
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> partition : end.entrySet()) {
            OffsetAndMetadata commit = committed.get(partition.getKey());
            lag += partition.getValue().offset() - (commit == null ? 0 : commit.offset());
        }
        return lag;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private DeliveryLog send(String topic, long sentAtMs, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, null, sentAtMs, key, value));
        return this;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }
}
