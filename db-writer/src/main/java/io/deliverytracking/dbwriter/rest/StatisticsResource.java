package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.IngestMonitor;
import io.deliverytracking.dbwriter.Quantiles;
import io.deliverytracking.dbwriter.Statistics;
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

    StatisticsResource(IngestMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * The statistics as JSON.
     *
     * @param state STARTING, WAITING_FOR_TOPICS, RUNNING, PAUSED or STOPPED
     * @param since when it became that
     * @param reason why it is paused or stopped
     * @param rowsPerSecond over the last ten seconds
     * @param storeMs milliseconds from records to commit, a batch
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
            Quantiles batchRows,
            Quantiles storeMs,
            Map<String, Long> nextOffsets) {}

    @GET
    @NonBlocking
    @Operation(summary = "Rates, batch sizes, commit times, offsets, and why reading is paused if it is")
    public StatisticsView statistics() {
        Statistics now = monitor.statistics();
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
                now.batchRows(),
                now.storeMs(),
                offsets);
    }
}
