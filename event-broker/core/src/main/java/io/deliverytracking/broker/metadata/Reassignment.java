package io.deliverytracking.broker.metadata;

import java.util.List;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignablePartitionResponse;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignableTopicResponse;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Decides AlterPartitionReassignments. No replica is moved yet: a reassignment to where a partition is already succeeds
 * and changes nothing, any other is refused.
 *
 * <p>Source: KIP-455, KIP-860 (replication factor, version 1).
 */
public final class Reassignment {

    private Reassignment() {}

    /** Decides the whole request, partition by partition. */
    public static Decision<AlterPartitionReassignmentsResponseData> decide(
            MetadataImage image, AlterPartitionReassignmentsRequestData request) {
        AlterPartitionReassignmentsResponseData response = new AlterPartitionReassignmentsResponseData()
                .setErrorMessage(null)
                .setAllowReplicationFactorChange(request.allowReplicationFactorChange());
        for (ReassignableTopic topic : request.topics()) {
            ReassignableTopicResponse result = new ReassignableTopicResponse().setName(topic.name());
            for (ReassignablePartition wanted : topic.partitions()) {
                ApiError error = ApiError.NONE;
                try {
                    check(image, topic.name(), wanted, request.allowReplicationFactorChange());
                } catch (ApiException e) {
                    error = ApiError.fromThrowable(e);
                }
                result.partitions()
                        .add(new ReassignablePartitionResponse()
                                .setPartitionIndex(wanted.partitionIndex())
                                .setErrorCode(error.error().code())
                                .setErrorMessage(error.message()));
            }
            response.responses().add(result);
        }
        return Decision.unchanged(response);
    }

    private static void check(
            MetadataImage image, String topicName, ReassignablePartition wanted, boolean replicationFactorMayChange) {
        PartitionImage present = find(image, topicName, wanted.partitionIndex());
        @Nullable List<Integer> replicas = wanted.replicas();
        if (replicas == null) {
            throw new NoReassignmentInProgressException(Errors.NO_REASSIGNMENT_IN_PROGRESS.message());
        }
        ReplicaPlacement.checkManual(image, replicas, 0);
        if (!replicationFactorMayChange && replicas.size() != present.replicas().size()) {
            throw new InvalidReplicationFactorException("The replication factor is changed from "
                    + present.replicas().size() + " to " + replicas.size());
        }
        if (!replicas.equals(present.replicas())) {
            throw new InvalidReplicaAssignmentException("Replicas cannot be moved yet: partition " + topicName + "-"
                    + wanted.partitionIndex() + " stays on " + present.replicas());
        }
    }

    private static PartitionImage find(MetadataImage image, String topicName, int index) {
        TopicImage topic = image.topic(topicName);
        if (topic == null) {
            throw new UnknownTopicOrPartitionException("Unable to find a topic named " + topicName + ".");
        }
        PartitionImage partition = topic.partition(index);
        if (partition == null) {
            throw new UnknownTopicOrPartitionException("Unable to find partition " + topicName + ":" + index + ".");
        }
        return partition;
    }
}
