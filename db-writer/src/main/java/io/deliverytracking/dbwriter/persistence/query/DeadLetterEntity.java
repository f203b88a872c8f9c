package io.deliverytracking.dbwriter.persistence.query;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A record that could not become a row. */
@Entity
@Immutable
@Table(name = "dead_letter")
@IdClass(DeadLetterEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class DeadLetterEntity extends PanacheEntityBase {
    private static final String LATEST = """
            SELECT new io.deliverytracking.dbwriter.persistence.query.DeadLetterSummary(d.topicId, d.partition, d.offset,
                d.topic, d.reason, d.error, d.recordTimeMs, d.createdAt, d.publishedAt, d.attempts, d.redrivenAt,
                d.firstOffset, d.outcome, d.outcomeOffset, d.outcomeAt)
            FROM DeadLetterEntity d ORDER BY d.createdAt DESC, d.partition, d.offset
            """;

    @Id
    @Column(name = "topic_id")
    public UUID topicId;

    @Id
    @Column(name = "kafka_partition")
    public int partition;

    @Id
    @Column(name = "kafka_offset")
    public long offset;

    public String topic;

    public String reason;

    public String error;

    public byte @Nullable [] key;

    public byte @Nullable [] value;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> headers;

    @Column(name = "record_time_ms")
    public long recordTimeMs;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "published_at")
    public @Nullable Instant publishedAt;

    /** How often the event was re-driven up to now. */
    public int attempts;

    @Column(name = "redriven_at")
    public @Nullable Instant redrivenAt;

    /** Of a re-driven record that failed again: where the event stood first. */
    @Column(name = "first_offset")
    public @Nullable Long firstOffset;

    /** STORED or FAILED_AGAIN, once the re-driven record was read. */
    public @Nullable String outcome;

    /** Where the re-driven record is. */
    @Column(name = "outcome_offset")
    public @Nullable Long outcomeOffset;

    @Column(name = "outcome_at")
    public @Nullable Instant outcomeAt;

    /** The latest ones, newest first. */
    public static Uni<List<DeadLetterSummary>> latest(int limit) {
        return getSession()
                .flatMap(session -> session.createSelectionQuery(LATEST, DeadLetterSummary.class)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /** One record of one log. */
    @SuppressWarnings("NullAway.Init") // filled by Hibernate
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        public UUID topicId;
        public int partition;
        public long offset;

        public Key() {}

        public Key(UUID topicId, int partition, long offset) {
            this.topicId = topicId;
            this.partition = partition;
            this.offset = offset;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && key.topicId.equals(topicId)
                    && key.partition == partition
                    && key.offset == offset;
        }

        @Override
        public int hashCode() {
            return Objects.hash(topicId, partition, offset);
        }
    }
}
