package io.deliverytracking.broker.metadata;

import java.util.List;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key as DescribeConfigs tells it.
 *
 * @param value the value in force; null for a sensitive one, or where the default is none
 * @param source who set the value in force
 * @param readOnly whether it can be changed while the broker runs
 * @param synonyms every place where the value could come from and does have one, the winner first
 */
public record ConfigValue(
        String name,
        @Nullable String value,
        ConfigSource source,
        boolean readOnly,
        boolean sensitive,
        ConfigType type,
        String documentation,
        List<Synonym> synonyms) {

    public ConfigValue {
        synonyms = List.copyOf(synonyms);
    }

    /** One place a value comes from. */
    public record Synonym(String name, @Nullable String value, ConfigSource source) {}
}
