package io.deliverytracking.broker.server;

import io.deliverytracking.broker.record.RecordBatchBuilder;
import java.util.List;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;

/** Requests for a {@link RawClient}. */
final class RawRequests {

    private static final int FETCH_MAX_BYTES = 50_000_000;

    private RawRequests() {}

    static ApiVersionsRequestData software() {
        return new ApiVersionsRequestData().setClientSoftwareName("raw").setClientSoftwareVersion("1.0");
    }

    /** Everything of partition 0 from its beginning, without a session. */
    static FetchRequestData fetch(String topic, int maxWaitMs) {
        FetchRequestData request = new FetchRequestData()
                .setSessionEpoch(-1)
                .setMaxWaitMs(maxWaitMs)
                .setMinBytes(1)
                .setMaxBytes(FETCH_MAX_BYTES);
        request.topics()
                .add(new FetchTopic()
                        .setTopic(topic)
                        .setPartitions(
                                List.of(new FetchPartition().setPartition(0).setPartitionMaxBytes(FETCH_MAX_BYTES))));
        return request;
    }

    /** One record for partition 0. */
    static ProduceRequestData produce(String topic, byte[] value, int acks) {
        ProduceRequestData request =
                new ProduceRequestData().setAcks((short) acks).setTimeoutMs(1_000);
        request.topicData()
                .add(new TopicProduceData()
                        .setName(topic)
                        .setPartitionData(List.of(new PartitionProduceData()
                                .setIndex(0)
                                .setRecords(new RecordBatchBuilder()
                                        .add(System.currentTimeMillis(), null, value)
                                        .build()
                                        .toRecords()))));
        return request;
    }
}
