package io.deliverytracking.broker.clients.official;

import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/** Counts how often a member's assignment changes. Threading: the poll of its consumer. */
final class Counted implements ConsumerRebalanceListener {

    private final List<Collection<TopicPartition>> revoked;
    private int changes;

    /** @param revoked receives what is taken away */
    Counted(List<Collection<TopicPartition>> revoked) {
        this.revoked = revoked;
    }

    int changes() {
        return changes;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        changes++;
        revoked.add(List.copyOf(partitions));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        changes++;
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        throw new AssertionError("lost, though nobody was late: " + partitions);
    }
}
