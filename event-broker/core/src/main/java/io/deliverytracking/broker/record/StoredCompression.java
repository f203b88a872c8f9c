package io.deliverytracking.broker.record;

/** {@code compression.type} of a topic: in which codec its batches are stored. */
public enum StoredCompression {
    /** As the producer sent them. */
    PRODUCER("producer", -1),
    UNCOMPRESSED("uncompressed", 0),
    GZIP("gzip", 1),
    SNAPPY("snappy", 2),
    LZ4("lz4", 3),
    ZSTD("zstd", 4);

    private final String configValue;
    private final int compressionId;

    StoredCompression(String configValue, int compressionId) {
        this.configValue = configValue;
        this.compressionId = compressionId;
    }

    /** The type that Kafka's spelling means. */
    public static StoredCompression ofConfigValue(String value) {
        for (StoredCompression type : values()) {
            if (type.configValue.equals(value)) {
                return type;
            }
        }
        throw new IllegalArgumentException("String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer");
    }

    /** Whether {@code batch} may be stored as it is. */
    public boolean suits(BatchView batch) {
        return this == PRODUCER || compressionId == batch.compressionId();
    }

    int compressionId() {
        return compressionId;
    }
}
