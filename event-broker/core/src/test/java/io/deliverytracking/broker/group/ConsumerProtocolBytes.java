package io.deliverytracking.broker.group;

import java.util.List;
import java.util.Map;

/** What consumers and their leader say to each other, as the official client writes it. */
final class ConsumerProtocolBytes {

    private ConsumerProtocolBytes() {}

    static byte[] subscription(String... topics) {
        RecordWriter writer = new RecordWriter().int16(1).int32(topics.length);
        for (String topic : topics) {
            writer.string(topic);
        }
        // No user data, no owned partitions.
        return writer.int32(-1).int32(0).toByteArray();
    }

    static byte[] assignment(Map<String, List<Integer>> partitions) {
        RecordWriter writer = new RecordWriter().int16(1).int32(partitions.size());
        partitions.forEach((topic, indexes) -> {
            writer.string(topic).int32(indexes.size());
            indexes.forEach(writer::int32);
        });
        return writer.int32(-1).toByteArray();
    }
}
