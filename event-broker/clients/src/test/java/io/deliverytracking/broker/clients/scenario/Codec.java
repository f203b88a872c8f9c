package io.deliverytracking.broker.clients.scenario;

/** Compression types; the order is that of their numbers in a batch's attributes (KIP-98, KIP-110). */
enum Codec {
    NONE,
    GZIP,
    SNAPPY,
    LZ4,
    ZSTD;

    /** As clients call it. */
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
