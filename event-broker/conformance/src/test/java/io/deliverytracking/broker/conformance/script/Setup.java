package io.deliverytracking.broker.conformance.script;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.Errors;

/** What scenarios need before they begin, asked in the versions that are not under test. */
final class Setup {

    private static final int PATIENCE_MS = 20_000;

    private Setup() {}

    /** Records of scenarios are old; without retention they stay. */
    static void createTopic(Conversation with, String name, int partitions, String... configs) throws IOException {
        CreateTopicsRequestData.CreatableTopic topic = new CreateTopicsRequestData.CreatableTopic()
                .setName(name)
                .setNumPartitions(partitions)
                .setReplicationFactor((short) 1);
        topic.configs().add(config("retention.ms", "-1"));
        for (int i = 0; i < configs.length; i += 2) {
            topic.configs().add(config(configs[i], configs[i + 1]));
        }
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(PATIENCE_MS);
        request.topics().add(topic);
        CreateTopicsResponseData answer = with.prepare(request);
        short error = answer.topics().iterator().next().errorCode();
        if (error != Errors.NONE.code()) {
            throw new SetupException("Topic " + name + " was not created: " + Errors.forCode(error));
        }
        awaitTopic(with, name, partitions);
    }

    /** Apache Kafka answers before its logs are open. */
    static void awaitTopic(Conversation with, String name, int partitions) {
        ListOffsetsRequestData ends = new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTopics(List.of(new ListOffsetsRequestData.ListOffsetsTopic()
                        .setName(name)
                        .setPartitions(IntStream.range(0, partitions)
                                .mapToObj(index -> new ListOffsetsRequestData.ListOffsetsPartition()
                                        .setPartitionIndex(index)
                                        .setTimestamp(-1))
                                .toList())));
        with.<ListOffsetsResponseData>prepareUntil(
                ends,
                answer -> answer.topics().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.errorCode() == Errors.NONE.code()));
    }

    static MetadataResponseData.MetadataResponseTopic describe(Conversation with, String topic) throws IOException {
        MetadataResponseData answer = with.prepare(new MetadataRequestData()
                .setAllowAutoTopicCreation(false)
                .setTopics(List.of(new MetadataRequestData.MetadataRequestTopic().setName(topic))));
        return answer.topics().iterator().next();
    }

    private static CreateTopicsRequestData.CreatableTopicConfig config(String name, String value) {
        return new CreateTopicsRequestData.CreatableTopicConfig().setName(name).setValue(value);
    }
}
