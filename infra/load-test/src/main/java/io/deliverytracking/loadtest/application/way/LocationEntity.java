package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fix as an application maps it. Its identity is assigned, not generated, so that saving it is one INSERT and no question
 * before; see {@link LocationInsert} for what the two columns hold.
 */
@Entity
@Table(name = "rider_location")
@IdClass(LocationEntity.Key.class)
@SuppressWarnings("NullAway.Init") // filled by Hibernate
class LocationEntity {

    @Id
    @Column(name = "kafka_partition")
    short partition;

    @Id
    @Column(name = "kafka_offset")
    long offset;

    @Column(name = "record_time")
    Instant recordTime;

    @Column(name = "event_time")
    Instant eventTime;

    long session;

    @Column(name = "order_id")
    @Nullable
    Long orderId;

    @Column(name = "rider_id")
    int riderId;

    int sequence;

    @Column(name = "latitude_e7")
    int latitudeE7;

    @Column(name = "longitude_e7")
    int longitudeE7;

    @Column(name = "speed_cm_s")
    short speedCmS;

    @Column(name = "heading_deg")
    short headingDeg;

    @Column(name = "accuracy_m")
    short accuracyM;

    short status;

    static LocationEntity of(Event event) {
        LocationEntity entity = new LocationEntity();
        entity.partition = LocationInsert.NO_PARTITION;
        entity.offset = event.number();
        entity.recordTime = Instant.ofEpochMilli(event.recordTimeMs());
        entity.eventTime = Instant.ofEpochMilli(event.eventTimeMs());
        entity.session = event.session();
        entity.orderId = event.orderId() == 0 ? null : (Long) event.orderId();
        entity.riderId = event.riderId();
        entity.sequence = event.sequence();
        entity.latitudeE7 = event.latitudeE7();
        entity.longitudeE7 = event.longitudeE7();
        entity.speedCmS = event.speedCmS();
        entity.headingDeg = event.headingDeg();
        entity.accuracyM = event.accuracyM();
        entity.status = event.status();
        return entity;
    }

    /** What identifies a row. */
    static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        short partition;
        long offset;

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
