package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.RandomSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsAssignment;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.requests.ApiError;

/**
 * Decides CreatePartitions: partitions are only ever added, and the answer has one result for each topic.
 *
 * <p>Unlike Apache Kafka: an internal topic keeps the number it has. A group is found by the hash of its id and that
 * number, so with another one most groups would lose what they committed.
 */
public final class PartitionAddition {

    private final RandomSource random;

    public PartitionAddition(RandomSource random) {
        this.random = random;
    }

    /** Decides the whole request; with {@code validateOnly} nothing changes, but the answer is the same. */
    public Decision<CreatePartitionsResponseData> decide(MetadataImage image, CreatePartitionsRequestData request) {
        Set<String> seen = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (CreatePartitionsTopic topic : request.topics()) {
            if (!seen.add(topic.name())) {
                repeated.add(topic.name());
            }
        }
        CreatePartitionsResponseData response = new CreatePartitionsResponseData();
        List<MetadataRecord> records = new ArrayList<>();
        for (CreatePartitionsTopic topic : request.topics()) {
            CreatePartitionsTopicResult result = new CreatePartitionsTopicResult().setName(topic.name());
            try {
                if (repeated.contains(topic.name())) {
                    throw new InvalidRequestException("Duplicate topic name.");
                }
                records.addAll(add(image, topic));
            } catch (ApiException e) {
                ApiError error = ApiError.fromThrowable(e);
                result.setErrorCode(error.error().code()).setErrorMessage(error.message());
            }
            response.results().add(result);
        }
        return request.validateOnly() ? Decision.unchanged(response) : new Decision<>(records, response);
    }

    private List<MetadataRecord> add(MetadataImage image, CreatePartitionsTopic wanted) {
        TopicImage topic = image.topic(wanted.name());
        if (topic == null) {
            throw new UnknownTopicOrPartitionException("This server does not host this topic-partition.");
        }
        if (Topic.isInternal(topic.name())) {
            throw new InvalidRequestException("The number of partitions of the internal topic " + topic.name()
                    + " is fixed: groups are found by it.");
        }
        int present = topic.partitionCount();
        int added = wanted.count() - present;
        if (added == 0) {
            throw new InvalidPartitionsException("Topic already has " + present + " partition(s).");
        }
        if (added < 0) {
            throw new InvalidPartitionsException("The topic " + wanted.name() + " currently has " + present
                    + " partition(s); " + wanted.count() + " would not be an increase.");
        }
        if (added > MetadataLog.MAX_BATCH_RECORDS) {
            throw new PolicyViolationException("Excessively large number of partitions per request.");
        }
        List<List<Integer>> placement = placement(image, topic, wanted, added);
        List<MetadataRecord> records = new ArrayList<>();
        for (int i = 0; i < added; i++) {
            records.add(new MetadataRecord.PartitionSet(
                    topic.id(), ReplicaPlacement.newPartition(image, present + i, placement.get(i))));
        }
        return records;
    }

    private List<List<Integer>> placement(
            MetadataImage image, TopicImage topic, CreatePartitionsTopic wanted, int added) {
        int replicas = topic.partitions().get(0).replicas().size();
        List<CreatePartitionsAssignment> manual = wanted.assignments();
        if (manual == null) {
            return ReplicaPlacement.place(image, added, replicas, random);
        }
        if (manual.size() != added) {
            throw new InvalidReplicaAssignmentException("Attempted to add " + added
                    + " additional partition(s), but only " + manual.size() + " assignment(s) were specified.");
        }
        List<List<Integer>> placement = new ArrayList<>();
        for (CreatePartitionsAssignment assignment : manual) {
            ReplicaPlacement.checkManual(image, assignment.brokerIds(), replicas);
            placement.add(assignment.brokerIds());
        }
        return placement;
    }
}
