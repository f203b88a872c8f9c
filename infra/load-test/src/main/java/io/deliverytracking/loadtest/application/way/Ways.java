package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.way.WayOfWriting.DirectBatch;
import io.deliverytracking.loadtest.application.way.WayOfWriting.DirectRow;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Log;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Opens the way that the settings ask for. */
public final class Ways {

    /**
     * Most that {@link #open} may take before it says why it can't: the log is asked for its topic, and then for who leads it. A direct
     * way gives up on the first connection that does not come, in less.
     */
    public static final Duration LONGEST_OPEN =
            Duration.ofMillis(LogTopic.PATIENCE_MS).plusNanos(ToLog.METADATA_PATIENCE_NS);

    private Ways() {}

    /**
     * Connects, and is ready to take events.
     *
     * @param jdbcUrl of the direct ways
     * @param bootstrapServers of the log's
     * @param queueBytes bound of what waits; 0 for none
     * @throws IOException if database or log can't be reached, with the reason as its message
     */
    public static Way open(
            WayOfWriting way,
            @Nullable String jdbcUrl,
            @Nullable String bootstrapServers,
            boolean synchronousCommit,
            long queueBytes,
            Outcomes outcomes)
            throws IOException {
        if (way instanceof Log log) {
            return toLog(log, required(bootstrapServers, "bootstrapServers"), queueBytes, outcomes);
        }
        Postgres postgres = new Postgres(required(jdbcUrl, "jdbcUrl"), synchronousCommit);
        EventQueue queue = new EventQueue(queueBytes);
        try {
            if (way instanceof DirectRow row) {
                return DirectJdbc.rows(row, postgres, queue, outcomes);
            }
            if (way instanceof DirectBatch batch) {
                return DirectJdbc.batches(batch, postgres, queue, outcomes);
            }
            return DirectHibernate.open((WayOfWriting.DirectHibernate) way, postgres, queue, outcomes);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Way toLog(Log log, String bootstrapServers, long queueBytes, Outcomes outcomes) throws IOException {
        try {
            return ToLog.open(log, bootstrapServers, queueBytes, outcomes);
        } catch (KafkaException e) {
            throw new IOException(
                    "can't write to " + log.topic() + " at " + bootstrapServers + ": " + e.getMessage(), e);
        }
    }

    private static String required(@Nullable String setting, String name) {
        if (setting == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return setting;
    }
}
