package io.deliverytracking.simulator.domain.partition;

import io.deliverytracking.events.Zone;
import io.deliverytracking.simulator.domain.Fix;

/** Chooses a partition for each fix. May count, so each sender has its own; the generator thread. */
public interface PartitionChoice {

    /** Leave it to the producer, which hashes the key (murmur2). */
    int BY_KEY = -1;

    /** The partition, or {@link #BY_KEY}. */
    int partitionOf(Fix fix);

    /** {@link Partitioning#KEY}. */
    static PartitionChoice byKey() {
        return fix -> BY_KEY;
    }

    /** {@link Partitioning#ROUND_ROBIN}. */
    static PartitionChoice roundRobin(int partitions) {
        int[] next = {0};
        return fix -> {
            int partition = next[0];
            next[0] = partition + 1 == partitions ? 0 : partition + 1;
            return partition;
        };
    }

    /** {@link Partitioning#EXPLICIT}. */
    static PartitionChoice explicit(int partition) {
        return fix -> partition;
    }

    /**
     * {@link Partitioning#ZONE}: the partitions are dealt out to the four zones (partition modulo 4 is the zone, as far
     * as there are that many), and within a zone a rider stays on one of them. A rider that rides into another zone
     * changes its partition, and its order across that change is not kept.
     */
    @SuppressWarnings("EnumOrdinal") // Zones are dealt out in their order.
    static PartitionChoice byZone(int partitions, int centreLatitudeE7, int centreLongitudeE7) {
        int zones = Zone.values().length;
        return fix -> {
            int zone = Zone.of(fix.latitudeE7, fix.longitudeE7, centreLatitudeE7, centreLongitudeE7)
                    .ordinal();
            if (partitions < zones) {
                return zone % partitions;
            }
            int ofZone = (partitions - zone + zones - 1) / zones;
            return zone + zones * (fix.riderId % ofZone);
        };
    }
}
