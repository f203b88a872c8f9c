package io.deliverytracking.console.kafka;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The log at one moment.
 *
 * @param topics those that exist, of those asked for
 * @param committed per group the committed offsets by partition
 */
public record LogFigures(List<Topic> topics, Map<String, Map<Partition, Long>> committed) {

    /** A partition of a topic. */
    public record Partition(String topic, int partition) {}

    /**
     * One topic.
     *
     * @param ends end offset of each partition
     * @param bytes on the brokers' disks, replicas included; empty if the brokers do not say
     */
    public record Topic(String name, Map<Partition, Long> ends, OptionalLong bytes) {

        /** All that was ever written, as far as offsets tell. */
        public long endOffset() {
            return ends.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
