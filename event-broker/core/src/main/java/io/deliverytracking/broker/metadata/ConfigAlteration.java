package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Decides IncrementalAlterConfigs and AlterConfigs: each resource of a request changes as a whole, or
 * is refused.
 *
 * <p>Topics and groups can be configured, and of brokers what sets defaults for topics ({@link BrokerConfigs}). Unlike
 * Apache Kafka: client metrics have no configuration here; to change it is refused. Loggers are none of the cluster's
 * metadata ({@link LoggerConfigs}).
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
    private final GroupConfigs groupConfigs;

    public ConfigAlteration(TopicConfigs topicConfigs, BrokerConfigs brokerConfigs, GroupConfigs groupConfigs) {
        this.topicConfigs = topicConfigs;
        this.brokerConfigs = brokerConfigs;
        this.groupConfigs = groupConfigs;
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
                if (resource.name().isEmpty()) {
                    throw new InvalidRequestException("Default topic resources are not allowed.");
                }
                Topic.validate(resource.name());
                if (image.topic(resource.name()) == null) {
                    throw new UnknownTopicOrPartitionException("The topic '" + resource.name() + "' does not exist.");
                }
            }
            case BROKER -> brokerConfigs.checkName(resource.name());
            case GROUP -> {
                // What is set is checked when it is known what else is.
            }
            case CLIENT_METRICS ->
                throw new InvalidRequestException(
                        "Unknown client metrics configuration: " + String.join(", ", sortedKeys));
            case BROKER_LOGGER, UNKNOWN ->
                throw new InvalidRequestException(
                        "Unknown resource type " + resource.type().id());
        }
    }

    private List<MetadataRecord> alter(MetadataImage image, Alteration alteration, boolean replace) {
        SortedMap<String, String> before = image.configs(alteration.resource());
        ConfigLists lists = switch (alteration.resource().type()) {
            case TOPIC -> ConfigLists.ofTopics(topicConfigs.in(image));
            case GROUP -> ConfigLists.none();
            default -> ConfigLists.ofBrokers(topicConfigs.in(image));
        };
        SortedMap<String, String> after = replace ? new TreeMap<>() : new TreeMap<>(before);
        List<String> nulls = new ArrayList<>();
        for (Change change : alteration.changes()) {
            String value = change.value();
            if (value == null && change.operation() != OpType.DELETE) {
                nulls.add(change.key());
            } else {
                apply(lists, after, change.key(), change.operation(), value == null ? "" : value);
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
        if (resource.type() == ConfigResource.Type.GROUP) {
            groupConfigs.validate(resource.name(), after.configs(resource));
            return after;
        }
        TopicConfigs inForce = topicConfigs.in(after);
        if (resource.type() == ConfigResource.Type.TOPIC) {
            inForce.validate(after.configs(resource));
            return after;
        }
        SortedMap<String, String> set = after.configs(resource);
        brokerConfigs.checkSettable(set.keySet());
        BrokerDefaults.check(set, inForce, after);
        return after;
    }

    private static void apply(
            ConfigLists lists, SortedMap<String, String> configs, String key, OpType operation, String value) {
        switch (operation) {
            case SET -> configs.put(key, value);
            case DELETE -> configs.remove(key);
            case APPEND, SUBTRACT -> lists.change(configs, key, operation, value);
        }
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
