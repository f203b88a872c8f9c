package io.deliverytracking.location.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.location.domain.FixBatch;
import io.deliverytracking.location.domain.RiderPosition;
import io.deliverytracking.location.domain.RiderStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The latest position of a rider in JSON. */
@Schema(name = "Rider", description = "The latest position of a rider")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RiderView(
        int riderId,
        @Schema(description = "WGS 84, degrees") double latitude,
        @Schema(description = "WGS 84, degrees") double longitude,

        @Schema(description = "Ground speed in metres per second")
        double speedMps,

        @Schema(description = "Clockwise from true north") int headingDeg,
        @Schema(description = "Radius of 68% confidence") int accuracyM,
        RiderStatus status,

        @Schema(description = "The order being carried or fetched; absent while idle") @Nullable
        Long orderId,

        @Schema(description = "Names one run of the producer")
        long session,

        @Schema(description = "Counts the fixes of this rider within the session")
        int sequence,

        @Schema(description = "By the rider's clock, ms since the epoch")
        long eventTimeMs,

        @Schema(description = "When it was sent, ms since the epoch")
        long recordTimeMs) {

    /** The JSON form of a position. */
    public static RiderView of(RiderPosition rider) {
        return new RiderView(
                rider.riderId(),
                degrees(rider.latitudeE7()),
                degrees(rider.longitudeE7()),
                rider.speedCmS() / 100.0,
                rider.headingDeg(),
                rider.accuracyM(),
                rider.status(),
                rider.orderId() == FixBatch.NO_ORDER ? null : rider.orderId(),
                rider.session(),
                rider.sequence(),
                rider.eventTimeMs(),
                rider.recordTimeMs());
    }

    /** Division and not multiplication: 525200000 shall print as 52.52, not 52.519999. */
    static double degrees(int e7) {
        return e7 / 1e7;
    }
}
