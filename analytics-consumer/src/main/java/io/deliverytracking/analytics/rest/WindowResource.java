package io.deliverytracking.analytics.rest;

import io.deliverytracking.analytics.config.AnalyticsConfig;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.analytics.domain.WindowSize;
import io.deliverytracking.service.rest.Parameters;
import io.deliverytracking.service.rest.Problem;
import io.deliverytracking.service.rest.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Closed windows: the latest, those of a range, one. */
@Path("/api/windows/{size}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "windows", description = "Closed windows of event time, over the partitions that this instance reads")
@APIResponse(
        responseCode = "400",
        description = "A parameter cannot be meant so",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "404",
        description = "There is no such size, or no such window in memory",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class WindowResource {

    private static final int DEFAULT_LIMIT = 60;

    private final WindowHistory history;
    private final int maxAnswer;
    private final int cellResolution;

    WindowResource(WindowHistory history, AnalyticsConfig config) {
        this.history = history;
        this.maxAnswer = config.maxAnswer();
        this.cellResolution = config.cells().resolution();
    }

    @GET
    @Operation(
            operationId = "windows",
            summary = "Windows of a size, oldest first",
            description = "Those that start at or after `from` and before `to`; of more than `limit` the newest.")
    @APIResponse(responseCode = "200")
    public List<WindowView> between(
            @RestPath @Parameter(description = "1s, 10s or 60s") String size,
            @RestQuery
                    @Parameter(description = "ms since the epoch", schema = @Schema(implementation = Long.class))
                    @Nullable
                    String from,
            @RestQuery
                    @Parameter(description = "ms since the epoch", schema = @Schema(implementation = Long.class))
                    @Nullable
                    String to,
            @RestQuery
                    @Parameter(description = "60 if absent", schema = @Schema(implementation = Integer.class))
                    @Nullable
                    String limit) {
        WindowSize windowSize = WindowSizeNames.parse(size);
        long fromMs = from == null ? Long.MIN_VALUE : Parameters.whole("from", from);
        long toMs = to == null ? Long.MAX_VALUE : Parameters.whole("to", to);
        int atMost = Parameters.count("limit", limit, Math.min(DEFAULT_LIMIT, maxAnswer), maxAnswer);
        return history.between(windowSize, fromMs, toMs, atMost).stream()
                .map(WindowView::of)
                .toList();
    }

    @GET
    @Path("/latest")
    @Operation(operationId = "latestWindow", summary = "The window that was closed last")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WindowView.class)))
    public WindowView latest(@RestPath @Parameter(description = "1s, 10s or 60s") String size) {
        return WindowView.of(latestOf(WindowSizeNames.parse(size)));
    }

    @GET
    @Path("/latest/cells")
    @Operation(operationId = "latestCells", summary = "The window that was closed last, by cell")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CellsView.class)))
    public CellsView latestCells(@RestPath @Parameter(description = "1s, 10s or 60s") String size) {
        WindowSize windowSize = WindowSizeNames.parse(size);
        return cells(windowSize, latestOf(windowSize).startMs());
    }

    @GET
    @Path("/{startMs}/cells")
    @Operation(
            operationId = "cells",
            summary = "The window that starts at a time, by cell",
            description = "The newest windows of each size are kept by cell, fewer than windows as a whole.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CellsView.class)))
    public CellsView cellsAt(
            @RestPath @Parameter(description = "1s, 10s or 60s") String size,
            @RestPath @Parameter(description = "ms since the epoch", schema = @Schema(implementation = Long.class))
                    String startMs) {
        return cells(WindowSizeNames.parse(size), Parameters.whole("startMs", startMs));
    }

    @GET
    @Path("/{startMs}")
    @Operation(operationId = "window", summary = "The window that starts at a time")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WindowView.class)))
    public WindowView at(
            @RestPath @Parameter(description = "1s, 10s or 60s") String size,
            @RestPath @Parameter(description = "ms since the epoch", schema = @Schema(implementation = Long.class))
                    String startMs) {
        long start = Parameters.whole("startMs", startMs);
        return history.at(WindowSizeNames.parse(size), start)
                .map(WindowView::of)
                .orElseThrow(() -> ProblemException.notFound("No window of " + size + " that starts at " + start
                        + " is known: it is open, holds no event, or was closed too long ago."));
    }

    private WindowResult latestOf(WindowSize size) {
        return history.latest(size)
                .orElseThrow(() ->
                        ProblemException.notFound("No window of " + WindowSizeNames.nameOf(size) + " has closed yet."));
    }

    private CellsView cells(WindowSize size, long startMs) {
        return history.cellsAt(size, startMs)
                .map(figures -> CellsView.of(size, startMs, cellResolution, figures))
                .orElseThrow(() -> ProblemException.notFound("No window of " + WindowSizeNames.nameOf(size)
                        + " that starts at " + startMs + " is known by cell: it is open, holds no event, or was closed"
                        + " too long ago."));
    }
}
