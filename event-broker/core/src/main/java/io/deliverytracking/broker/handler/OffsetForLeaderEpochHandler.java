package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Says where a leader epoch ended in this log, so that a client that saw that epoch learns whether what it read was
 * truncated since.
 *
 * <p>Source: KIP-101, KIP-320.
 */
public final class OffsetForLeaderEpochHandler
        implements ApiHandler<OffsetForLeaderEpochRequestData, OffsetForLeaderEpochResponseData> {

    private final PartitionAnswers answers;

    public OffsetForLeaderEpochHandler(Partitions partitions) {
        this.answers = new PartitionAnswers(partitions);
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.OFFSET_FOR_LEADER_EPOCH;
    }

    @Override
    public short lowestVersion() {
        return 2;
    }

    @Override
    public short highestVersion() {
        return 4;
    }

    @Override
    public void handle(
            RequestContext context,
            OffsetForLeaderEpochRequestData request,
            Reply<OffsetForLeaderEpochResponseData> reply) {
        OffsetForLeaderTopicResultCollection topics =
                new OffsetForLeaderTopicResultCollection(request.topics().size());
        for (OffsetForLeaderTopic topic : request.topics()) {
            List<EpochEndOffset> partitions = new ArrayList<>(topic.partitions().size());
            for (OffsetForLeaderPartition asked : topic.partitions()) {
                partitions.add(answers.ask(
                        topic.topic(),
                        asked.partition(),
                        asked.currentLeaderEpoch(),
                        partition -> endOf(partition, asked.leaderEpoch()),
                        OffsetForLeaderEpochHandler::failed));
            }
            topics.add(new OffsetForLeaderTopicResult().setTopic(topic.topic()).setPartitions(partitions));
        }
        reply.send(new OffsetForLeaderEpochResponseData().setTopics(topics));
    }

    private static EpochEndOffset endOf(Partition partition, int leaderEpoch) {
        io.deliverytracking.broker.log.EpochEndOffset end = partition.log().epochEndOffset(leaderEpoch);
        return new EpochEndOffset()
                .setPartition(partition.index())
                .setLeaderEpoch(end.epoch())
                .setEndOffset(end.endOffset());
    }

    private static EpochEndOffset failed(int index, Errors error) {
        return new EpochEndOffset().setPartition(index).setErrorCode(error.code());
    }
}
