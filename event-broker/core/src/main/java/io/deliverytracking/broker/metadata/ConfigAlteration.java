package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.log.ConfigKey;
import io.deliverytracking.broker.log.InvalidLogConfigException;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogConfigKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Decides IncrementalAlterConfigs and AlterConfigs: each resource of a request changes as a whole, or
 * is refused.
 *
 * <p>Topics can be configured, and of brokers what sets defaults for topics ({@link BrokerConfigs}). Unlike Apache
 * Kafka: groups, client metrics and loggers have no configuration here; to change them is refused.
 *
 * <p>Invariant: whatever was accepted stays valid for every topic. A new default of a broker that contradicts what some
 * topic sets is refused, because a log can't be opened with it.
 *
 * <p>Source: KIP-226 (brokers), KIP-339 (incremental), KIP-133 (the older one, which replaces everything).
 */
public final class ConfigAlteration {

    /** A change of one key. */
    public record Change(
            String key, OpType operation, @Nullable String value) {}

    private final TopicConfigs topicConfigs;
    private final BrokerConfigs brokerConfigs;

    public ConfigAlteration(TopicConfigs topicConfigs, BrokerConfigs brokerConfigs) {
        this.topicConfigs = topicConfigs;
        this.brokerConfigs = brokerConfigs;
    }

    /** What became of one resource. */
    public record Outcome(ConfigResource resource, ApiError error) {}

    /** The changes asked for on one resource. */
    public record Alteration(ConfigResource resource, List<Change> changes) {}

    /** Changes some keys of each resource and leaves the others. */
    public Decision<List<Outcome>> decideIncremental(
            MetadataImage image, List<Alteration> alterations, boolean validateOnly) {
        return decide(image, alterations, validateOnly, false);
    }

    /** Sets the keys given and removes all others. */
    public Decision<List<Outcome>> decideReplacement(
            MetadataImage image, List<Alteration> alterations, boolean validateOnly) {
        return decide(image, alterations, validateOnly, true);
    }

    private Decision<List<Outcome>> decide(
            MetadataImage image, List<Alteration> alterations, boolean validateOnly, boolean replace) {
        Set<ConfigResource> seen = new HashSet<>();
        Set<ConfigResource> repeated = new HashSet<>();
        for (Alteration alteration : alterations) {
            if (!seen.add(alteration.resource())) {
                repeated.add(alteration.resource());
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        List<MetadataRecord> records = new ArrayList<>();
        MetadataImage working = image;
        for (Alteration alteration : alterations) {
            ConfigResource resource = alteration.resource();
            try {
                if (repeated.contains(resource)) {
                    throw new InvalidRequestException("Each resource must appear at most once.");
                }
                checkResource(working, alteration);
                List<MetadataRecord> changes = alter(working, alteration, replace);
                working = check(working, resource, changes);
                records.addAll(changes);
                outcomes.add(new Outcome(resource, ApiError.NONE));
            } catch (ApiException e) {
                outcomes.add(new Outcome(resource, ApiError.fromThrowable(e)));
            }
        }
        return validateOnly ? Decision.unchanged(outcomes) : new Decision<>(records, outcomes);
    }

    private void checkResource(MetadataImage image, Alteration alteration) {
        ConfigResource resource = alteration.resource();
        Set<String> keys = new HashSet<>();
        for (Change change : alteration.changes()) {
            if (!keys.add(change.key())) {
                throw new InvalidRequestException("Error due to duplicate config keys");
            }
        }
        SortedSet<String> sortedKeys = new TreeSet<>(keys);
        switch (resource.type()) {
            case TOPIC -> {
                if (image.topic(resource.name()) == null) {
                    throw new UnknownTopicOrPartitionException("The topic '" + resource.name() + "' does not exist.");
                }
            }
            case BROKER -> brokerConfigs.checkName(resource.name());
            case GROUP ->
                throw new InvalidConfigurationException("Unknown group config name: " + String.join(", ", sortedKeys));
            case CLIENT_METRICS ->
                throw new InvalidRequestException(
                        "Unknown client metrics configuration: " + String.join(", ", sortedKeys));
            case BROKER_LOGGER -> throw new InvalidRequestException("Log levels cannot be changed on this broker.");
            case UNKNOWN -> throw new InvalidRequestException("Unknown resource type");
        }
    }

    private List<MetadataRecord> alter(MetadataImage image, Alteration alteration, boolean replace) {
        SortedMap<String, String> before = image.configs(alteration.resource());
        Keys keys = alteration.resource().type() == ConfigResource.Type.TOPIC
                ? Keys.ofTopics(topicConfigs.in(image))
                : Keys.ofBrokers(topicConfigs.in(image));
        SortedMap<String, String> after = replace ? new TreeMap<>() : new TreeMap<>(before);
        List<String> nulls = new ArrayList<>();
        for (Change change : alteration.changes()) {
            String value = change.value();
            if (value == null && change.operation() != OpType.DELETE) {
                nulls.add(change.key());
            } else {
                apply(keys, after, change.key(), change.operation(), value == null ? "" : value);
            }
        }
        if (!nulls.isEmpty()) {
            throw new InvalidRequestException("Null value not supported for : " + String.join(", ", nulls));
        }
        return difference(alteration.resource(), before, after);
    }

    /** The image with these changes; refuses what can't be set, or would leave some topic with a bad configuration. */
    private MetadataImage check(MetadataImage image, ConfigResource resource, List<MetadataRecord> changes) {
        MetadataImage after = image.next(image.offset()).replay(changes).build();
        TopicConfigs inForce = topicConfigs.in(after);
        if (resource.type() == ConfigResource.Type.TOPIC) {
            inForce.validate(after.configs(resource));
            return after;
        }
        SortedMap<String, String> set = after.configs(resource);
        brokerConfigs.checkSettable(set.keySet());
        try {
            // By itself too: a default of all brokers may be hidden by what is set for this one.
            LogConfig.fromProperties(LogConfigKeys.topicDefaults(set), Map.of());
            inForce.logConfig(Map.of());
        } catch (InvalidLogConfigException e) {
            throw new InvalidRequestException(asItWasSet(e), e);
        }
        for (TopicImage topic : after.topics()) {
            try {
                inForce.logConfig(after.topicConfigs(topic.name()));
            } catch (InvalidLogConfigException e) {
                throw new InvalidRequestException("Topic " + topic.name() + " contradicts it: " + e.getMessage(), e);
            }
        }
        return after;
    }

    /** The log speaks of topic properties; who configures brokers set the default for all topics, by another name. */
    private static String asItWasSet(InvalidLogConfigException e) {
        String message = String.valueOf(e.getMessage());
        ConfigKey key = LogConfigKeys.find(e.name());
        return key == null || key.brokerSynonym() == null
                ? message
                : message.replace("configuration " + e.name() + ":", "configuration " + key.brokerSynonym() + ":");
    }

    private static void apply(
            Keys keys, SortedMap<String, String> configs, String key, OpType operation, String value) {
        switch (operation) {
            case SET -> configs.put(key, value);
            case DELETE -> configs.remove(key);
            case APPEND, SUBTRACT -> {
                if (!keys.isList(key)) {
                    throw new InvalidConfigurationException(
                            "Can't " + operation + " to key " + key + " because its type is not LIST.");
                }
                List<String> items = items(configs.getOrDefault(key, keys.defaultValue(key)));
                for (String item : items(value)) {
                    if (operation == OpType.SUBTRACT) {
                        items.remove(item);
                    } else if (!items.contains(item)) {
                        items.add(item);
                    }
                }
                configs.put(key, String.join(",", items));
            }
        }
    }

    /** The keys of one type of resource: which hold lists, and what such a list is when nothing is set. */
    private record Keys(Predicate<String> lists, UnaryOperator<String> defaults) {

        static Keys ofTopics(TopicConfigs inForce) {
            return new Keys(inForce::isList, inForce::defaultValue);
        }

        /** A broker's property is the default of the topic's property that has the other name. */
        static Keys ofBrokers(TopicConfigs inForce) {
            return new Keys(
                    name -> LogConfigKeys.all().stream().anyMatch(key -> isListOf(key, name)),
                    name -> LogConfigKeys.all().stream()
                            .filter(key -> isListOf(key, name))
                            .map(key -> inForce.defaultValue(key.name()))
                            .findFirst()
                            .orElse(""));
        }

        private static boolean isListOf(ConfigKey key, String brokerName) {
            return key.type() == ConfigKey.Type.LIST && brokerName.equals(key.brokerSynonym());
        }

        boolean isList(String key) {
            return lists.test(key);
        }

        String defaultValue(String key) {
            return defaults.apply(key);
        }
    }

    private static List<String> items(String value) {
        List<String> items = new ArrayList<>();
        Arrays.stream(value.split(",", -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .forEach(items::add);
        return items;
    }

    private static List<MetadataRecord> difference(
            ConfigResource resource, SortedMap<String, String> before, SortedMap<String, String> after) {
        List<MetadataRecord> records = new ArrayList<>();
        for (Map.Entry<String, String> config : after.entrySet()) {
            if (!config.getValue().equals(before.get(config.getKey()))) {
                records.add(new MetadataRecord.ConfigSet(resource, config.getKey(), config.getValue()));
            }
        }
        for (String key : before.keySet()) {
            if (!after.containsKey(key)) {
                records.add(new MetadataRecord.ConfigSet(resource, key, null));
            }
        }
        return records;
    }
}
