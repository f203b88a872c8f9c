package io.deliverytracking.events;

import io.deliverytracking.events.v1.RiderLocation;
import org.apache.kafka.common.serialization.Serializer;

/** {@link LocationCodec#encode} for producers that take a serializer. Stateless; any thread. */
public final class RiderLocationSerializer implements Serializer<RiderLocation> {

    @Override
    public byte[] serialize(String topic, RiderLocation location) {
        return LocationCodec.encode(location);
    }
}
