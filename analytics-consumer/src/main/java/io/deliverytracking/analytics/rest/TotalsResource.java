package io.deliverytracking.analytics.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.analytics.domain.SourcePartition.Stream;
import io.deliverytracking.analytics.journal.JournalState;
import io.deliverytracking.analytics.kafka.AnalyticsFeed;
import io.deliverytracking.analytics.kafka.FeedStatus;
import io.deliverytracking.analytics.kafka.FeedStatus.PartitionStatus;
import io.deliverytracking.events.EventFormatException.Reason;
import io.deliverytracking.service.kafka.Undecodable;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was counted since the start, and how far event time has got in each partition. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "totals", description = "Counts since the start of the process, and watermarks")
public class TotalsResource {

    /** The counts in JSON. */
    @Schema(name = "Totals", description = "Counts since the start of the process")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TotalsView(
            @Schema(description = "Events that went into windows")
            long counted,

            @Schema(description = "Events whose window had been closed: in no window")
            long late,

            @Schema(description = "Events from clocks too far ahead: in no window")
            long ahead,

            @Schema(description = "Events read again after the start to rebuild open windows; in none of the others")
            long rebuilt,

            @Schema(description = "Records that could not be decoded")
            long undecodable,

            Map<Reason, Long> undecodableByReason,

            @Schema(description = "Offsets that the log skipped: removed before they were read, or no events")
            long missedOffsets,

            int knownRiders,
            int openSeconds,

            @Schema(description = "Orders that are neither delivered nor cancelled, as of the windows that have closed")
            long openOrders,

            @Schema(description = "Orders that were forgotten though they had not ended: too old, or too many")
            long forgottenOrders,

            @Schema(
                    description =
                            "Why closed windows cannot be written down, so that nothing is committed; absent while they can")
            @Nullable
            String journalFault) {}

    /** One partition in JSON. */
    @Schema(name = "Partition", description = "How far one assigned partition has got")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartitionView(
            Stream stream,
            int partition,

            @Schema(description = "The next offset to be read")
            long position,

            @Schema(
                    description =
                            "Event time is complete up to here, ms since the epoch; absent before the first event")
            @Nullable
            Long watermarkMs,

            @Schema(description = "Silent for so long that it no longer holds event time back")
            boolean idle,

            @Schema(description = "Reads again what had been counted before the start")
            boolean rebuilding) {

        private static PartitionView of(PartitionStatus status) {
            return new PartitionView(
                    status.partition().stream(),
                    status.partition().partition(),
                    status.position(),
                    status.watermarkMs() == Long.MIN_VALUE ? null : status.watermarkMs(),
                    status.idle(),
                    status.rebuilding());
        }
    }

    private final AnalyticsFeed feed;
    private final Undecodable undecodable;
    private final JournalState journal;

    TotalsResource(AnalyticsFeed feed, Undecodable undecodable, JournalState journal) {
        this.feed = feed;
        this.undecodable = undecodable;
        this.journal = journal;
    }

    @GET
    @Path("/totals")
    @Operation(operationId = "totals", summary = "Counts since the start of the process")
    public TotalsView totals() {
        FeedStatus status = feed.status();
        return new TotalsView(
                status.totals().counted(),
                status.totals().late(),
                status.totals().ahead(),
                status.totals().rebuilt(),
                undecodable.total(),
                undecodable.byReason(),
                status.missedOffsets(),
                status.knownRiders(),
                status.openSeconds(),
                status.openOrders(),
                status.forgottenOrders(),
                journal.fault().orElse(null));
    }

    @GET
    @Path("/partitions")
    @Operation(operationId = "partitions", summary = "Position and watermark of each assigned partition")
    public List<PartitionView> partitions() {
        return feed.status().partitions().stream().map(PartitionView::of).toList();
    }
}
