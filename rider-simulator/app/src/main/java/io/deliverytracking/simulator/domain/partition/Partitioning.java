package io.deliverytracking.simulator.domain.partition;

/** The ways to choose a location's partition. Order updates always go by key. */
public enum Partitioning {

    /** By hash of the rider id, by the producer itself: a rider's fixes keep their order. The default. */
    KEY,

    /** One after the other: even load, and a rider's fixes spread over all partitions, their order lost. */
    ROUND_ROBIN,

    /** By {@link io.deliverytracking.events.Zone}: a consumer of some partitions sees some parts of the city. */
    ZONE,

    /** All into one configured partition: what a hot partition does to a group. */
    EXPLICIT
}
