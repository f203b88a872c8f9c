package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.port.Clock;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeQuorumRequestData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.PartitionData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.message.DescribeQuorumResponseData.TopicData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * DescribeQuorum: who keeps the metadata log, and how far each voter has come. One node keeps it alone: it leads, votes
 * for itself, and what it has written is committed.
 *
 * <p>Unlike Apache Kafka: offsets count batches of changes, not records; and no controller listeners are named, because
 * there are none: what a controller is asked elsewhere, this broker answers on its own listener.
 *
 * <p>Source: KIP-595, KIP-836 (timestamps, version 1), KIP-853 (directories and nodes, version 2).
 */
public final class DescribeQuorumHandler implements ApiHandler<DescribeQuorumRequestData, DescribeQuorumResponseData> {

    private static final short FIRST_VERSION_WITH_DIRECTORIES = 2;

    private final MetadataController controller;
    private final Clock clock;
    private final int nodeId;
    private final Uuid directoryId;

    /** @param directoryId of the log directory that holds the metadata */
    public DescribeQuorumHandler(MetadataController controller, Clock clock, int nodeId, Uuid directoryId) {
        this.controller = controller;
        this.clock = clock;
        this.nodeId = nodeId;
        this.directoryId = directoryId;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_QUORUM;
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
            RequestContext context, DescribeQuorumRequestData request, Reply<DescribeQuorumResponseData> reply) {
        DescribeQuorumResponseData response = new DescribeQuorumResponseData();
        if (!asksForTheMetadata(request)) {
            request.topics().forEach(topic -> response.topics().add(unknown(topic)));
        } else if (!controller.isLeading()) {
            response.setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code())
                    .setErrorMessage(Errors.NOT_LEADER_OR_FOLLOWER.message());
        } else {
            response.topics()
                    .add(new TopicData()
                            .setTopicName(Topic.CLUSTER_METADATA_TOPIC_NAME)
                            .setPartitions(List.of(describe(context.apiVersion()))));
            if (context.apiVersion() >= FIRST_VERSION_WITH_DIRECTORIES) {
                response.nodes().add(new DescribeQuorumResponseData.Node().setNodeId(nodeId));
            }
        }
        reply.send(response);
    }

    private static boolean asksForTheMetadata(DescribeQuorumRequestData request) {
        return request.topics().size() == 1
                && request.topics().get(0).topicName().equals(Topic.CLUSTER_METADATA_TOPIC_NAME)
                && request.topics().get(0).partitions().size() == 1
                && request.topics().get(0).partitions().get(0).partitionIndex() == 0;
    }

    private PartitionData describe(short version) {
        long endOffset = controller.image().offset() + 1;
        long nowMs = clock.wallClockMs();
        ReplicaState self = new ReplicaState()
                .setReplicaId(nodeId)
                .setLogEndOffset(endOffset)
                .setLastFetchTimestamp(nowMs)
                .setLastCaughtUpTimestamp(nowMs);
        if (version >= FIRST_VERSION_WITH_DIRECTORIES) {
            self.setReplicaDirectoryId(directoryId);
        }
        return new PartitionData()
                .setPartitionIndex(0)
                .setLeaderId(nodeId)
                .setLeaderEpoch(controller.epoch())
                .setHighWatermark(endOffset)
                .setCurrentVoters(List.of(self));
    }

    private static TopicData unknown(DescribeQuorumRequestData.TopicData topic) {
        TopicData answer = new TopicData().setTopicName(topic.topicName());
        topic.partitions()
                .forEach(partition -> answer.partitions()
                        .add(new PartitionData()
                                .setPartitionIndex(partition.partitionIndex())
                                .setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code())
                                .setErrorMessage(Errors.UNKNOWN_TOPIC_OR_PARTITION.message())));
        return answer;
    }
}
