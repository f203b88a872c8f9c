package io.deliverytracking.location.rest;

import io.deliverytracking.location.domain.NearRider;
import io.deliverytracking.location.view.RiderView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A neighbour in JSON. */
@Schema(name = "NearRider")
public record NearView(
        @Schema(description = "Great-circle distance in metres")
        double distanceM,

        RiderView rider) {

    static NearView of(NearRider near) {
        return new NearView(near.distanceM(), RiderView.of(near.rider()));
    }
}
