package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.List;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResultCollection;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Deletes the records of a partition below an offset, by moving its log start offset; -1 means the high watermark.
 *
 * <p>Unlike Apache Kafka, which writes log start offsets down once a minute: the answer comes when that is done, so that
 * records that were said to be deleted don't come back with a restart.
 *
 * <p>Source: KIP-107.
 */
public final class DeleteRecordsHandler implements ApiHandler<DeleteRecordsRequestData, DeleteRecordsResponseData> {

    private static final long TO_HIGH_WATERMARK = -1;
    private static final long NO_LOW_WATERMARK = -1;

    private final PartitionAnswers answers;
    private final LogRegistry logs;

    public DeleteRecordsHandler(Partitions partitions, LogRegistry logs) {
        this.answers = new PartitionAnswers(partitions);
        this.logs = logs;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DELETE_RECORDS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 2;
    }

    @Override
    public void handle(
            RequestContext context, DeleteRecordsRequestData request, Reply<DeleteRecordsResponseData> reply) {
        DeleteRecordsTopicResultCollection topics =
                new DeleteRecordsTopicResultCollection(request.topics().size());
        for (DeleteRecordsTopic topic : request.topics()) {
            DeleteRecordsPartitionResultCollection results = new DeleteRecordsPartitionResultCollection(
                    topic.partitions().size());
            for (DeleteRecordsPartition asked : topic.partitions()) {
                results.add(answers.ask(
                        topic.name(),
                        asked.partitionIndex(),
                        Partition.NO_EPOCH,
                        partition -> delete(partition, asked.offset()),
                        DeleteRecordsHandler::failed));
            }
            topics.add(new DeleteRecordsTopicResult().setName(topic.name()).setPartitions(results));
        }
        DeleteRecordsResponseData response = new DeleteRecordsResponseData().setTopics(topics);
        List<DeleteRecordsPartitionResult> succeeded = succeeded(response);
        if (succeeded.isEmpty()) {
            reply.send(response);
            return;
        }
        logs.checkpoint((written, failure) -> {
            if (failure != null) {
                succeeded.forEach(DeleteRecordsHandler::fail);
            }
            reply.send(response);
        });
    }

    private static List<DeleteRecordsPartitionResult> succeeded(DeleteRecordsResponseData response) {
        return response.topics().stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(partition -> partition.errorCode() == Errors.NONE.code())
                .toList();
    }

    /** The records are gone for now; the client has to ask again, so that they stay gone. */
    private static void fail(DeleteRecordsPartitionResult notWrittenDown) {
        notWrittenDown.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code()).setLowWatermark(NO_LOW_WATERMARK);
    }

    private static DeleteRecordsPartitionResult delete(Partition partition, long offset) {
        if (Topic.isInternal(partition.topic())) {
            return failed(partition.index(), Errors.INVALID_TOPIC_EXCEPTION);
        }
        LogConfig config = partition.log().config();
        if (config.compact() && !config.delete()) {
            return failed(partition.index(), Errors.POLICY_VIOLATION);
        }
        long upTo = offset == TO_HIGH_WATERMARK ? partition.highWatermark() : offset;
        if (upTo < 0 || upTo > partition.highWatermark()) {
            return failed(partition.index(), Errors.OFFSET_OUT_OF_RANGE);
        }
        partition.advanceLogStartOffset(upTo);
        if (partition.isOffline()) {
            return failed(partition.index(), Errors.KAFKA_STORAGE_ERROR);
        }
        return new DeleteRecordsPartitionResult()
                .setPartitionIndex(partition.index())
                .setLowWatermark(partition.log().logStartOffset());
    }

    private static DeleteRecordsPartitionResult failed(int index, Errors error) {
        return new DeleteRecordsPartitionResult()
                .setPartitionIndex(index)
                .setLowWatermark(NO_LOW_WATERMARK)
                .setErrorCode(error.code());
    }
}
