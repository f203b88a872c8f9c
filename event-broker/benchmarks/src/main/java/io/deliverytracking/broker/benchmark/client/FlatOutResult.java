package io.deliverytracking.broker.benchmark.client;

import org.jspecify.annotations.Nullable;

/**
 * How fast it went.
 *
 * @param inPerSecond  records acknowledged a second, from the first send to the end of the flush
 * @param outPerSecond records received a second, from the return of each reading's first poll with records to that of its last
 * @param trouble      how records were lost or repeated; null if none were
 */
public record FlatOutResult(
        double inPerSecond, double outPerSecond, @Nullable String trouble) {}
