package io.deliverytracking.dbwriter.domain;

/**
 * A partition of a topic, by name.
 *
 * @param topic the topic's name
 * @param partition the partition's number, from 0
 */
public record LogPartition(String topic, int partition) implements Comparable<LogPartition> {
    @Override
    public int compareTo(LogPartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
