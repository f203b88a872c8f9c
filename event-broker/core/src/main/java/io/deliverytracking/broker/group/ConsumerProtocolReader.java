package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what consumers and their leader say to each other.
 *
 * <p>To the coordinator subscriptions and assignments are opaque bytes, passed through untouched. It looks
 * into those of protocol type {@code consumer} for two purposes: offsets of a subscribed topic neither
 * expire nor are deleted, and people want to see who owns what.
 *
 * <p>Every version starts with the fields of version 0, so that is all we read:
 *
 * <pre>
 * subscription  int16 version | array of topic name | ...
 * assignment    int16 version | array of (topic name | array of int32 partition) | ...
 * </pre>
 *
 * <p>Failure: bytes that do not follow this are a {@link RecordFormatException}; they are the members'
 * affair, never a reason to refuse them.
 *
 * <p>Source: Apache Kafka's {@code ConsumerProtocolSubscription.json}, {@code ConsumerProtocolAssignment.json}.
 */
final class ConsumerProtocolReader {

    /** The protocol type of consumers. */
    static final String PROTOCOL_TYPE = "consumer";

    private ConsumerProtocolReader() {}

    static Set<String> subscribedTopics(byte[] subscription) {
        RecordReader reader = versioned(subscription);
        int count = reader.arrayLength();
        Set<String> topics = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            topics.add(reader.string());
        }
        return topics;
    }

    static List<TopicPartitions> assignedPartitions(byte[] assignment) {
        if (assignment.length == 0) {
            return List.of();
        }
        RecordReader reader = versioned(assignment);
        int count = reader.arrayLength();
        List<TopicPartitions> topics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String topic = reader.string();
            int partitionCount = reader.arrayLength();
            List<Integer> partitions = new ArrayList<>(partitionCount);
            for (int j = 0; j < partitionCount; j++) {
                partitions.add(reader.int32());
            }
            topics.add(new TopicPartitions(topic, List.copyOf(partitions)));
        }
        return List.copyOf(topics);
    }

    private static RecordReader versioned(byte[] bytes) {
        RecordReader reader = new RecordReader(bytes);
        short version = reader.int16();
        if (version < 0) {
            throw new RecordFormatException("Negative version " + version + " of the consumer protocol");
        }
        return reader;
    }
}
