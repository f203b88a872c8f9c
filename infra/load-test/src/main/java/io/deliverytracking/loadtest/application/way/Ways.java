package io.deliverytracking.loadtest.application.way;

import org.jspecify.annotations.Nullable;

/** Opens the way that the settings ask for. */
public final class Ways {

    private Ways() {}

    /**
     * Connects, and is ready to take events.
     *
     * @param jdbcUrl of the direct ways
     * @param bootstrapServers of the log's
     * @param queueBytes bound of what waits; 0 for none
     * @throws Exception if database or log can't be reached, with the reason as its message
     */
    public static Way open(
            WayOfWriting way,
            @Nullable String jdbcUrl,
            @Nullable String bootstrapServers,
            boolean synchronousCommit,
            long queueBytes,
            Outcomes outcomes)
            throws Exception {
        if (way instanceof WayOfWriting.DirectRow row) {
            return DirectRow.open(postgres(jdbcUrl, synchronousCommit), row.poolSize(), queueBytes, outcomes);
        }
        throw new IllegalArgumentException(way + " is not there yet");
    }

    private static Postgres postgres(@Nullable String jdbcUrl, boolean synchronousCommit) {
        if (jdbcUrl == null) {
            throw new IllegalArgumentException("a direct way without a jdbcUrl");
        }
        return new Postgres(jdbcUrl, synchronousCommit);
    }
}
