package io.deliverytracking.broker.metadata;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/**
 * One topic. A topic that is deleted and created again under its name has another id (KIP-516).
 *
 * <p>Invariant: {@code partitions.get(i).partition() == i}.
 */
public record TopicImage(String name, Uuid id, List<PartitionImage> partitions) {

    public TopicImage {
        partitions = List.copyOf(partitions);
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).partition() != i) {
                throw new IllegalArgumentException("topic " + name + " holds partition "
                        + partitions.get(i).partition() + " at index " + i);
            }
        }
    }

    public int partitionCount() {
        return partitions.size();
    }

    /** The partition, or null when the topic has none of this index. */
    public @Nullable PartitionImage partition(int index) {
        return index >= 0 && index < partitions.size() ? partitions.get(index) : null;
    }

    public boolean isInternal() {
        return Topic.isInternal(name);
    }
}
