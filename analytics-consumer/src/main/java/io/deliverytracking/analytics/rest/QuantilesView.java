package io.deliverytracking.analytics.rest;

import io.deliverytracking.analytics.domain.sketch.Quantiles;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Quantiles of speeds in JSON. */
@Schema(
        name = "SpeedQuantiles",
        description = "Estimated quantiles over the events in metres per second, each within 1.4% in rank")
public record QuantilesView(double p50, double p90, double p99) {

    private static final double CM_PER_M = 100;

    static @Nullable QuantilesView ofCmS(@Nullable Quantiles speeds) {
        return speeds == null
                ? null
                : new QuantilesView(speeds.p50() / CM_PER_M, speeds.p90() / CM_PER_M, speeds.p99() / CM_PER_M);
    }
}
