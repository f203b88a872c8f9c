package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.RandomSource;
import org.apache.kafka.common.Uuid;

/**
 * Random ids (version 4) from the injected source, never one of Kafka's reserved ones, and never one
 * whose text begins with a dash, which command-line tools would take for an option.
 */
final class Uuids {

    private Uuids() {}

    static Uuid random(RandomSource random) {
        while (true) {
            long most = (random.nextLong() & ~0xF000L) | 0x4000L;
            long least = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            Uuid id = new Uuid(most, least);
            if (!Uuid.RESERVED.contains(id) && !id.toString().startsWith("-")) {
                return id;
            }
        }
    }
}
