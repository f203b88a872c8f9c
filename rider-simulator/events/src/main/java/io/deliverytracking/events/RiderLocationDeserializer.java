package io.deliverytracking.events;

import io.deliverytracking.events.v1.RiderLocation;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link LocationCodec#decode} for consumers that take a deserializer. Stateless; any thread.
 *
 * <p>An {@link EventFormatException} in here fails the whole {@code poll}: a consumer that must dead-letter a broken
 * record and go on takes the raw bytes and calls {@link LocationCodec#decode} itself.
 */
public final class RiderLocationDeserializer implements Deserializer<RiderLocation> {

    @Override
    public RiderLocation deserialize(String topic, byte @Nullable [] bytes) {
        return LocationCodec.decode(bytes);
    }
}
