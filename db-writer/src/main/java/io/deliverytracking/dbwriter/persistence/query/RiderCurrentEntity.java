package io.deliverytracking.dbwriter.persistence.query;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** The latest stored position of a rider, as of the last flush. */
@Entity
@Immutable
@Table(name = "rider_current")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class RiderCurrentEntity extends PanacheEntityBase {
    @Id
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

    @Column(name = "updated_at")
    public Instant updatedAt;
}
