package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code partition.metadata}: to which topic, by id, a partition's directory belongs.
 *
 * <p>It tells the partition of a deleted topic from that of a new one with the same name. Apache Kafka's format.
 */
final class PartitionMetadata {

    private static final String VERSION = "0";

    private PartitionMetadata() {}

    /** Written to the disk itself: a log that doesn't know its topic might pass for another's. */
    static void write(StorageDirectory directory, Uuid topicId) {
        String text = new PropertiesText()
                .put("version", VERSION)
                .put("topic_id", topicId)
                .toText(": ");
        AtomicFile.write(directory, LogFileNames.PARTITION_METADATA, text, true);
    }

    /** The topic id, or {@link Uuid#ZERO_UUID} if the file is not there, or empty. */
    static Uuid read(StorageDirectory directory) {
        String text = AtomicFile.readText(directory, LogFileNames.PARTITION_METADATA);
        if (text == null || text.isEmpty()) {
            return Uuid.ZERO_UUID;
        }
        String id = PropertiesText.parse(text, ':').get("topic_id");
        try {
            return Uuid.fromString(required(id));
        } catch (IllegalArgumentException e) {
            throw new StorageException(
                    "read", directory.path() + "/" + LogFileNames.PARTITION_METADATA, "no topic id in it: " + id);
        }
    }

    private static String required(@Nullable String id) {
        if (id == null) {
            throw new IllegalArgumentException("missing");
        }
        return id;
    }
}
