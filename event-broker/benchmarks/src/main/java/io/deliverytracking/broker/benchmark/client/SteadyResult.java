package io.deliverytracking.broker.benchmark.client;

import org.jspecify.annotations.Nullable;

/**
 * What the clients saw.
 *
 * @param seconds      that were measured
 * @param acknowledged records in that time
 * @param received     in that time, by all groups together
 * @param p50Ms        delay from the time at which a record was due to the return of the poll that brought it
 * @param latestSendMs how late the sender was at most: what it could not keep up with is in the delays, too
 * @param trouble      how records were lost or repeated; null if each group had each acknowledged record once
 */
public record SteadyResult(
        double seconds,
        long acknowledged,
        long received,
        double p50Ms,
        double p99Ms,
        double p999Ms,
        double maxMs,
        double latestSendMs,
        @Nullable String trouble) {}
