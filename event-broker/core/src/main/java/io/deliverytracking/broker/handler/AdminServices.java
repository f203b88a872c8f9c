package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.BrokerConfigs;
import io.deliverytracking.broker.metadata.ConfigAlteration;
import io.deliverytracking.broker.metadata.GroupConfigs;
import io.deliverytracking.broker.metadata.LoggerConfigs;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.PartitionAddition;
import io.deliverytracking.broker.metadata.TopicConfigs;
import io.deliverytracking.broker.metadata.TopicCreation;
import io.deliverytracking.broker.metadata.TopicDefaults;
import io.deliverytracking.broker.metadata.TopicDeletion;
import io.deliverytracking.broker.port.RandomSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the handlers of the metadata and admin APIs work on, and those handlers.
 *
 * @param controller decides and holds the image
 * @param topicDefaults what topics get when nothing is said
 * @param topicConfigs the configuration that topics can have
 * @param brokerConfigs the properties of this broker
 * @param groupConfigs the configuration that groups can have
 * @param loggerConfigs the log levels of this process
 * @param internalTopics how the broker's own topics are created
 * @param logDirs where the logs are
 * @param random for topic ids and placement
 * @param nodeId this broker's id
 */
public record AdminServices(
        MetadataController controller,
        TopicDefaults topicDefaults,
        TopicConfigs topicConfigs,
        BrokerConfigs brokerConfigs,
        GroupConfigs groupConfigs,
        LoggerConfigs loggerConfigs,
        InternalTopics internalTopics,
        LogDirs logDirs,
        RandomSource random,
        int nodeId) {

    private static final SortedMap<String, Short> FEATURES =
            new TreeMap<>(Map.of(ApiVersionsHandler.GROUP_VERSION, ApiVersionsHandler.CONSUMER_PROTOCOL));

    /** Creates topics that are needed without having been asked for. */
    public TopicCreator topicCreator() {
        return new TopicCreator(controller, topicCreation(), internalTopics);
    }

    private TopicCreation topicCreation() {
        return new TopicCreation(topicDefaults, topicConfigs, random);
    }

    /** One handler for each metadata and admin API. */
    public List<ApiHandler<?, ?>> handlers() {
        ConfigAlteration alteration = new ConfigAlteration(topicConfigs, brokerConfigs, groupConfigs);
        return List.of(
                new MetadataHandler(controller, topicCreator(), topicDefaults, nodeId),
                new CreateTopicsHandler(controller, topicCreation()),
                new DeleteTopicsHandler(controller, new TopicDeletion(topicDefaults)),
                new CreatePartitionsHandler(controller, new PartitionAddition(random)),
                new DescribeConfigsHandler(controller, topicConfigs, brokerConfigs, groupConfigs, loggerConfigs),
                new IncrementalAlterConfigsHandler(controller, alteration, loggerConfigs),
                new AlterConfigsHandler(controller, alteration),
                new DescribeLogDirsHandler(logDirs),
                new DescribeClusterHandler(controller, nodeId),
                new DescribeTopicPartitionsHandler(controller),
                new ListPartitionReassignmentsHandler(),
                new ElectLeadersHandler(controller),
                new DescribeAclsHandler(),
                new ListConfigResourcesHandler(controller),
                new DescribeClientQuotasHandler(controller),
                new AlterClientQuotasHandler(controller),
                new AlterPartitionReassignmentsHandler(controller),
                new UpdateFeaturesHandler(FEATURES, nodeId),
                new ListTransactionsHandler(),
                new DescribeTransactionsHandler(),
                new CreateAclsHandler(),
                new DeleteAclsHandler(),
                new DescribeUserScramCredentialsHandler());
    }
}
