package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.log.LogConfigKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a broker: which there are, what is in force, and which can be changed while it runs.
 *
 * <p>What a broker was started with is fixed, but for the properties that set a default for topics: those can be set for
 * this broker, or for all brokers, and hold at once for every topic that says nothing itself.
 *
 * <p>Unlike Apache Kafka: the other properties that it can change while running (threads, listeners, connection limits)
 * are read-only here, and say so; and an unknown name is refused, because there are no plug-ins that could know it.
 *
 * <p>Threading: immutable.
 *
 * <p>Source: KIP-226 (dynamic broker configuration).
 */
public final class BrokerConfigs {

    /** The resource that stands for the defaults of all brokers. */
    public static final ConfigResource ALL_BROKERS = new ConfigResource(ConfigResource.Type.BROKER, "");

    private static final Set<String> DYNAMIC = LogConfigKeys.all().stream()
            .map(key -> key.brokerSynonym())
            .filter(name -> name != null)
            .collect(Collectors.toUnmodifiableSet());

    private final SortedMap<String, ConfigDef.ConfigKey> definitions;
    private final SortedMap<String, String> properties;
    private final int nodeId;

    /**
     * The broker's properties.
     *
     * @param definitions every known property
     * @param properties what was set when it was started
     * @param nodeId this broker's id
     */
    public BrokerConfigs(Map<String, ConfigDef.ConfigKey> definitions, Map<String, String> properties, int nodeId) {
        this.definitions = new TreeMap<>(definitions);
        this.properties = new TreeMap<>(properties);
        this.nodeId = nodeId;
    }

    public boolean isKnown(String name) {
        return definitions.containsKey(name) || DYNAMIC.contains(name);
    }

    /** Whether it can be changed while the broker runs. */
    public boolean isDynamic(String name) {
        return DYNAMIC.contains(name);
    }

    /** Refuses a name that is neither empty, which means all brokers, nor this broker's id. */
    public void checkName(String name) {
        if (name.isEmpty()) {
            return;
        }
        int asked;
        try {
            asked = Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("Broker id must be an integer, but it is: " + name, e);
        }
        if (asked != nodeId) {
            throw new InvalidRequestException(
                    "Unexpected broker id, expected " + nodeId + " or empty string, but received " + name);
        }
    }

    /** Refuses to set what is unknown, or fixed since the broker was started. */
    public void checkSettable(Set<String> names) {
        SortedSet<String> unknown = new TreeSet<>(names);
        unknown.removeIf(this::isKnown);
        if (!unknown.isEmpty()) {
            throw new InvalidConfigurationException("Unknown broker config name: " + String.join(", ", unknown));
        }
        SortedSet<String> fixed = new TreeSet<>(names);
        fixed.removeIf(this::isDynamic);
        if (!fixed.isEmpty()) {
            throw new InvalidRequestException("Cannot update these configs dynamically: " + fixed);
        }
    }

    /** Every known property with its value in force, by name. */
    public List<ConfigValue> describe(MetadataImage image) {
        SortedMap<String, String> ofThis =
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(nodeId)));
        SortedMap<String, String> ofAll = image.configs(ALL_BROKERS);
        List<ConfigValue> described = new ArrayList<>();
        for (ConfigDef.ConfigKey key : definitions.values()) {
            described.add(describe(key, ofThis, ofAll));
        }
        return described;
    }

    /** What was set for all brokers, by name. */
    public List<ConfigValue> describeDefaults(MetadataImage image) {
        List<ConfigValue> described = new ArrayList<>();
        image.configs(ALL_BROKERS).forEach((name, value) -> {
            ConfigDef.ConfigKey key = definitions.get(name);
            described.add(new ConfigValue(
                    name,
                    value,
                    ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG,
                    !isDynamic(name),
                    false,
                    key == null ? ConfigType.STRING : ConfigType.valueOf(key.type.name()),
                    key == null || key.documentation == null ? "" : key.documentation,
                    List.of(new ConfigValue.Synonym(name, value, ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG))));
        });
        return described;
    }

    private ConfigValue describe(ConfigDef.ConfigKey key, Map<String, String> ofThis, Map<String, String> ofAll) {
        boolean sensitive = key.type == ConfigDef.Type.PASSWORD;
        List<String> names = BrokerSynonyms.of(key.name);
        List<ConfigValue.Synonym> all = new ArrayList<>();
        names.forEach(name -> add(all, name, ofThis.get(name), ConfigSource.DYNAMIC_BROKER_CONFIG, sensitive));
        names.forEach(name -> add(all, name, ofAll.get(name), ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG, sensitive));
        names.forEach(name -> add(all, name, properties.get(name), ConfigSource.STATIC_BROKER_CONFIG, sensitive));
        names.forEach(name -> add(all, name, defaultOf(name), ConfigSource.DEFAULT_CONFIG, sensitive));
        List<ConfigValue.Synonym> synonyms = BrokerSynonyms.from(key.name, all);
        return new ConfigValue(
                key.name,
                synonyms.isEmpty() ? null : synonyms.get(0).value(),
                synonyms.isEmpty()
                        ? ConfigSource.DEFAULT_CONFIG
                        : synonyms.get(0).source(),
                !isDynamic(key.name),
                sensitive,
                ConfigType.valueOf(key.type.name()),
                key.documentation == null ? "" : key.documentation,
                synonyms);
    }

    private @Nullable String defaultOf(String name) {
        ConfigDef.ConfigKey key = definitions.get(name);
        return key == null || ConfigDef.NO_DEFAULT_VALUE.equals(key.defaultValue)
                ? null
                : ConfigDef.convertToString(key.defaultValue, key.type);
    }

    private static void add(
            List<ConfigValue.Synonym> synonyms,
            String name,
            @Nullable String value,
            ConfigSource source,
            boolean sensitive) {
        if (value != null) {
            synonyms.add(new ConfigValue.Synonym(name, sensitive ? null : value, source));
        }
    }
}
