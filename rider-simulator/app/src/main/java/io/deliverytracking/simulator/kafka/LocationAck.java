package io.deliverytracking.simulator.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Waits for the acknowledgement of one fix, or of one copy of it. */
record LocationAck(int slot, int sequence, long intendedNs, boolean copy, KafkaOutlet outlet) implements Callback {

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        outlet.onLocation(this, failure != null);
    }
}
