package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.sketch.QuantileSketch;
import io.deliverytracking.analytics.domain.sketch.Quantiles;
import java.util.EnumMap;
import java.util.Map;

/** How long the stages took that ended in one stretch of event time. Not thread-safe. */
final class StageTimes {

    private static final class Sum {
        private long count;
        private long sumMs;
        private final QuantileSketch seconds = new QuantileSketch();
    }

    private final Map<DeliveryStage, Sum> byStage = new EnumMap<>(DeliveryStage.class);

    void add(DeliveryStage stage, long durationMs) {
        Sum sum = byStage.computeIfAbsent(stage, first -> new Sum());
        sum.count++;
        sum.sumMs += durationMs;
        sum.seconds.add(durationMs / 1_000f);
    }

    void merge(StageTimes other) {
        other.byStage.forEach((stage, added) -> {
            Sum sum = byStage.computeIfAbsent(stage, first -> new Sum());
            sum.count += added.count;
            sum.sumMs += added.sumMs;
            sum.seconds.merge(added.seconds);
        });
    }

    /** Stages that no order ended are absent. */
    Map<DeliveryStage, StageResult> result() {
        Map<DeliveryStage, StageResult> result = new EnumMap<>(DeliveryStage.class);
        byStage.forEach((stage, sum) -> {
            Quantiles quantiles = sum.seconds.quantiles();
            if (quantiles != null) {
                result.put(stage, new StageResult(sum.count, sum.sumMs, quantiles));
            }
        });
        return result.isEmpty() ? Map.of() : result;
    }
}
