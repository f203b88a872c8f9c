package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicDefaults;
import io.deliverytracking.broker.metadata.TopicImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Metadata: the brokers, the topics asked for, and who leads their partitions. By default a topic asked
 * for by name that doesn't exist is created.
 *
 * <p>Unlike Apache Kafka: the answer waits for the creation, so that it already carries the new topic
 * where Kafka's client has to ask again; LEADER_NOT_AVAILABLE when that takes too long.
 *
 * <p>Source: KIP-516 (topic ids), KIP-430 (authorized operations), KIP-320 (leader epochs).
 */
public final class MetadataHandler implements ApiHandler<MetadataRequestData, MetadataResponseData> {

    private static final int FIRST_VERSION_OF_NULL_FOR_ALL = 1;
    private static final int FIRST_VERSION_OF_LISTENER_ERROR = 6;
    private static final int FIRST_VERSION_OF_TOPIC_IDS = 12;

    private final MetadataController controller;
    private final TopicCreator creator;
    private final TopicDefaults defaults;
    private final int nodeId;

    public MetadataHandler(MetadataController controller, TopicCreator creator, TopicDefaults defaults, int nodeId) {
        this.controller = controller;
        this.creator = creator;
        this.defaults = defaults;
        this.nodeId = nodeId;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.METADATA;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 13;
    }

    @Override
    public void handle(RequestContext context, MetadataRequestData request, Reply<MetadataResponseData> reply) {
        if (context.apiVersion() < FIRST_VERSION_OF_TOPIC_IDS && asksById(request)) {
            reply.send(refused(request));
            return;
        }
        SortedSet<String> missing = missing(context, request);
        if (missing.isEmpty()) {
            reply.send(response(context, request, Map.of()));
            return;
        }
        creator.create(
                missing,
                (errors, failure) -> reply.send(response(context, request, errors == null ? Map.of() : errors)));
    }

    /** Versions 10 and 11 have the field, and a broker that does not understand it yet. */
    private static boolean asksById(MetadataRequestData request) {
        return request.topics() != null
                && request.topics().stream()
                        .anyMatch(topic ->
                                topic.name() == null || !topic.topicId().equals(Uuid.ZERO_UUID));
    }

    /** One that can't be asked so makes the whole question invalid, as for Apache Kafka. */
    private static MetadataResponseData refused(MetadataRequestData request) {
        MetadataResponseData response = new MetadataResponseData();
        for (MetadataRequestTopic topic : request.topics()) {
            response.topics()
                    .add(new MetadataResponseTopic()
                            .setName(Objects.requireNonNullElse(topic.name(), ""))
                            .setTopicId(topic.topicId())
                            .setErrorCode(Errors.INVALID_REQUEST.code()));
        }
        return response;
    }

    /** Names asked for that neither exist nor are forbidden, if they are to be created. */
    private SortedSet<String> missing(RequestContext context, MetadataRequestData request) {
        SortedSet<String> missing = new TreeSet<>();
        if (isAllTopics(context, request) || !request.allowAutoTopicCreation() || !defaults.autoCreationEnabled()) {
            return missing;
        }
        for (MetadataRequestTopic topic : request.topics()) {
            String name = topic.name();
            if (name != null
                    && topic.topicId().equals(Uuid.ZERO_UUID)
                    && Topic.isValid(name)
                    && controller.image().topic(name) == null) {
                missing.add(name);
            }
        }
        return missing;
    }

    private static boolean isAllTopics(RequestContext context, MetadataRequestData request) {
        return request.topics() == null
                || (request.topics().isEmpty() && context.apiVersion() < FIRST_VERSION_OF_NULL_FOR_ALL);
    }

    private MetadataResponseData response(
            RequestContext context, MetadataRequestData request, Map<String, Errors> creationErrors) {
        MetadataImage image = controller.image();
        MetadataResponseData response = new MetadataResponseData()
                .setClusterId(image.clusterId())
                .setControllerId(nodeId)
                .setClusterAuthorizedOperations(
                        AuthorizedOperations.onCluster(request.includeClusterAuthorizedOperations()));
        for (BrokerRegistration broker : image.brokers()) {
            BrokerEndpoint endpoint = broker.fenced() ? null : broker.endpoint(context.listenerName());
            if (endpoint != null) {
                response.brokers()
                        .add(new MetadataResponseBroker()
                                .setNodeId(broker.brokerId())
                                .setHost(endpoint.host())
                                .setPort(endpoint.port())
                                .setRack(broker.rack()));
            }
        }
        TopicAnswers answers = new TopicAnswers(context, request, image);
        if (isAllTopics(context, request)) {
            image.topics().forEach(topic -> response.topics().add(answers.described(topic)));
        } else {
            // Once each, as Apache Kafka does: in the response's collection equal names cost time by their square.
            Set<Object> answered = new HashSet<>();
            for (MetadataRequestTopic topic : request.topics()) {
                boolean byId = !topic.topicId().equals(Uuid.ZERO_UUID);
                if (answered.add(byId ? topic.topicId() : Objects.requireNonNullElse(topic.name(), Uuid.ZERO_UUID))) {
                    response.topics().add(answers.answer(topic, creationErrors));
                }
            }
        }
        return response;
    }

    /** The topics' part of one response. */
    private static final class TopicAnswers {
        private final short version;
        private final boolean operationsAsked;
        private final MetadataImage image;
        private final TopicDescriber describer;

        TopicAnswers(RequestContext context, MetadataRequestData request, MetadataImage image) {
            this.version = context.apiVersion();
            this.operationsAsked = request.includeTopicAuthorizedOperations();
            this.image = image;
            this.describer = new TopicDescriber(image, context.listenerName());
        }

        MetadataResponseTopic answer(MetadataRequestTopic asked, Map<String, Errors> creationErrors) {
            String name = asked.name();
            boolean byId = !asked.topicId().equals(Uuid.ZERO_UUID);
            if (byId) {
                TopicImage topic = image.topic(asked.topicId());
                return topic != null ? described(topic) : refused(null, asked.topicId(), Errors.UNKNOWN_TOPIC_ID);
            }
            if (name == null) {
                return refused(null, Uuid.ZERO_UUID, Errors.UNKNOWN_TOPIC_ID);
            }
            TopicImage topic = image.topic(name);
            if (topic != null) {
                return described(topic);
            }
            if (!Topic.isValid(name)) {
                return refused(name, Uuid.ZERO_UUID, Errors.INVALID_TOPIC_EXCEPTION);
            }
            Errors error = creationErrors.getOrDefault(name, Errors.UNKNOWN_TOPIC_OR_PARTITION);
            // Created, and deleted by somebody else before this answer: unknown again.
            return refused(name, Uuid.ZERO_UUID, error == Errors.NONE ? Errors.UNKNOWN_TOPIC_OR_PARTITION : error);
        }

        private MetadataResponseTopic refused(@Nullable String name, Uuid id, Errors error) {
            return new MetadataResponseTopic()
                    .setName(name)
                    .setTopicId(id)
                    .setErrorCode(error.code())
                    .setIsInternal(name != null && Topic.isInternal(name))
                    .setTopicAuthorizedOperations(AuthorizedOperations.NOT_ASKED);
        }

        MetadataResponseTopic described(TopicImage topic) {
            List<MetadataResponsePartition> partitions = new ArrayList<>(topic.partitionCount());
            for (PartitionImage partition : topic.partitions()) {
                partitions.add(new MetadataResponsePartition()
                        .setErrorCode(describer
                                .error(partition, version >= FIRST_VERSION_OF_LISTENER_ERROR)
                                .code())
                        .setPartitionIndex(partition.partition())
                        .setLeaderId(describer.leader(partition))
                        .setLeaderEpoch(partition.leaderEpoch())
                        .setReplicaNodes(partition.replicas())
                        .setIsrNodes(partition.isr())
                        .setOfflineReplicas(describer.offline(partition)));
            }
            return new MetadataResponseTopic()
                    .setName(topic.name())
                    .setTopicId(topic.id())
                    .setIsInternal(topic.isInternal())
                    .setPartitions(partitions)
                    .setTopicAuthorizedOperations(AuthorizedOperations.onTopic(operationsAsked));
        }
    }
}
