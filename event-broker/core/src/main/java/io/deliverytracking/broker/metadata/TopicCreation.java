package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.port.RandomSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.requests.ApiError;

/**
 * Decides CreateTopics: each topic of a request is created or refused by itself.
 *
 * <p>Failure: what is wrong with one topic is its error in the answer; a request for more than
 * {@value MetadataLog#MAX_BATCH_RECORDS} partitions is refused as a whole.
 *
 * <p>Source: error codes and their order follow Apache Kafka's controller.
 */
public final class TopicCreation {

    private final TopicDefaults defaults;
    private final TopicConfigs topicConfigs;
    private final RandomSource random;

    public TopicCreation(TopicDefaults defaults, TopicConfigs topicConfigs, RandomSource random) {
        this.defaults = defaults;
        this.topicConfigs = topicConfigs;
        this.random = random;
    }

    /** Decides the whole request; with {@code validateOnly} nothing changes, but the answer is the same. */
    public Decision<CreateTopicsResponseData> decide(MetadataImage image, CreateTopicsRequestData request) {
        checkTotal(request);
        Map<String, Long> mentions = new HashMap<>();
        request.topics().forEach(topic -> mentions.merge(topic.name(), 1L, Long::sum));
        CreateTopicsResponseData response = new CreateTopicsResponseData();
        List<MetadataRecord> records = new ArrayList<>();
        MetadataImage working = image;
        for (CreatableTopic topic : request.topics()) {
            CreatableTopicResult result =
                    new CreatableTopicResult().setName(topic.name()).setErrorMessage(null);
            Long mentioned = mentions.remove(topic.name());
            if (mentioned == null) {
                continue;
            }
            try {
                if (mentioned > 1) {
                    throw new InvalidRequestException("Duplicate topic name.");
                }
                checkName(working, topic.name());
                List<MetadataRecord> creation = create(working, topic, result);
                working = working.next(working.offset()).replay(creation).build();
                records.addAll(creation);
            } catch (ApiException e) {
                ApiError error = ApiError.fromThrowable(e);
                result.setErrorCode(error.error().code())
                        .setErrorMessage(error.message())
                        .setTopicConfigErrorCode((short) 0);
            }
            response.topics().add(result);
        }
        return request.validateOnly() ? Decision.unchanged(response) : new Decision<>(records, response);
    }

    private void checkTotal(CreateTopicsRequestData request) {
        long total = 0;
        for (CreatableTopic topic : request.topics()) {
            total += !topic.assignments().isEmpty()
                    ? topic.assignments().size()
                    : topic.numPartitions() == -1 ? defaults.partitions() : Math.max(0, topic.numPartitions());
        }
        if (total > MetadataLog.MAX_BATCH_RECORDS) {
            throw new PolicyViolationException("Excessively large number of partitions per request.");
        }
    }

    private static void checkName(MetadataImage image, String name) {
        if (name.equals(Topic.CLUSTER_METADATA_TOPIC_NAME)) {
            throw new InvalidRequestException(
                    "Creation of internal topic " + Topic.CLUSTER_METADATA_TOPIC_NAME + " is prohibited.");
        }
        if (image.topic(name) != null) {
            throw new TopicExistsException("Topic '" + name + "' already exists.");
        }
        Topic.validate(name);
        if (Topic.hasCollisionChars(name)) {
            for (TopicImage other : image.topics()) {
                if (Topic.hasCollision(name, other.name())) {
                    throw new InvalidTopicException(
                            "Topic '" + name + "' collides with existing topic: " + other.name());
                }
            }
        }
    }

    private List<MetadataRecord> create(MetadataImage image, CreatableTopic topic, CreatableTopicResult result) {
        TopicConfigs inForce = topicConfigs.in(image);
        SortedMap<String, String> configs = configs(inForce, topic);
        List<List<Integer>> placement = placement(image, topic);
        Uuid id = unusedId(image);
        List<MetadataRecord> records = new ArrayList<>();
        records.add(new MetadataRecord.TopicCreated(topic.name(), id));
        for (int index = 0; index < placement.size(); index++) {
            records.add(new MetadataRecord.PartitionSet(
                    id, ReplicaPlacement.newPartition(image, index, placement.get(index))));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        configs.forEach((key, value) -> records.add(new MetadataRecord.ConfigSet(resource, key, value)));
        result.setTopicId(id)
                .setNumPartitions(placement.size())
                .setReplicationFactor((short) placement.get(0).size())
                .setConfigs(effective(inForce, configs));
        return records;
    }

    private Uuid unusedId(MetadataImage image) {
        Uuid id = Uuids.random(random);
        while (image.topic(id) != null) {
            id = Uuids.random(random);
        }
        return id;
    }

    private static SortedMap<String, String> configs(TopicConfigs inForce, CreatableTopic topic) {
        SortedMap<String, String> configs = new TreeMap<>();
        for (CreatableTopicConfig config : topic.configs()) {
            if (config.value() == null) {
                throw new InvalidConfigurationException("Null value not supported for topic configs: " + config.name());
            }
            configs.put(config.name(), config.value());
        }
        inForce.validate(configs);
        return configs;
    }

    private static List<CreatableTopicConfigs> effective(TopicConfigs inForce, Map<String, String> configs) {
        List<CreatableTopicConfigs> effective = new ArrayList<>();
        for (ConfigValue value : inForce.effective(configs)) {
            effective.add(new CreatableTopicConfigs()
                    .setName(value.name())
                    .setValue(value.value())
                    .setReadOnly(value.readOnly())
                    .setConfigSource(value.source().id())
                    .setIsSensitive(value.sensitive()));
        }
        return effective;
    }

    private List<List<Integer>> placement(MetadataImage image, CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return manualPlacement(image, topic);
        }
        if (topic.replicationFactor() < -1 || topic.replicationFactor() == 0) {
            throw new InvalidReplicationFactorException(
                    "Replication factor must be larger than 0, or -1 to use the default value.");
        }
        if (topic.numPartitions() < -1 || topic.numPartitions() == 0) {
            throw new InvalidPartitionsException("Number of partitions was set to an invalid non-positive value.");
        }
        int partitions = topic.numPartitions() == -1 ? defaults.partitions() : topic.numPartitions();
        int replicas = topic.replicationFactor() == -1 ? defaults.replicationFactor() : topic.replicationFactor();
        return ReplicaPlacement.place(image, partitions, replicas, random);
    }

    private static List<List<Integer>> manualPlacement(MetadataImage image, CreatableTopic topic) {
        if (topic.replicationFactor() != -1) {
            throw new InvalidRequestException(
                    "A manual partition assignment was specified, but replication factor was not set to -1.");
        }
        if (topic.numPartitions() != -1) {
            throw new InvalidRequestException(
                    "A manual partition assignment was specified, but numPartitions was not set to -1.");
        }
        SortedMap<Integer, List<Integer>> assigned = new TreeMap<>();
        int replicas = 0;
        for (CreatableReplicaAssignment assignment : topic.assignments()) {
            ReplicaPlacement.checkManual(image, assignment.brokerIds(), replicas);
            replicas = assignment.brokerIds().size();
            assigned.put(assignment.partitionIndex(), assignment.brokerIds());
        }
        if (assigned.firstKey() != 0 || assigned.lastKey() != assigned.size() - 1) {
            throw new InvalidReplicaAssignmentException("partitions should be a consecutive 0-based integer sequence");
        }
        return new ArrayList<>(assigned.values());
    }
}
