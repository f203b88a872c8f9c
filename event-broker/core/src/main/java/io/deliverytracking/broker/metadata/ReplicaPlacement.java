package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.RandomSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;

/**
 * Where the replicas of new partitions go: round the active brokers from a random start, each
 * partition one broker further, so that leaders and replicas spread evenly.
 *
 * <p>Unlike Apache Kafka: racks are not looked at.
 */
final class ReplicaPlacement {

    private ReplicaPlacement() {}

    /** Places {@code partitions} partitions of {@code replicationFactor} replicas each. */
    static List<List<Integer>> place(MetadataImage image, int partitions, int replicationFactor, RandomSource random) {
        List<Integer> brokers = image.activeBrokerIds();
        if (replicationFactor > brokers.size()) {
            throw new InvalidReplicationFactorException("Unable to replicate the partition " + replicationFactor
                    + " time(s): The target replication factor of " + replicationFactor
                    + " cannot be reached because only " + brokers.size() + " broker(s) are registered.");
        }
        int start = random.nextInt(brokers.size());
        List<List<Integer>> placed = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            List<Integer> replicas = new ArrayList<>(replicationFactor);
            for (int replica = 0; replica < replicationFactor; replica++) {
                replicas.add(brokers.get((start + partition + replica) % brokers.size()));
            }
            placed.add(replicas);
        }
        return placed;
    }

    /** Refuses a placement made by hand that names a broker twice, an unknown one, or none. */
    static void checkManual(MetadataImage image, List<Integer> replicas, int expectedReplicas) {
        if (replicas.isEmpty()) {
            throw new InvalidReplicaAssignmentException(
                    "The manual partition assignment includes an empty replica list.");
        }
        Set<Integer> seen = new HashSet<>();
        for (int broker : replicas) {
            if (image.broker(broker) == null) {
                throw new InvalidReplicaAssignmentException("The manual partition assignment includes broker " + broker
                        + ", but no such broker is registered.");
            }
            if (!seen.add(broker)) {
                throw new InvalidReplicaAssignmentException(
                        "The manual partition assignment includes the broker " + broker + " more than once.");
            }
        }
        if (expectedReplicas > 0 && replicas.size() != expectedReplicas) {
            throw new InvalidReplicaAssignmentException("The manual partition assignment includes a partition with "
                    + replicas.size() + " replica(s), but this is not consistent with previous partitions, which have "
                    + expectedReplicas + " replica(s).");
        }
    }

    /** A new partition on these replicas: those that are active are in sync, the first of them leads. */
    static PartitionImage newPartition(MetadataImage image, int index, List<Integer> replicas) {
        List<Integer> active = image.activeBrokerIds();
        List<Integer> isr = replicas.stream().filter(active::contains).toList();
        if (isr.isEmpty()) {
            throw new InvalidReplicaAssignmentException("All brokers specified in the manual partition assignment for"
                    + " partition " + index + " are fenced or in controlled shutdown.");
        }
        return new PartitionImage(index, replicas, isr, isr.get(0), 0, 0);
    }
}
