package io.deliverytracking.broker.log.compaction;

/**
 * How the cleaner works, for all logs; what differs by topic is in {@link io.deliverytracking.broker.log.LogConfig}.
 *
 * @param enabled {@code log.cleaner.enable}
 * @param backoffMs {@code log.cleaner.backoff.ms}: how often logs are looked over
 * @param dedupeBufferBytes {@code log.cleaner.dedupe.buffer.size}: memory for the keys of one round
 * @param dedupeLoadFactor {@code log.cleaner.io.buffer.load.factor}: how full that may get
 * @param maxBytesPerSecond {@code log.cleaner.io.max.bytes.per.second}, read and written together
 */
public record CleanerConfig(
        boolean enabled, long backoffMs, long dedupeBufferBytes, double dedupeLoadFactor, double maxBytesPerSecond) {

    /**
     * Unlike Apache Kafka: 16 MiB, not 128. A broker here is meant to fit in 150 MB, and 600,000 keys a round are plenty for
     * it; a log with more is cleaned in more rounds.
     */
    public static final long DEFAULT_DEDUPE_BUFFER_BYTES = 16L * 1024 * 1024;

    /** The defaults. */
    public static final CleanerConfig DEFAULT =
            new CleanerConfig(true, 15_000, DEFAULT_DEDUPE_BUFFER_BYTES, 0.9, Double.MAX_VALUE);

    public CleanerConfig {
        if (dedupeBufferBytes < KeyOffsets.SLOT_BYTES || !(dedupeLoadFactor > 0 && dedupeLoadFactor <= 1)) {
            throw new IllegalArgumentException(
                    "a dedupe buffer of " + dedupeBufferBytes + " bytes, filled to " + dedupeLoadFactor);
        }
    }
}
