package io.deliverytracking.dbwriter.persistence.query;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fix of a trail.
 *
 * @param recordTime when it was sent
 * @param eventTime when it was taken, by the rider's clock
 * @param latitudeE7 in 1e-7 degrees
 * @param longitudeE7 in 1e-7 degrees
 * @param orderId the order under way, if any
 */
@RegisterForReflection
public record TrailPoint(
        Instant recordTime,
        Instant eventTime,
        long session,
        int sequence,
        int latitudeE7,
        int longitudeE7,
        short speedCmS,
        short headingDeg,
        short accuracyM,
        short status,
        @Nullable Long orderId) {}
