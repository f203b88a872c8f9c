package io.deliverytracking.broker.group;

import java.util.List;
import java.util.Map;

/** What consumers and their leader say to each other, as the official client writes it. */
final class ConsumerProtocolBytes {

    private static final byte[] NO_USER_DATA = new byte[0];

    private ConsumerProtocolBytes() {}

    static byte[] subscription(String... topics) {
        return subscription(List.of(topics), NO_USER_DATA, Map.of());
    }

    /** Of a member that says what it has. */
    static byte[] subscription(List<String> topics, byte[] userData, Map<String, List<Integer>> owned) {
        RecordWriter writer = new RecordWriter().int16(1).int32(topics.size());
        topics.forEach(writer::string);
        if (userData.length == 0) {
            writer.int32(-1);
        } else {
            writer.bytes(userData);
        }
        return append(writer, owned).toByteArray();
    }

    private static RecordWriter append(RecordWriter writer, Map<String, List<Integer>> partitions) {
        writer.int32(partitions.size());
        partitions.forEach((topic, indexes) -> {
            writer.string(topic).int32(indexes.size());
            indexes.forEach(writer::int32);
        });
        return writer;
    }

    static byte[] assignment(Map<String, List<Integer>> partitions) {
        return append(new RecordWriter().int16(1), partitions).int32(-1).toByteArray();
    }

    /** Of an assignor that tells its members more than their partitions. */
    static byte[] assignmentWithUserData(Map<String, List<Integer>> partitions) {
        return append(new RecordWriter().int16(1), partitions)
                .bytes(new byte[] {1})
                .toByteArray();
    }
}
