package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.jspecify.annotations.Nullable;

/**
 * The properties of this broker as DescribeConfigs tells them: set when it started, and read-only.
 *
 * <p>Unlike Apache Kafka: no property of a broker can be changed while it runs, so all are said to be
 * read-only, and there are no dynamic sources.
 *
 * <p>Threading: immutable.
 */
public final class BrokerConfigs {

    private final SortedMap<String, ConfigDef.ConfigKey> definitions;
    private final SortedMap<String, String> properties;

    /**
     * The broker's properties.
     *
     * @param definitions every known property
     * @param properties what was set
     */
    public BrokerConfigs(Map<String, ConfigDef.ConfigKey> definitions, Map<String, String> properties) {
        this.definitions = new TreeMap<>(definitions);
        this.properties = new TreeMap<>(properties);
    }

    public boolean isKnown(String name) {
        return definitions.containsKey(name);
    }

    /** Every known property with its value in force, by name. */
    public List<ConfigValue> describe() {
        List<ConfigValue> described = new ArrayList<>();
        for (ConfigDef.ConfigKey key : definitions.values()) {
            described.add(describe(key));
        }
        return described;
    }

    private ConfigValue describe(ConfigDef.ConfigKey key) {
        boolean sensitive = key.type == ConfigDef.Type.PASSWORD;
        String set = properties.get(key.name);
        Object defaultValue = key.defaultValue;
        String defaultText = ConfigDef.NO_DEFAULT_VALUE.equals(defaultValue)
                ? null
                : ConfigDef.convertToString(defaultValue, key.type);
        List<ConfigValue.Synonym> synonyms = new ArrayList<>();
        if (set != null) {
            synonyms.add(synonym(key, sensitive ? null : set, ConfigSource.STATIC_BROKER_CONFIG));
        }
        if (defaultText != null) {
            synonyms.add(synonym(key, sensitive ? null : defaultText, ConfigSource.DEFAULT_CONFIG));
        }
        String inForce = set != null ? set : defaultText;
        return new ConfigValue(
                key.name,
                sensitive ? null : inForce,
                set != null ? ConfigSource.STATIC_BROKER_CONFIG : ConfigSource.DEFAULT_CONFIG,
                true,
                sensitive,
                ConfigType.valueOf(key.type.name()),
                key.documentation == null ? "" : key.documentation,
                synonyms);
    }

    private static ConfigValue.Synonym synonym(ConfigDef.ConfigKey key, @Nullable String value, ConfigSource source) {
        return new ConfigValue.Synonym(key.name, value, source);
    }
}
