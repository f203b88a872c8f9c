package io.deliverytracking.simulator.rest;

import io.deliverytracking.service.rest.ProblemException;
import io.deliverytracking.simulator.config.SettingsFactory;
import io.deliverytracking.simulator.control.CityMap;
import io.deliverytracking.simulator.control.Simulator;
import io.deliverytracking.simulator.control.SimulatorState;
import io.deliverytracking.simulator.domain.city.CityPlane;
import io.deliverytracking.simulator.domain.city.wire.Bounds;
import io.deliverytracking.simulator.domain.replay.Replay;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where riders are to be expected, and the streets they ride on; answers before anything is sent, too. */
@Path("/api/simulator")
@Tag(name = "map")
@Blocking
public class MapResource {

    public static final String NETWORK_TYPE = "application/vnd.delivery-tracking.network";

    private final CityMap map;
    private final SettingsFactory settings;
    private final Simulator simulator;

    public MapResource(CityMap map, SettingsFactory settings, Simulator simulator) {
        this.map = map;
        this.settings = settings;
        this.simulator = simulator;
    }

    @GET
    @Path("map")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The box in which riders are, the centre where its zones meet, and the tag of its streets;"
                    + " 503 while a trace is still being read")
    public MapView map() {
        return map.isThere() ? city() : replay();
    }

    private MapView city() {
        CityPlane plane = settings.city().plane();
        Bounds bounds = Bounds.of(plane);
        return new MapView(
                "city",
                new Box(bounds.southE7() / 1e7, bounds.westE7() / 1e7, bounds.northE7() / 1e7, bounds.eastE7() / 1e7),
                new Position(plane.centreLatitudeE7() / 1e7, plane.centreLongitudeE7() / 1e7),
                map.network().map(CityMap.Network::tag).orElse(null));
    }

    /** All copies are within the box; zones meet in the middle of the trace itself. */
    private MapView replay() {
        Replay replay = simulator
                .replay()
                .orElseThrow(() -> ProblemException.unavailable(
                        simulator.state() == SimulatorState.FAILED
                                ? "the trace could not be read; the status says why"
                                : "the trace is still being read"));
        io.deliverytracking.traces.Bounds all = replay.copies().bounds();
        io.deliverytracking.traces.Bounds one = replay.trace().report().bounds();
        return new MapView(
                "replay",
                new Box(all.southE7() / 1e7, all.westE7() / 1e7, all.northE7() / 1e7, all.eastE7() / 1e7),
                new Position(one.middleLatitudeE7() / 1e7, one.middleLongitudeE7() / 1e7),
                null);
    }

    @GET
    @Path("network")
    @Produces({NETWORK_TYPE, MediaType.APPLICATION_JSON})
    @Operation(summary = "Streets, water, parks, districts and restaurants in binary form; 404 with a replay")
    public Response network(@Context Request request) {
        CityMap.Network network =
                map.network().orElseThrow(() -> ProblemException.notFound("a replay has no street network"));
        EntityTag tag = new EntityTag(network.tag());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).build();
        }
        return Response.ok(network.bytes(), NETWORK_TYPE).tag(tag).build();
    }

    /**
     * What a map begins with; degrees.
     *
     * @param kind {@code city} or {@code replay}
     * @param centre where the zones north, east, south and west meet
     * @param network the entity tag of the street network; null without one
     */
    public record MapView(
            String kind,
            Box bounds,
            Position centre,
            @Nullable String network) {}

    /** {@code west} is greater than {@code east} if the box lies across the date line. */
    public record Box(double south, double west, double north, double east) {}

    public record Position(double latitude, double longitude) {}
}
