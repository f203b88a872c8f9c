package io.deliverytracking.dbwriter.persistence.query;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without what the record held: key, value and headers may be megabytes, and a list is of many.
 *
 * <p>The fields are those of {@link DeadLetterEntity}.
 */
public record DeadLetterSummary(
        UUID topicId,
        int partition,
        long offset,
        String topic,
        String reason,
        String error,
        long recordTimeMs,
        Instant createdAt,
        @Nullable Instant publishedAt,
        int attempts,
        @Nullable Instant redrivenAt,
        @Nullable Long firstOffset,
        @Nullable String outcome,
        @Nullable Long outcomeOffset,
        @Nullable Instant outcomeAt) {}
