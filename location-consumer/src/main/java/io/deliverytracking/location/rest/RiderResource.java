package io.deliverytracking.location.rest;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.GeoBox;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.view.BoxView;
import io.deliverytracking.location.view.RiderView;
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

/** Questions about riders: one, those in a box, the nearest. */
@Path("/api/riders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "riders", description = "The latest position of every rider")
@APIResponse(
        responseCode = "400",
        description = "A parameter is missing or cannot be meant so",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class RiderResource {

    private final LiveMap map;
    private final LocationConfig.Rest bounds;

    RiderResource(LiveMap map, LocationConfig config) {
        this.map = map;
        this.bounds = config.rest();
    }

    @GET
    @Path("/{riderId}")
    @Operation(operationId = "rider", summary = "The latest position of one rider")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RiderView.class)))
    @APIResponse(
            responseCode = "404",
            description = "Nothing was heard of this rider lately",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public RiderView rider(
            @RestPath @Parameter(schema = @Schema(implementation = Integer.class, minimum = "1")) String riderId) {
        int id = (int) Parameters.whole("riderId", riderId, 1, Integer.MAX_VALUE);
        return map.rider(id)
                .map(RiderView::of)
                .orElseThrow(() -> ProblemException.notFound("Nothing was heard of rider " + id + " lately."));
    }

    @GET
    @Operation(
            operationId = "ridersInBox",
            summary = "The riders in a box",
            description = "Edges included. West greater than east crosses the antimeridian.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BoxView.class)))
    public BoxView inBox(
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = Double.class)) @Nullable
                    String south,
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = Double.class)) @Nullable
                    String west,
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = Double.class)) @Nullable
                    String north,
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = Double.class)) @Nullable
                    String east,
            @RestQuery
                    @Parameter(
                            description = "The most riders to list; all are counted",
                            schema = @Schema(implementation = Integer.class))
                    @Nullable
                    String limit) {
        int southE7 = Coordinates.latitudeE7("south", south);
        int westE7 = Coordinates.longitudeE7("west", west);
        int northE7 = Coordinates.latitudeE7("north", north);
        int eastE7 = Coordinates.longitudeE7("east", east);
        if (southE7 > northE7) {
            throw ProblemException.badRequest("south must not exceed north");
        }
        int atMost = Parameters.count("limit", limit, bounds.defaultRiders(), bounds.maxRiders());
        return BoxView.of(map.ridersIn(new GeoBox(southE7, westE7, northE7, eastE7), atMost));
    }

    @GET
    @Path("/nearest")
    @Operation(operationId = "nearestRiders", summary = "The riders nearest to a point, nearest first")
    @APIResponse(responseCode = "200")
    public List<NearView> nearest(
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = Double.class)) @Nullable
                    String latitude,
            @RestQuery @Parameter(required = true, schema = @Schema(implementation = Double.class)) @Nullable
                    String longitude,
            @RestQuery
                    @Parameter(description = "How many; 10 if absent", schema = @Schema(implementation = Integer.class))
                    @Nullable
                    String count,
            @RestQuery
                    @Parameter(
                            description = "None farther than this many metres",
                            schema = @Schema(implementation = Double.class))
                    @Nullable
                    String maxDistanceM) {
        int latitudeE7 = Coordinates.latitudeE7("latitude", latitude);
        int longitudeE7 = Coordinates.longitudeE7("longitude", longitude);
        int atMost = Parameters.count("count", count, Math.min(10, bounds.maxNearest()), bounds.maxNearest());
        double farthestM = Parameters.positive("maxDistanceM", maxDistanceM, bounds.defaultNearestDistanceM());
        return map.nearest(latitudeE7, longitudeE7, atMost, farthestM).stream()
                .map(NearView::of)
                .toList();
    }
}
