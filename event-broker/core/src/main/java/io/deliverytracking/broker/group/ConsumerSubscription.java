package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer of the classic protocol tells its leader.
 *
 * <pre>
 * int16 version | array of topic name | user data | owned (1+)                               | generation (2+) | rack (3+)
 *                                       bytes?      array of (topic name | array of int32)     int32             string?
 * </pre>
 *
 * A version that is newer than 3 is read as 3.
 *
 * <p>Source: Apache Kafka's {@code ConsumerProtocolSubscription.json}.
 *
 * @param version the version of its bytes, in which its assignment is to be
 * @param topics names of the topics that it reads
 * @param owned what it says that it has; a consumer that gives up everything for each rebalance has nothing
 * @param rackId where it runs, null if it does not say
 */
record ConsumerSubscription(
        short version,
        SortedSet<String> topics,
        List<TopicPartitions> owned,
        @Nullable String rackId) {

    private static final short WITH_OWNED = 1;
    private static final short WITH_GENERATION = 2;
    private static final short WITH_RACK = 3;

    /** @throws RecordFormatException if the bytes say something else */
    static ConsumerSubscription of(byte[] metadata) {
        RecordReader reader = ConsumerProtocolReader.versioned(metadata);
        short version = (short) Math.min(new RecordReader(metadata).int16(), WITH_RACK);
        SortedSet<String> topics = new TreeSet<>();
        int count = reader.arrayLength();
        for (int i = 0; i < count; i++) {
            topics.add(reader.string());
        }
        reader.nullableBytes();
        List<TopicPartitions> owned = version >= WITH_OWNED ? ConsumerProtocolReader.partitions(reader) : List.of();
        if (version >= WITH_GENERATION) {
            reader.int32();
        }
        String rackId = version >= WITH_RACK ? reader.nullableString() : null;
        return new ConsumerSubscription(version, topics, owned, rackId);
    }

    /** The partitions that it has, of the topics that exist. */
    PartitionSet owned(TopicDirectory directory) {
        return partitionSet(owned, directory);
    }

    /** Named partitions, of the topics that exist. */
    static PartitionSet partitionSet(List<TopicPartitions> named, TopicDirectory directory) {
        PartitionSet.Builder partitions = new PartitionSet.Builder();
        for (TopicPartitions topic : named) {
            Uuid topicId = directory.topicId(topic.topic());
            if (!topicId.equals(Uuid.ZERO_UUID)) {
                partitions.addAll(topicId, topic.partitions());
            }
        }
        return partitions.build();
    }
}
