package io.deliverytracking.simulator.rest;

import io.deliverytracking.simulator.domain.fault.FaultSettings;
import org.jspecify.annotations.Nullable;

/** Changes to {@link FaultSettings}; the same fields, each may be absent. */
public record FaultsBody(
        @Nullable Double outOfOrderRate,
        @Nullable Long outOfOrderDelayMs,
        @Nullable Double duplicateRate,
        @Nullable Long duplicateDelayMs,
        @Nullable Double dropOutRate,
        @Nullable Long dropOutDurationMs,
        @Nullable Double clockSkewShare,
        @Nullable Long clockSkewMs,
        @Nullable Double gpsNoiseRate,
        @Nullable Integer gpsNoiseM,
        @Nullable Double zeroFixRate) {

    FaultSettings over(FaultSettings before) {
        return new FaultSettings(
                orElse(outOfOrderRate, before.outOfOrderRate()),
                orElse(outOfOrderDelayMs, before.outOfOrderDelayMs()),
                orElse(duplicateRate, before.duplicateRate()),
                orElse(duplicateDelayMs, before.duplicateDelayMs()),
                orElse(dropOutRate, before.dropOutRate()),
                orElse(dropOutDurationMs, before.dropOutDurationMs()),
                orElse(clockSkewShare, before.clockSkewShare()),
                orElse(clockSkewMs, before.clockSkewMs()),
                orElse(gpsNoiseRate, before.gpsNoiseRate()),
                orElse(gpsNoiseM, before.gpsNoiseM()),
                orElse(zeroFixRate, before.zeroFixRate()));
    }

    private static <T> T orElse(@Nullable T value, T before) {
        return value == null ? before : value;
    }
}
