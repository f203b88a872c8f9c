package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.DeadLetterCensus;
import io.deliverytracking.dbwriter.IngestMonitor;
import io.deliverytracking.dbwriter.Quantiles;
import io.deliverytracking.dbwriter.Statistics;
import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.DeadLetterCounts;
import io.deliverytracking.dbwriter.domain.DeadLetterState;
import io.deliverytracking.dbwriter.domain.Pacer;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the ingest of this process does at the moment. */
@ApplicationScoped
@Path("/api/statistics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "statistics")
public class StatisticsResource {
    private final IngestMonitor monitor;
    private final DeadLetterCensus deadLetters;
    private final Pacer pacer;
    private final DbWriterConfig.Ingest settings;

    StatisticsResource(IngestMonitor monitor, DeadLetterCensus deadLetters, Pacer pacer, DbWriterConfig config) {
        this.monitor = monitor;
        this.deadLetters = deadLetters;
        this.pacer = pacer;
        this.settings = config.ingest();
    }

    /**
     * The statistics as JSON.
     *
     * @param state STARTING, WAITING_FOR_TOPICS, RUNNING, PAUSED or STOPPED
     * @param since when it became that
     * @param reason why it is paused or stopped
     * @param rowsPerSecond over the last ten seconds
     * @param batchRows rows a transaction
     * @param storeMs milliseconds from records to commit, a transaction
     * @param pace how far the writer gives way to other users of the database
     * @param deadLetters those that this process stored
     * @param repeats records left out because they repeat a re-driven record that is stored
     * @param deadLetterStates all in the table, as counted some seconds ago; absent before the first count
     * @param nextOffsets the first offset not stored, by partition
     */
    public record StatisticsView(
            String state,
            Instant since,
            @Nullable String reason,
            double rowsPerSecond,
            long rows,
            long deadLetters,
            long lostComparisons,
            long repeats,
            @Nullable DeadLetterStates deadLetterStates,
            Quantiles batchRows,
            Quantiles storeMs,
            PaceView pace,
            Map<String, Long> nextOffsets) {}

    /**
     * The dead letters in the table.
     *
     * @param waiting never re-driven, or what was sent got lost
     * @param underWay re-driven, and not read again yet
     * @param exhausted re-driven so often that only force does it again
     * @param stored became a row after all
     * @param failedAgain became another dead letter, which is counted, too
     */
    public record DeadLetterStates(
            long total, long waiting, long underWay, long exhausted, long stored, long failedAgain) {
        static DeadLetterStates of(DeadLetterCounts counts) {
            return new DeadLetterStates(
                    counts.total(),
                    counts.of(DeadLetterState.WAITING),
                    counts.of(DeadLetterState.UNDER_WAY),
                    counts.of(DeadLetterState.EXHAUSTED),
                    counts.of(DeadLetterState.STORED),
                    counts.of(DeadLetterState.FAILED_AGAIN));
        }
    }

    @GET
    @NonBlocking
    @Operation(summary = "Rates, batch sizes, commit times, pace, offsets, and why reading is paused if it is")
    public StatisticsView statistics() {
        Statistics now = monitor.statistics();
        DeadLetterCounts counts = deadLetters.latest();
        Map<String, Long> offsets = new TreeMap<>();
        now.nextOffsets().forEach((partition, offset) -> offsets.put(partition.toString(), offset));
        return new StatisticsView(
                now.status().state().name(),
                now.status().since(),
                now.status().reason(),
                now.rowsPerSecond(),
                now.rows(),
                now.deadLetters(),
                now.lostComparisons(),
                now.repeats(),
                counts == null ? null : DeadLetterStates.of(counts),
                now.batchRows(),
                now.storeMs(),
                PaceView.of(settings, pacer.isProbed(), pacer.status()),
                offsets);
    }
}
