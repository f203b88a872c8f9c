package io.deliverytracking.simulator.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Waits for the acknowledgement of one order update. */
record OrderAck(long orderId, int state, KafkaOutlet outlet) implements Callback {

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        outlet.onOrder(orderId, state, failure);
    }
}
