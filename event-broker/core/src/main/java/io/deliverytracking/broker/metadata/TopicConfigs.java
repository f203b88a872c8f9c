package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.log.ConfigKey;
import io.deliverytracking.broker.log.InvalidLogConfigException;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogConfigKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/**
 * The configuration that topics can have: which keys there are, what they mean, what is in force.
 * A key's value comes from the topic, else from the broker's property of the same meaning, else it is
 * the default. That property in turn was set for this broker while it runs, for all brokers while they run,
 * or when this broker was started; {@link #in} adds the first two (KIP-226).
 *
 * <p>Threading: immutable.
 *
 * <p>Failure: an unknown key or a bad value throws {@link InvalidConfigurationException} ({@code
 * INVALID_CONFIG}) that names it.
 */
public final class TopicConfigs {

    /** Broker properties without a default of their own: the default stands in a coarser one. */
    private static final Set<String> WITHOUT_DEFAULT =
            Set.of("log.retention.ms", "log.roll.ms", "log.roll.jitter.ms", "log.flush.interval.ms");

    /** Where Apache Kafka writes the defaults of those. */
    private static final Map<String, String> COARSER_DEFAULTS = Map.of(
            "log.retention.hours",
            "168",
            "log.roll.hours",
            "168",
            "log.roll.jitter.hours",
            "0",
            "log.flush.scheduler.interval.ms",
            Long.toString(Long.MAX_VALUE));

    private final SortedMap<String, String> brokerProperties;
    private final ConfigResource broker;
    private final List<Layer> layers;
    private final Map<String, String> defaults;

    /** Where a broker's properties come from, and which. */
    private record Layer(ConfigSource source, SortedMap<String, String> properties) {}

    /** Topic configuration over the properties set on broker 1. */
    public TopicConfigs(Map<String, String> brokerProperties) {
        this(brokerProperties, 1);
    }

    /** Topic configuration over the properties with which this broker was started. */
    public TopicConfigs(Map<String, String> brokerProperties, int brokerId) {
        this(
                new TreeMap<>(brokerProperties),
                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(brokerId)),
                List.of());
    }

    /** @param dynamic goes before what the broker was started with, the winner first */
    private TopicConfigs(SortedMap<String, String> brokerProperties, ConfigResource broker, List<Layer> dynamic) {
        this.brokerProperties = brokerProperties;
        this.broker = broker;
        this.layers = new ArrayList<>(dynamic);
        this.layers.add(new Layer(ConfigSource.STATIC_BROKER_CONFIG, brokerProperties));
        SortedMap<String, String> inForce = new TreeMap<>();
        for (Layer layer : layers) {
            layer.properties().forEach(inForce::putIfAbsent);
        }
        this.defaults = LogConfigKeys.topicDefaults(inForce);
    }

    /** The same with the broker properties that {@code image} holds: of this broker, then of all brokers. */
    public TopicConfigs in(MetadataImage image) {
        SortedMap<String, String> ofThis = image.configs(broker);
        SortedMap<String, String> ofAll = image.configs(BrokerConfigs.ALL_BROKERS);
        if (ofThis.isEmpty() && ofAll.isEmpty()) {
            return this;
        }
        return new TopicConfigs(
                brokerProperties,
                broker,
                List.of(
                        new Layer(ConfigSource.DYNAMIC_BROKER_CONFIG, ofThis),
                        new Layer(ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG, ofAll)));
    }

    /** Whether topics that set nothing behave the same under both. */
    public boolean hasDefaultsOf(TopicConfigs other) {
        return defaults.equals(other.defaults);
    }

    /** How the log of a topic with these configurations behaves. */
    public LogConfig logConfig(Map<String, String> configs) {
        return LogConfig.fromProperties(defaults, configs);
    }

    /** Whether {@code key} holds a list, so that values can be appended and subtracted. */
    public boolean isList(String key) {
        ConfigKey known = LogConfigKeys.find(key);
        return known != null && known.type() == ConfigKey.Type.LIST;
    }

    /** The value in force when the topic sets none. */
    public String defaultValue(String key) {
        ConfigKey known = LogConfigKeys.find(key);
        if (known == null) {
            throw new InvalidConfigurationException("Unknown topic config name: " + key);
        }
        return defaults.getOrDefault(key, known.defaultValue());
    }

    /** Refuses unknown keys and bad values, alone or in their relation to each other. */
    public void validate(Map<String, String> configs) {
        for (String key : configs.keySet()) {
            if (LogConfigKeys.find(key) == null && !key.equals(LogConfigKeys.INTERNAL_SEGMENT_BYTES)) {
                throw new InvalidConfigurationException("Unknown topic config name: " + key);
            }
        }
        try {
            logConfig(configs);
        } catch (InvalidLogConfigException e) {
            throw new InvalidConfigurationException(e.getMessage(), e);
        }
    }

    /** Every key with its value in force, by name, and all that it could come from, as CreateTopics tells it. */
    public List<ConfigValue> effective(Map<String, String> configs) {
        return describe(configs, this::brokerSynonyms, (key, value) -> value);
    }

    /**
     * The same as DescribeConfigs tells it: values as they are read rather than written, and what comes before the broker's
     * property of the same unit is left out, so that a value that comes from {@code log.retention.hours} passes for a
     * default. So it is in Apache Kafka, which has one way for each of the two.
     */
    public List<ConfigValue> describe(Map<String, String> configs) {
        return describe(
                configs, key -> BrokerSynonyms.from(key.brokerSynonym(), brokerSynonyms(key)), ConfigKey::canonical);
    }

    private List<ConfigValue> describe(
            Map<String, String> configs,
            Function<ConfigKey, List<ConfigValue.Synonym>> brokerSynonyms,
            BiFunction<ConfigKey, String, String> told) {
        SortedMap<String, ConfigValue> described = new TreeMap<>();
        for (ConfigKey key : LogConfigKeys.all()) {
            String set = configs.get(key.name());
            String value = set != null ? set : defaults.getOrDefault(key.name(), key.defaultValue());
            described.put(key.name(), describe(key, told.apply(key, value), set != null, brokerSynonyms.apply(key)));
        }
        return List.copyOf(described.values());
    }

    private static ConfigValue describe(
            ConfigKey key, String value, boolean ofTopic, List<ConfigValue.Synonym> brokerSynonyms) {
        List<ConfigValue.Synonym> synonyms = new ArrayList<>();
        if (ofTopic) {
            synonyms.add(new ConfigValue.Synonym(key.name(), value, ConfigSource.TOPIC_CONFIG));
        }
        synonyms.addAll(brokerSynonyms);
        return new ConfigValue(
                key.name(),
                value,
                synonyms.isEmpty()
                        ? ConfigSource.DEFAULT_CONFIG
                        : synonyms.get(0).source(),
                false,
                false,
                ConfigType.valueOf(key.type().name()),
                key.doc(),
                synonyms);
    }

    private List<ConfigValue.Synonym> brokerSynonyms(ConfigKey key) {
        String brokerName = key.brokerSynonym();
        if (brokerName == null) {
            return List.of();
        }
        List<String> names = BrokerSynonyms.of(brokerName);
        List<ConfigValue.Synonym> synonyms = new ArrayList<>();
        for (Layer layer : layers) {
            names.forEach(name -> addIfSet(synonyms, name, layer));
        }
        if (!WITHOUT_DEFAULT.contains(brokerName)) {
            synonyms.add(new ConfigValue.Synonym(brokerName, key.defaultValue(), ConfigSource.DEFAULT_CONFIG));
        }
        for (String name : names) {
            String coarser = COARSER_DEFAULTS.get(name);
            if (coarser != null) {
                synonyms.add(new ConfigValue.Synonym(name, coarser, ConfigSource.DEFAULT_CONFIG));
            }
        }
        return synonyms;
    }

    private static void addIfSet(List<ConfigValue.Synonym> synonyms, String brokerName, Layer layer) {
        String value = layer.properties().get(brokerName);
        if (value != null) {
            synonyms.add(new ConfigValue.Synonym(brokerName, value, layer.source()));
        }
    }
}
