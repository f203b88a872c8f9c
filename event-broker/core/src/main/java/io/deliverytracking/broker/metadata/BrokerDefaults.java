package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.log.ConfigKey;
import io.deliverytracking.broker.log.InvalidLogConfigException;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogConfigKeys;
import java.util.Map;
import org.apache.kafka.common.errors.InvalidRequestException;

/**
 * Checks what was set on brokers against all that it becomes the default of: a log can't be opened with a bad
 * configuration, and a node would fail at replaying one.
 *
 * <p>Failure: {@link InvalidRequestException}, as Apache Kafka answers for brokers; for topics it is INVALID_CONFIG.
 */
final class BrokerDefaults {

    private BrokerDefaults() {}

    /**
     * Refuses bad values, alone, together with other layers, or together with what a topic sets.
     *
     * @param set what is now set on one broker, or on all
     * @param inForce what then follows for topics
     */
    static void check(Map<String, String> set, TopicConfigs inForce, MetadataImage image) {
        try {
            // By itself too: a default of all brokers may be hidden by what is set for this one.
            LogConfig.fromProperties(LogConfigKeys.topicDefaults(set), Map.of());
            inForce.logConfig(Map.of());
        } catch (InvalidLogConfigException e) {
            throw new InvalidRequestException(asItWasSet(e), e);
        }
        for (TopicImage topic : image.topics()) {
            try {
                inForce.logConfig(image.topicConfigs(topic.name()));
            } catch (InvalidLogConfigException e) {
                throw new InvalidRequestException("Topic " + topic.name() + " contradicts it: " + e.getMessage(), e);
            }
        }
    }

    /** The log speaks of topic properties; who configures brokers set the default for all topics, by another name. */
    private static String asItWasSet(InvalidLogConfigException e) {
        String message = String.valueOf(e.getMessage());
        ConfigKey key = LogConfigKeys.find(e.name());
        return key == null || key.brokerSynonym() == null
                ? message
                : message.replace("configuration " + e.name() + ":", "configuration " + key.brokerSynonym() + ":");
    }
}
