package io.deliverytracking.events;

import io.deliverytracking.events.v1.RestaurantUpdate;
import org.apache.kafka.common.serialization.Serializer;

/** {@link OrderCodec#encode} for producers that take a serializer. Stateless; any thread. */
public final class RestaurantUpdateSerializer implements Serializer<RestaurantUpdate> {

    @Override
    public byte[] serialize(String topic, RestaurantUpdate update) {
        return OrderCodec.encode(update);
    }
}
