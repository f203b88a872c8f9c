package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.sketch.Quantiles;

/**
 * How long a stage took for the orders that ended it in a window; at least one.
 *
 * @param sumMs     exact
 * @param quantiles in seconds; exact for up to 200 orders
 */
public record StageResult(long count, long sumMs, Quantiles quantiles) {

    public double meanS() {
        return sumMs / 1_000.0 / count;
    }
}
