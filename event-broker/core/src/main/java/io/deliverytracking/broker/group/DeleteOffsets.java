package io.deliverytracking.broker.group;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/** An administrator makes a group forget how far it has read. */
public final class DeleteOffsets {

    private DeleteOffsets() {}

    public record Request(String groupId, List<Topic> topics) {}

    public record Topic(String name, List<Integer> partitions) {}

    /** Results in the order of the request. */
    public record Response(List<TopicResult> topics) {}

    public record TopicResult(String name, List<PartitionResult> partitions) {}

    public record PartitionResult(int partition, Errors error) {}
}
