package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.log.ActiveProducer;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeProducersResponseData.PartitionResponse;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.message.DescribeProducersResponseData.TopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Shows the idempotent producers that a partition knows. None of them has a transaction.
 *
 * <p>Source: KIP-664.
 */
public final class DescribeProducersHandler
        implements ApiHandler<DescribeProducersRequestData, DescribeProducersResponseData> {

    private static final int NO_COORDINATOR_EPOCH = -1;
    private static final long NO_TRANSACTION = -1;

    private final PartitionAnswers answers;

    public DescribeProducersHandler(Partitions partitions) {
        this.answers = new PartitionAnswers(partitions);
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_PRODUCERS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 0;
    }

    @Override
    public void handle(
            RequestContext context, DescribeProducersRequestData request, Reply<DescribeProducersResponseData> reply) {
        List<TopicResponse> topics = new ArrayList<>(request.topics().size());
        for (TopicRequest topic : request.topics()) {
            List<PartitionResponse> partitions = new ArrayList<>();
            for (int index : topic.partitionIndexes()) {
                partitions.add(
                        Topic.isValid(topic.name())
                                ? answers.ask(
                                        topic.name(),
                                        index,
                                        Partition.NO_EPOCH,
                                        DescribeProducersHandler::describe,
                                        DescribeProducersHandler::failed)
                                : failed(index, Errors.INVALID_TOPIC_EXCEPTION));
            }
            topics.add(new TopicResponse().setName(topic.name()).setPartitions(partitions));
        }
        reply.send(new DescribeProducersResponseData().setTopics(topics));
    }

    private static PartitionResponse describe(Partition partition) {
        List<ProducerState> producers = new ArrayList<>();
        for (ActiveProducer producer : partition.log().activeProducers()) {
            producers.add(new ProducerState()
                    .setProducerId(producer.producerId())
                    .setProducerEpoch(producer.producerEpoch())
                    .setLastSequence(producer.lastSequence())
                    .setLastTimestamp(producer.lastTimestampMs())
                    .setCoordinatorEpoch(NO_COORDINATOR_EPOCH)
                    .setCurrentTxnStartOffset(NO_TRANSACTION));
        }
        return new PartitionResponse().setPartitionIndex(partition.index()).setActiveProducers(producers);
    }

    private static PartitionResponse failed(int index, Errors error) {
        return new PartitionResponse()
                .setPartitionIndex(index)
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
