package io.deliverytracking.dbwriter.persistence.query;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An order, from placed to delivered or cancelled. */
@Entity
@Immutable
@Table(name = "delivery")
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class DeliveryEntity extends PanacheEntityBase {
    @Id
    @Column(name = "order_id")
    public long orderId;

    @Column(name = "restaurant_id")
    public int restaurantId;

    @Column(name = "customer_id")
    public int customerId;

    @Column(name = "rider_id")
    public @Nullable Integer riderId;

    /** Number of the state, as in the event contract. */
    public short state;

    @Column(name = "placed_at")
    public Instant placedAt;

    @Column(name = "accepted_at")
    public @Nullable Instant acceptedAt;

    @Column(name = "ready_at")
    public @Nullable Instant readyAt;

    @Column(name = "picked_up_at")
    public @Nullable Instant pickedUpAt;

    @Column(name = "delivered_at")
    public @Nullable Instant deliveredAt;

    @Column(name = "cancelled_at")
    public @Nullable Instant cancelledAt;

    @Column(name = "expected_ready_at")
    public @Nullable Instant expectedReadyAt;

    @Column(name = "promised_at")
    public @Nullable Instant promisedAt;

    @Column(name = "restaurant_latitude_e7")
    public int restaurantLatitudeE7;

    @Column(name = "restaurant_longitude_e7")
    public int restaurantLongitudeE7;

    @Column(name = "customer_latitude_e7")
    public int customerLatitudeE7;

    @Column(name = "customer_longitude_e7")
    public int customerLongitudeE7;

    /** The latest orders of a rider, newest first. */
    public static Uni<List<DeliveryEntity>> ofRider(int riderId, int limit) {
        return DeliveryEntity.<DeliveryEntity>find("riderId = ?1 order by placedAt desc", riderId)
                .page(0, limit)
                .list();
    }

    /** The latest orders in a state, newest first. */
    public static Uni<List<DeliveryEntity>> inState(short state, int limit) {
        return DeliveryEntity.<DeliveryEntity>find("state = ?1 order by placedAt desc", state)
                .page(0, limit)
                .list();
    }
}
