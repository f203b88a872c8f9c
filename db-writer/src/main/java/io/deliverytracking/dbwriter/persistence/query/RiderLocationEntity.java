package io.deliverytracking.dbwriter.persistence.query;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A stored fix. Never loaded as an entity, because a trail is thousands of them: queries project. The table has no
 * primary key; partition and offset identify a row because the ingest stores each record once.
 */
@Entity
@Immutable
@Table(name = "rider_location")
@IdClass(RiderLocationEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class RiderLocationEntity extends PanacheEntityBase {
    @Id
    @Column(name = "kafka_partition")
    public short partition;

    @Id
    @Column(name = "kafka_offset")
    public long offset;

    @Column(name = "rider_id")
    public int riderId;

    public long session;

    public int sequence;

    @Column(name = "order_id")
    public @Nullable Long orderId;

    @Column(name = "record_time")
    public Instant recordTime;

    @Column(name = "event_time")
    public Instant eventTime;

    @Column(name = "latitude_e7")
    public int latitudeE7;

    @Column(name = "longitude_e7")
    public int longitudeE7;

    @Column(name = "speed_cm_s")
    public short speedCmS;

    @Column(name = "heading_deg")
    public short headingDeg;

    @Column(name = "accuracy_m")
    public short accuracyM;

    public short status;

    /** A row as it is to be stored. */
    public static RiderLocationEntity of(LocationRows rows, int row) {
        RiderLocationEntity fix = new RiderLocationEntity();
        fix.partition = rows.partition(row);
        fix.offset = rows.offset(row);
        fix.riderId = rows.riderId(row);
        fix.session = rows.session(row);
        fix.sequence = rows.sequence(row);
        fix.orderId = rows.orderId(row) == LocationRows.NO_ORDER ? null : rows.orderId(row);
        fix.recordTime = Instant.ofEpochMilli(rows.recordTimeMs(row));
        fix.eventTime = Instant.ofEpochMilli(rows.eventTimeMs(row));
        fix.latitudeE7 = rows.latitudeE7(row);
        fix.longitudeE7 = rows.longitudeE7(row);
        fix.speedCmS = rows.speedCmS(row);
        fix.headingDeg = rows.headingDeg(row);
        fix.accuracyM = rows.accuracyM(row);
        fix.status = rows.status(row);
        return fix;
    }

    /**
     * Where a rider was from {@code from} until just before {@code to}, by record time: at most {@code limit} fixes.
     * The range of record time is what keeps this from reading every time partition.
     */
    public static Uni<List<TrailPoint>> trail(int riderId, Instant from, Instant to, int limit, boolean newestFirst) {
        Sort.Direction direction = newestFirst ? Sort.Direction.Descending : Sort.Direction.Ascending;
        Sort byTime = Sort.by("recordTime", direction).and("session", direction).and("sequence", direction);
        return find("riderId = ?1 and recordTime >= ?2 and recordTime < ?3", byTime, riderId, from, to)
                .project(TrailPoint.class)
                .page(0, limit)
                .list();
    }

    /** Which record a row came from. */
    public static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        public short partition;
        public long offset;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.partition == partition && key.offset == offset;
        }

        @Override
        public int hashCode() {
            return Objects.hash(partition, offset);
        }
    }
}
