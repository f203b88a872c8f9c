package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDir;
import org.apache.kafka.common.message.AlterReplicaLogDirsRequestData.AlterReplicaLogDirTopic;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData.AlterReplicaLogDirPartitionResult;
import org.apache.kafka.common.message.AlterReplicaLogDirsResponseData.AlterReplicaLogDirTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * AlterReplicaLogDirs: this broker has one log directory, so a replica is where it should be, or is sent where nothing
 * can be.
 *
 * <p>Source: KIP-113.
 */
public final class AlterReplicaLogDirsHandler
        implements ApiHandler<AlterReplicaLogDirsRequestData, AlterReplicaLogDirsResponseData> {

    private final MetadataController controller;
    private final Partitions partitions;
    private final LogDirs logDirs;

    public AlterReplicaLogDirsHandler(MetadataController controller, Partitions partitions, LogDirs logDirs) {
        this.controller = controller;
        this.partitions = partitions;
        this.logDirs = logDirs;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.ALTER_REPLICA_LOG_DIRS;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 2;
    }

    @Override
    public void handle(
            RequestContext context,
            AlterReplicaLogDirsRequestData request,
            Reply<AlterReplicaLogDirsResponseData> reply) {
        AlterReplicaLogDirsResponseData response = new AlterReplicaLogDirsResponseData();
        for (AlterReplicaLogDir target : request.dirs()) {
            boolean known =
                    logDirs.describe().stream().anyMatch(dir -> dir.path().equals(target.path()));
            for (AlterReplicaLogDirTopic topic : target.topics()) {
                AlterReplicaLogDirTopicResult result = new AlterReplicaLogDirTopicResult().setTopicName(topic.name());
                for (int index : topic.partitions()) {
                    Errors error = known ? check(topic.name(), index) : Errors.LOG_DIR_NOT_FOUND;
                    result.partitions()
                            .add(new AlterReplicaLogDirPartitionResult()
                                    .setPartitionIndex(index)
                                    .setErrorCode(error.code()));
                }
                response.results().add(result);
            }
        }
        reply.send(response);
    }

    private Errors check(String topic, int index) {
        Partition partition = partitions.find(topic, index);
        if (partition != null) {
            return partition.isOffline() ? Errors.KAFKA_STORAGE_ERROR : Errors.NONE;
        }
        return controller.image().partition(topic, index) == null
                ? Errors.UNKNOWN_TOPIC_OR_PARTITION
                : Errors.REPLICA_NOT_AVAILABLE;
    }
}
