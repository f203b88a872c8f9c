package io.deliverytracking.broker.clients.scenario;

import io.deliverytracking.testkit.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first batch of a partition as it lies on the disk, for what no client is told of it. */
final class StoredBatch {

    /** Of the attributes' low byte, behind base offset (8), length (4), leader epoch (4), magic (1), CRC (4) and high byte (1). */
    private static final int ATTRIBUTES_POSITION = 22;

    private static final int CODEC_MASK = 0x07;

    private StoredBatch() {}

    static Codec codec(EmbeddedBroker broker, String topic, int partition) {
        Path segment = broker.server()
                .config()
                .logDir()
                .resolve(topic + "-" + partition)
                .resolve("00000000000000000000.log");
        try {
            byte[] bytes = Files.readAllBytes(segment);
            return Codec.values()[bytes[ATTRIBUTES_POSITION] & CODEC_MASK];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
