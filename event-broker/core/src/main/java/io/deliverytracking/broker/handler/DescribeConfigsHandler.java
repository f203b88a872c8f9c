package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.BrokerConfigs;
import io.deliverytracking.broker.metadata.ConfigValue;
import io.deliverytracking.broker.metadata.GroupConfigs;
import io.deliverytracking.broker.metadata.LoggerConfigs;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.TopicConfigs;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * DescribeConfigs: what is in force, defaults included, and where each value comes from.
 *
 * <p>Topics, groups, this broker and its loggers have configuration. Unlike Apache Kafka: client metrics have none here,
 * so nothing is listed for them.
 */
public final class DescribeConfigsHandler
        implements ApiHandler<DescribeConfigsRequestData, DescribeConfigsResponseData> {

    private final MetadataController controller;
    private final TopicConfigs topicConfigs;
    private final BrokerConfigs brokerConfigs;
    private final GroupConfigs groupConfigs;
    private final LoggerConfigs loggerConfigs;

    public DescribeConfigsHandler(
            MetadataController controller,
            TopicConfigs topicConfigs,
            BrokerConfigs brokerConfigs,
            GroupConfigs groupConfigs,
            LoggerConfigs loggerConfigs) {
        this.controller = controller;
        this.topicConfigs = topicConfigs;
        this.brokerConfigs = brokerConfigs;
        this.groupConfigs = groupConfigs;
        this.loggerConfigs = loggerConfigs;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_CONFIGS;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 4;
    }

    @Override
    public void handle(
            RequestContext context, DescribeConfigsRequestData request, Reply<DescribeConfigsResponseData> reply) {
        DescribeConfigsResponseData response = new DescribeConfigsResponseData();
        for (DescribeConfigsResource asked : request.resources()) {
            DescribeConfigsResult result = new DescribeConfigsResult()
                    .setResourceType(asked.resourceType())
                    .setResourceName(asked.resourceName());
            try {
                for (ConfigValue value : describe(asked)) {
                    if (isWanted(asked, value)) {
                        result.configs().add(result(value, request));
                    }
                }
            } catch (ApiException e) {
                ApiError error = ApiError.fromThrowable(e);
                result.setErrorCode(error.error().code()).setErrorMessage(error.message());
            }
            response.results().add(result);
        }
        reply.send(response);
    }

    private static boolean isWanted(DescribeConfigsResource asked, ConfigValue value) {
        List<String> keys = asked.configurationKeys();
        return keys == null || keys.isEmpty() || keys.contains(value.name());
    }

    private List<ConfigValue> describe(DescribeConfigsResource asked) {
        String name = asked.resourceName();
        return switch (ConfigResource.Type.forId(asked.resourceType())) {
            case TOPIC -> describeTopic(name);
            case BROKER -> describeBroker(name);
            case GROUP -> describeGroup(name);
            case CLIENT_METRICS -> {
                requireName("Client metrics subscription name", name);
                yield List.of();
            }
            case BROKER_LOGGER -> loggerConfigs.describe(name);
            case UNKNOWN -> throw new InvalidRequestException("Unsupported resource type: " + asked.resourceType());
        };
    }

    private List<ConfigValue> describeTopic(String name) {
        Topic.validate(name);
        MetadataImage image = controller.image();
        if (image.topic(name) == null) {
            throw new UnknownTopicOrPartitionException("The topic '" + name + "' does not exist.");
        }
        return topicConfigs.in(image).describe(image.topicConfigs(name));
    }

    /** The name is this broker's id, or empty for what was set for all brokers. */
    private List<ConfigValue> describeBroker(String name) {
        brokerConfigs.checkName(name);
        return name.isEmpty()
                ? brokerConfigs.describeDefaults(controller.image())
                : brokerConfigs.describe(controller.image());
    }

    /** A group may be configured before there is one. */
    private List<ConfigValue> describeGroup(String name) {
        requireName("Group name", name);
        return groupConfigs.describe(controller.image().configs(new ConfigResource(ConfigResource.Type.GROUP, name)));
    }

    private static void requireName(String what, String name) {
        if (name.isEmpty()) {
            throw new InvalidRequestException(what + " must not be empty");
        }
    }

    /** Loggers have none, which Apache Kafka says with other words than that it was not asked for. */
    private static @Nullable String documentation(ConfigValue value, DescribeConfigsRequestData request) {
        boolean isLogger = value.source() == ConfigSource.DYNAMIC_BROKER_LOGGER_CONFIG;
        return isLogger || request.includeDocumentation() ? value.documentation() : null;
    }

    private static DescribeConfigsResourceResult result(ConfigValue value, DescribeConfigsRequestData request) {
        List<DescribeConfigsSynonym> synonyms = new ArrayList<>();
        if (request.includeSynonyms()) {
            for (ConfigValue.Synonym synonym : value.synonyms()) {
                synonyms.add(new DescribeConfigsSynonym()
                        .setName(synonym.name())
                        .setValue(synonym.value())
                        .setSource(synonym.source().id()));
            }
        }
        return new DescribeConfigsResourceResult()
                .setName(value.name())
                .setValue(value.value())
                .setConfigSource(value.source().id())
                .setReadOnly(value.readOnly())
                .setIsSensitive(value.sensitive())
                .setConfigType(value.type().id())
                .setDocumentation(documentation(value, request))
                .setSynonyms(synonyms);
    }
}
