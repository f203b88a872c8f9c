package io.deliverytracking.events;

import io.deliverytracking.events.v1.RestaurantUpdate;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link OrderCodec#decode} for consumers that take a deserializer. Stateless; any thread.
 *
 * <p>An {@link EventFormatException} in here fails the whole {@code poll}: a consumer that must dead-letter a broken
 * record and go on takes the raw bytes and calls {@link OrderCodec#decode} itself.
 */
public final class RestaurantUpdateDeserializer implements Deserializer<RestaurantUpdate> {

    @Override
    public RestaurantUpdate deserialize(String topic, byte @Nullable [] bytes) {
        return OrderCodec.decode(bytes);
    }
}
