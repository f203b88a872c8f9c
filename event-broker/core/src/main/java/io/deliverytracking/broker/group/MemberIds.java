package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.RandomSource;
import java.util.UUID;
import org.apache.kafka.common.Uuid;

/** Member ids that the coordinator makes. */
final class MemberIds {

    private MemberIds() {}

    /** Of the classic protocol, in Apache Kafka's form: the client's name, a hyphen, a random UUID. */
    static String of(String prefix, RandomSource random) {
        return prefix + "-" + uuid(random);
    }

    /** Of the consumer protocol before its clients made their own: a random UUID in Kafka's notation. */
    static String random(RandomSource random) {
        UUID uuid = uuid(random);
        return new Uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()).toString();
    }

    /** A random (version 4) UUID from the injected source. */
    private static UUID uuid(RandomSource random) {
        long mostSignificant = (random.nextLong() & ~0xF000L) | 0x4000L;
        long leastSignificant = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(mostSignificant, leastSignificant);
    }
}
