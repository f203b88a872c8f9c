package io.deliverytracking.broker.metadata;

/**
 * What topics get when a request leaves it open, and whether they may be created and deleted.
 *
 * @param partitions {@code num.partitions}
 * @param replicationFactor {@code default.replication.factor}
 * @param deletionEnabled {@code delete.topic.enable}
 * @param autoCreationEnabled {@code auto.create.topics.enable}
 */
public record TopicDefaults(
        int partitions, int replicationFactor, boolean deletionEnabled, boolean autoCreationEnabled) {

    /** Apache Kafka's defaults. */
    public static final TopicDefaults KAFKA = new TopicDefaults(1, 1, true, true);

    public TopicDefaults {
        if (partitions < 1 || replicationFactor < 1) {
            throw new IllegalArgumentException("num.partitions=" + partitions + " and default.replication.factor="
                    + replicationFactor + " must be at least 1");
        }
    }
}
