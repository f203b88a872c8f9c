package io.deliverytracking.location.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.events.EventFormatException.Reason;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.MapStatistics;
import io.deliverytracking.location.kafka.AppliedPositions;
import io.deliverytracking.location.live.PushStatistics;
import io.deliverytracking.service.kafka.Undecodable;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Counts since the start of the process. */
@Path("/api/statistics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "statistics")
public class StatisticsResource {

    /** The counts in JSON. */
    @Schema(name = "Statistics", description = "Counts since the start of the process, restored events included")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatisticsView(
            long fixes,

            @Schema(description = "Older than the fix already known")
            long lateFixes,

            @Schema(description = "Equal to the fix already known")
            long duplicateFixes,

            @Schema(description = "Records that could not be decoded")
            long undecodable,

            Map<Reason, Long> undecodableByReason,
            int riders,
            long evictedRiders,
            int occupiedCells,
            long orderUpdates,

            @Schema(description = "Updates for states already passed or reached")
            long passedOrderUpdates,

            @Schema(description = "Updates that would change a finished order")
            long refusedOrderUpdates,

            int openOrders,
            int finishedOrders,

            @Schema(description = "When the newest event was sent; absent before the first") @Nullable
            Long latestRecordTimeMs,

            int partitionsAssigned,
            int partitionsRestoring,
            PushStatistics.View push) {}

    private final LiveMap map;
    private final Undecodable undecodable;
    private final AppliedPositions positions;
    private final PushStatistics push;

    StatisticsResource(LiveMap map, Undecodable undecodable, AppliedPositions positions, PushStatistics push) {
        this.map = map;
        this.undecodable = undecodable;
        this.positions = positions;
        this.push = push;
    }

    @GET
    @Operation(operationId = "statistics", summary = "Counts since the start of the process")
    public StatisticsView statistics() {
        MapStatistics statistics = map.statistics();
        return new StatisticsView(
                statistics.fixes(),
                statistics.late(),
                statistics.duplicates(),
                undecodable.total(),
                undecodable.byReason(),
                statistics.riders(),
                statistics.evictedRiders(),
                statistics.occupiedCells(),
                statistics.orderUpdates(),
                statistics.ordersPassed(),
                statistics.ordersRefused(),
                statistics.openOrders(),
                statistics.finishedOrders(),
                statistics.latestRecordTimeMs() == Long.MIN_VALUE ? null : statistics.latestRecordTimeMs(),
                positions.assignedCount(),
                positions.restoringCount(),
                push.view());
    }
}
