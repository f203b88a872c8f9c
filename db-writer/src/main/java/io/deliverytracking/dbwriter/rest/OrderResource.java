package io.deliverytracking.dbwriter.rest;

import io.deliverytracking.dbwriter.persistence.query.DeliveryEntity;
import io.deliverytracking.events.v1.OrderState;
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
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Orders. */
@ApplicationScoped
@Path("/api/orders")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@Tag(name = "orders")
@WithSession
public class OrderResource {
    private final QueryBounds bounds;

    OrderResource(QueryBounds bounds) {
        this.bounds = bounds;
    }

    @GET
    @Path("/{orderId}")
    @Operation(summary = "One order with the time of each state")
    public Uni<DeliveryEntity> order(
            @PathParam("orderId") @Parameter(schema = @Schema(implementation = Long.class)) String orderId) {
        return DeliveryEntity.<DeliveryEntity>findById(Parameters.whole("orderId", orderId, 1, Long.MAX_VALUE))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("no order " + orderId + " is stored"));
    }

    @GET
    @Operation(
            summary = "Orders in a state, newest first",
            description = "state is placed, accepted, ready, picked_up, delivered or cancelled")
    public Uni<List<DeliveryEntity>> orders(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Parameter(schema = @Schema(implementation = Integer.class)) @Nullable String limit) {
        return DeliveryEntity.inState(stateNumber(state), bounds.limit(limit));
    }

    private static short stateNumber(@Nullable String name) {
        if (name != null) {
            try {
                OrderState state = OrderState.valueOf("ORDER_STATE_" + name.toUpperCase(Locale.ROOT));
                if (state != OrderState.ORDER_STATE_UNSPECIFIED) {
                    return (short) state.getNumber();
                }
            } catch (IllegalArgumentException e) {
                // Told below, with the names that exist.
            }
        }
        throw ProblemException.badRequest(
                "state has to be placed, accepted, ready, picked_up, delivered or cancelled, it is " + name);
    }
}
