package io.deliverytracking.analytics.rest;

import io.deliverytracking.analytics.domain.StageResult;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long a stage of deliveries took, in JSON. */
@Schema(name = "StageTimes", description = "Seconds that a stage took for the orders that ended it in the window")
public record StageView(
        @Schema(description = "Orders that ended the stage") long count,

        double meanS,

        @Schema(description = "Quantiles are exact for up to 200 orders")
        double p50S,

        double p90S,
        double p99S) {

    static StageView of(StageResult stage) {
        return new StageView(
                stage.count(),
                stage.meanS(),
                stage.quantiles().p50(),
                stage.quantiles().p90(),
                stage.quantiles().p99());
    }
}
