package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.persistence.query.DeliveryEntity;
import io.deliverytracking.dbwriter.persistence.query.RiderCurrentEntity;
import io.deliverytracking.dbwriter.persistence.query.RiderLocationEntity;
import io.deliverytracking.dbwriter.persistence.query.TrailPoint;
import io.deliverytracking.service.rest.Parameters;
import io.deliverytracking.service.rest.Problem;
import io.deliverytracking.service.rest.ProblemException;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is stored of a rider. */
@ApplicationScoped
@Path("/api/riders/{riderId}")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "riders")
@WithSession
public class RiderResource {
    private static final Duration DEFAULT_TRAIL = Duration.ofMinutes(5);

    private final QueryBounds bounds;

    RiderResource(QueryBounds bounds) {
        this.bounds = bounds;
    }

    @GET
    @Path("/trail")
    @Operation(
            summary = "Where the rider was between two times",
            description = "By the time of sending, from (default: five minutes before to) until just before to"
                    + " (default: now), at most limit points, order asc or desc.")
    public Uni<List<TrailPoint>> trail(
            @PathParam("riderId") @Parameter(schema = @Schema(implementation = Integer.class)) String riderId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Parameter(schema = @Schema(implementation = Integer.class)) @Nullable String limit,
            @QueryParam("order") @Nullable String order) {
        Instant end = bounds.time("to", to, Instant.now());
        Instant start = bounds.time("from", from, end.minus(DEFAULT_TRAIL));
        if (!start.isBefore(end)) {
            throw ProblemException.badRequest("from has to be before to, they are " + start + " and " + end);
        }
        return RiderLocationEntity.trail(id(riderId), start, end, bounds.limit(limit), bounds.newestFirst(order));
    }

    @GET
    @Path("/current")
    @Operation(summary = "The rider's latest position, as of the last flush")
    public Uni<RiderCurrentEntity> current(
            @PathParam("riderId") @Parameter(schema = @Schema(implementation = Integer.class)) String riderId) {
        return RiderCurrentEntity.<RiderCurrentEntity>findById(id(riderId))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("nothing is stored of rider " + riderId));
    }

    @GET
    @Path("/orders")
    @Operation(summary = "The rider's orders, newest first")
    public Uni<List<DeliveryEntity>> orders(
            @PathParam("riderId") @Parameter(schema = @Schema(implementation = Integer.class)) String riderId,
            @QueryParam("limit") @Parameter(schema = @Schema(implementation = Integer.class)) @Nullable String limit) {
        return DeliveryEntity.ofRider(id(riderId), bounds.limit(limit));
    }

    private static int id(String riderId) {
        return (int) Parameters.whole("riderId", riderId, 1, Integer.MAX_VALUE);
    }
}
