package io.deliverytracking.events;

/**
 * Names of the topics that the applications share, with their default partition counts.
 *
 * <p>The simulator creates the topics at its start; everybody else waits until they exist. Partition counts are the
 * defaults of the simulator's configuration and no promise to a reader: readers ask the broker.
 */
public final class Topics {

    /** One {@code RiderLocation} a fix; key {@link LocationKeys}. */
    public static final String DELIVERY_LOCATION_UPDATES = "delivery-location-updates";

    public static final int DELIVERY_LOCATION_UPDATES_PARTITIONS = 12;

    /** One {@code RestaurantUpdate} a step of an order; key {@link OrderKeys}. */
    public static final String RESTAURANT_UPDATES = "restaurant-updates";

    public static final int RESTAURANT_UPDATES_PARTITIONS = 4;

    /** Records that the database writer could not store, at least once each; key {@code topic-partition-offset}. */
    public static final String DB_WRITER_DEAD_LETTERS = "db-writer-dead-letters";

    public static final int DB_WRITER_DEAD_LETTERS_PARTITIONS = 1;

    private Topics() {}
}
