package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Reads what consumers and their leader say to each other.
 *
 * <p>To the coordinator subscriptions and assignments are opaque bytes, passed through untouched. It looks
 * into those of protocol type {@code consumer} for three purposes: offsets of a subscribed topic neither
 * expire nor are deleted, people want to see who owns what, and a group changes to the consumer protocol and back.
 *
 * <p>Every version starts with the fields of version 0; {@link ConsumerSubscription} reads the others too.
 *
 * <pre>
 * subscription  int16 version | array of topic name | ...
 * assignment    int16 version | array of (topic name | array of int32 partition) | user data (bytes?)
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

    private static final int NO_USER_DATA = -1;

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
        return assignment.length == 0 ? List.of() : partitions(versioned(assignment));
    }

    /** Whether the leader's assignor says more to the member than its partitions. */
    static boolean hasUserData(byte[] assignment) {
        if (assignment.length == 0) {
            return false;
        }
        RecordReader reader = versioned(assignment);
        partitions(reader);
        byte[] userData = reader.nullableBytes();
        return userData != null && userData.length > 0;
    }

    /** An assignment as the leader would write it, in a version that the member understands. */
    static byte[] assignment(short version, PartitionSet partitions, TopicDirectory topics) {
        SortedMap<String, SortedSet<Integer>> named = new TreeMap<>();
        partitions.byTopic().forEach((topicId, ofTopic) -> {
            String name = topics.topicName(topicId);
            if (name != null) {
                named.put(name, ofTopic);
            }
        });
        RecordWriter writer = new RecordWriter().int16(version).int32(named.size());
        named.forEach((topic, ofTopic) -> {
            writer.string(topic).int32(ofTopic.size());
            ofTopic.forEach(writer::int32);
        });
        return writer.int32(NO_USER_DATA).toByteArray();
    }

    /** Reads an array of topics with their partitions. */
    static List<TopicPartitions> partitions(RecordReader reader) {
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

    static RecordReader versioned(byte[] bytes) {
        RecordReader reader = new RecordReader(bytes);
        short version = reader.int16();
        if (version < 0) {
            throw new RecordFormatException("Negative version " + version + " of the consumer protocol");
        }
        return reader;
    }
}
