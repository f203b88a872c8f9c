package io.deliverytracking.location.rest;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.view.OrderView;
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

/** Questions about orders. */
@Path("/api/orders")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "orders", description = "The state of each order, with its rider")
public class OrderResource {

    private final LiveMap map;
    private final LocationConfig.Rest bounds;

    OrderResource(LiveMap map, LocationConfig config) {
        this.map = map;
        this.bounds = config.rest();
    }

    @GET
    @Operation(
            operationId = "latestOrders",
            summary = "Orders under way, the last updated first",
            description = "As many as the limit says; how many there are altogether: /api/statistics, openOrders.")
    @APIResponse(responseCode = "200")
    @APIResponse(
            responseCode = "400",
            description = "The limit cannot be meant so",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public List<OrderView> latest(
            @RestQuery
                    @Parameter(
                            description = "The most orders to list; 10 if absent",
                            schema = @Schema(implementation = Integer.class))
                    @Nullable
                    String limit) {
        int atMost = Parameters.count("limit", limit, Math.min(10, bounds.maxOrders()), bounds.maxOrders());
        return map.latestOpenOrders(atMost).stream().map(OrderView::of).toList();
    }

    @GET
    @Path("/{orderId}")
    @Operation(operationId = "order", summary = "An order's state and its rider's latest position")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OrderView.class)))
    @APIResponse(
            responseCode = "400",
            description = "No order can have this id",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "Nothing was heard of this order lately",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public OrderView order(
            @RestPath @Parameter(schema = @Schema(implementation = Long.class, minimum = "1")) String orderId) {
        long id = Parameters.whole("orderId", orderId, 1, Long.MAX_VALUE);
        return map.order(id)
                .map(OrderView::of)
                .orElseThrow(() -> ProblemException.notFound("Nothing was heard of order " + id + " lately."));
    }
}
