package io.deliverytracking.dbwriter.process;

import io.deliverytracking.dbwriter.domain.Events;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.LocationKeys;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.OrderKeys;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events that do not stop, whoever is taken away: positions, some orders, some poison, and a ledger of what was
 * acknowledged. About {@value #MOST_A_TICK} / 2 records every {@value #TICK_MS} ms.
 *
 * <p>Poison is of both kinds: bytes that are no event, and events that the table refuses, see {@link #REFUSE_POISON}.
 *
 * <p>Threading: the events are made by a thread of its own; the methods are the test's.
 */
final class EventFlow implements AutoCloseable {
    /** Makes a migrated database refuse some events that are well-formed. */
    static final String REFUSE_POISON = "ALTER TABLE rider_location ADD CONSTRAINT poison CHECK (accuracy_m <> 13);"
            + " ALTER TABLE delivery ADD CONSTRAINT poison CHECK (restaurant_id <> 13)";

    private static final int TICK_MS = 10;
    private static final int MOST_A_TICK = 40;
    private static final int RIDERS = 200;
    private static final int MOST_OPEN_ORDERS = 50;

    /** One record in so many is poison, one in so many is of an order. */
    private static final int POISON = 150;

    private static final int ORDERS = 25;

    private static final byte[] NO_EVENT = "no event".getBytes(StandardCharsets.UTF_8);
    private static final int POISONOUS = 13;

    private final Pipeline pipeline;
    private final Random random;
    private final EventLedger ledger = new EventLedger();
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "event-flow"));
    private final int[] sequences = new int[RIDERS + 1];
    private final List<RestaurantUpdate> openOrders = new ArrayList<>();
    private long lastOrderId;

    /** Begins to flow into the topics of {@code pipeline}. */
    EventFlow(Pipeline pipeline, long seed) {
        this.pipeline = pipeline;
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", pipeline.log().bootstrapServers(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        clock.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    EventLedger ledger() {
        return ledger;
    }

    /** Sends nothing more, and returns when all of it is acknowledged. */
    void end() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the last tick does not end");
        }
        // A refused position is nobody's current one, also when no other overtakes it.
        for (int rider = 1; rider <= RIDERS; rider += 10) {
            sendRefusedPosition(rider);
        }
        producer.flush();
    }

    private void tick() {
        try {
            int count = random.nextInt(MOST_A_TICK + 1);
            for (int i = 0; i < count; i++) {
                if (random.nextInt(POISON) == 0) {
                    sendPoison();
                } else if (random.nextInt(ORDERS) == 0) {
                    sendOrderUpdate();
                } else {
                    sendPosition();
                }
            }
        } catch (RuntimeException e) {
            ledger.failed(e);
            throw e;
        }
    }

    private void sendPosition() {
        int rider = 1 + random.nextInt(RIDERS);
        int sequence = sequences[rider]++;
        send(pipeline.locations(), rider, Events.location(rider, sequence), at -> ledger.position(at, rider, sequence));
    }

    /** A new order, or the next state of one. */
    private void sendOrderUpdate() {
        RestaurantUpdate update;
        if (openOrders.isEmpty() || (openOrders.size() < MOST_OPEN_ORDERS && random.nextInt(5) == 0)) {
            update = order(++lastOrderId, OrderState.ORDER_STATE_PLACED_VALUE).build();
        } else {
            RestaurantUpdate last = openOrders.remove(random.nextInt(openOrders.size()));
            update = order(last.getOrderId(), last.getStateValue() + 1).build();
        }
        if (update.getState() != OrderState.ORDER_STATE_DELIVERED) {
            openOrders.add(update);
        }
        sendOrder(
                OrderCodec.encode(update),
                update.getOrderId(),
                at -> ledger.orderUpdate(at, update.getOrderId(), update.getState()));
    }

    private static RestaurantUpdate.Builder order(long orderId, int state) {
        return Events.orderBuilder(orderId, OrderState.forNumber(state), Events.SESSION + state * 1000L);
    }

    private void sendPoison() {
        int rider = 1 + random.nextInt(RIDERS);
        switch (random.nextInt(5)) {
            case 0 -> send(pipeline.locations(), rider, NO_EVENT, ledger::poison);
            case 1 -> send(pipeline.locations(), rider, null, ledger::poison);
            case 2 -> sendOrder(NO_EVENT, rider, ledger::poison);
            case 3 -> sendOrder(refusedOrder(), lastOrderId, ledger::poison);
            default -> sendRefusedPosition(rider);
        }
    }

    private void sendRefusedPosition(int rider) {
        byte[] position = LocationCodec.encode(Events.locationBuilder(rider, Events.SESSION, sequences[rider]++)
                .setAccuracyM(POISONOUS)
                .build());
        send(pipeline.locations(), rider, position, ledger::poison);
    }

    private byte[] refusedOrder() {
        return OrderCodec.encode(order(++lastOrderId, OrderState.ORDER_STATE_PLACED_VALUE)
                .setRestaurantId(POISONOUS)
                .build());
    }

    private void send(String topic, int rider, byte @Nullable [] value, Consumer<RecordMetadata> acknowledged) {
        int partition = rider % Pipeline.PARTITIONS;
        send(new ProducerRecord<>(topic, partition, LocationKeys.encode(rider), value), acknowledged);
    }

    private void sendOrder(byte[] value, long orderId, Consumer<RecordMetadata> acknowledged) {
        send(new ProducerRecord<>(pipeline.orders(), 0, OrderKeys.encode(orderId), value), acknowledged);
    }

    private void send(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> acknowledged) {
        producer.send(record, (at, failure) -> {
            if (failure == null) {
                acknowledged.accept(at);
            } else {
                ledger.failed(failure);
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ZERO);
    }
}
