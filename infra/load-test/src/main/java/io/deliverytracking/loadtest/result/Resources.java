package io.deliverytracking.loadtest.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the measured time cost.
 *
 * @param cpuSeconds by process: {@code postgres}, {@code broker}, {@code db-writer}, {@code application}, {@code load-test}
 * @param walBytes written to the write-ahead log; null where the database did not say
 * @param tableBytesPerMillion the table with its indexes, for a million rows; null where no rows are stored
 * @param peakQueueBytes most that waited in the application's queue or the producer's buffer
 * @param peakLag most events that waited in the log; null without a log
 * @param drainSeconds from the end of the offered load to the last row; null where no rows are stored
 */
public record Resources(
        Map<String, Double> cpuSeconds,
        @Nullable Long walBytes,
        @Nullable Long tableBytesPerMillion,
        long peakQueueBytes,
        @Nullable Long peakLag,
        @Nullable Double drainSeconds) {}
