package io.deliverytracking.analytics.domain.sketch;

/** Three quantiles of one distribution, in the unit of its values. */
public record Quantiles(float p50, float p90, float p99) {}
