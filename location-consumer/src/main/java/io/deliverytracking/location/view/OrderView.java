package io.deliverytracking.location.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.location.domain.OrderState;
import io.deliverytracking.location.domain.OrderUpdate;
import io.deliverytracking.location.domain.TrackedOrder;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An order in JSON. */
@Schema(name = "Order", description = "The state of an order, with its rider's latest position")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
        long orderId,
        OrderState state,

        @Schema(description = "When each state was entered, ms since the epoch, as far as it is known")
        Map<OrderState, Long> enteredAtMs,

        int restaurantId,
        int customerId,
        @Nullable Integer riderId,
        long placedAtMs,
        @Nullable Long readyAtMs,
        @Nullable Long promisedAtMs,
        PlaceView restaurant,
        PlaceView customer,

        @Schema(description = "Absent while there is no rider, or none that was heard of lately") @Nullable
        RiderView rider) {

    /** A fixed place in degrees. */
    @Schema(name = "Place")
    public record PlaceView(double latitude, double longitude) {

        private static PlaceView of(OrderUpdate.Place place) {
            return new PlaceView(RiderView.degrees(place.latitudeE7()), RiderView.degrees(place.longitudeE7()));
        }
    }

    /** The JSON form of an order. */
    public static OrderView of(TrackedOrder order) {
        OrderUpdate latest = order.latest();
        return new OrderView(
                latest.orderId(),
                latest.state(),
                order.enteredAtMs(),
                latest.restaurantId(),
                latest.customerId(),
                latest.riderId(),
                latest.placedAtMs(),
                latest.readyAtMs(),
                latest.promisedAtMs(),
                PlaceView.of(latest.restaurant()),
                PlaceView.of(latest.customer()),
                order.rider() == null ? null : RiderView.of(order.rider()));
    }
}
