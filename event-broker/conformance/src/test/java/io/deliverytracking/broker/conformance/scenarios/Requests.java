package io.deliverytracking.broker.conformance.scenarios;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.SetupException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.BaseRecords;

/** Requests that several areas need. */
final class Requests {

    static final Uuid UNKNOWN_ID = new Uuid(0x1234, 0x5678);
    static final int TIMEOUT_MS = 10_000;
    static final int ENOUGH_BYTES = 10_000_000;

    private Requests() {}

    /** To partition 0 with acks=all; by name, or by id where the version wants that. */
    static ProduceRequestData produce(String topic, Uuid id, BaseRecords records) {
        return produce(topic, id, 0, records);
    }

    static ProduceRequestData produce(String topic, Uuid id, int partition, BaseRecords records) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT_MS);
        request.topicData()
                .add(new ProduceRequestData.TopicProduceData()
                        .setName(topic)
                        .setTopicId(id)
                        .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                                .setIndex(partition)
                                .setRecords(records))));
        return request;
    }

    /** Writes before the question under test is asked; it has to succeed. */
    static void write(Conversation with, String topic, BaseRecords records) throws IOException {
        write(with, topic, 0, records);
    }

    static void write(Conversation with, String topic, int partition, BaseRecords records) throws IOException {
        ProduceResponseData answer = with.prepare(produce(topic, with.idOf(topic), partition, records));
        short error =
                answer.responses().iterator().next().partitionResponses().get(0).errorCode();
        if (error != Errors.NONE.code()) {
            throw new SetupException("Writing to " + topic + " failed: " + Errors.forCode(error));
        }
    }

    /** Without a session, without waiting. */
    static FetchRequestData fetch(String topic, Uuid id, FetchRequestData.FetchPartition... partitions) {
        FetchRequestData request = new FetchRequestData()
                .setSessionEpoch(-1)
                .setMaxWaitMs(0)
                .setMinBytes(1)
                .setMaxBytes(ENOUGH_BYTES);
        request.topics()
                .add(new FetchRequestData.FetchTopic()
                        .setTopic(topic)
                        .setTopicId(id)
                        .setPartitions(List.of(partitions)));
        return request;
    }

    static FetchRequestData.FetchPartition at(long offset) {
        return at(0, offset);
    }

    static FetchRequestData.FetchPartition at(int partition, long offset) {
        return new FetchRequestData.FetchPartition()
                .setPartition(partition)
                .setFetchOffset(offset)
                .setPartitionMaxBytes(ENOUGH_BYTES);
    }

    /** Asks by name, creating nothing. */
    static MetadataRequestData metadata(String... topics) {
        return new MetadataRequestData()
                .setAllowAutoTopicCreation(false)
                .setTopics(Arrays.stream(topics)
                        .map(topic -> new MetadataRequestData.MetadataRequestTopic().setName(topic))
                        .toList());
    }

    static ListOffsetsRequestData listOffsets(String topic, long timestamp) {
        return listOffsets(topic, new ListOffsetsRequestData.ListOffsetsPartition().setTimestamp(timestamp));
    }

    static ListOffsetsRequestData listOffsets(String topic, ListOffsetsRequestData.ListOffsetsPartition... partitions) {
        return new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setTimeoutMs(TIMEOUT_MS)
                .setTopics(List.of(new ListOffsetsRequestData.ListOffsetsTopic()
                        .setName(topic)
                        .setPartitions(List.of(partitions))));
    }
}
