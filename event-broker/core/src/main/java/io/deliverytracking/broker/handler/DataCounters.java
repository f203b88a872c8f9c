package io.deliverytracking.broker.handler;

/**
 * Records and bytes that went through the data path, since the broker's start.
 *
 * <p>Threading: confined to the lane; {@link #snapshot()} may leave it.
 */
public final class DataCounters {

    private long recordsIn;
    private long bytesIn;
    private long batchesRefused;
    private long bytesOut;
    private long coldReads;

    /** The numbers at one moment; bytes are those of record batches, in and out. */
    public record Snapshot(long recordsIn, long bytesIn, long batchesRefused, long bytesOut, long coldReads) {}

    void onAppended(long records, int sizeBytes) {
        recordsIn += records;
        bytesIn += sizeBytes;
    }

    void onRefused() {
        batchesRefused++;
    }

    void onFetched(int sizeBytes) {
        bytesOut += sizeBytes;
    }

    /** What was read for a client that may not have it yet has not gone out. */
    void onWithheld(int sizeBytes) {
        bytesOut -= sizeBytes;
    }

    void onColdRead() {
        coldReads++;
    }

    public Snapshot snapshot() {
        return new Snapshot(recordsIn, bytesIn, batchesRefused, bytesOut, coldReads);
    }
}
