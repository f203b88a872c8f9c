package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.log.ConfigKey;
import io.deliverytracking.broker.log.LogConfigKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/**
 * The keys of a type of resource that hold lists, to which items are appended and from which they are subtracted.
 *
 * <p>A list that is not set begins as what is in force, so that APPEND adds to the default. No item is in a list twice.
 *
 * @param lists whether a key holds a list
 * @param refusal what is said of another key
 * @param inForce the list that holds as long as none is set, items separated by commas
 */
record ConfigLists(Predicate<String> lists, UnaryOperator<String> inForce, BiFunction<OpType, String, String> refusal) {

    static ConfigLists ofTopics(TopicConfigs configs) {
        return new ConfigLists(
                configs::isList,
                configs::defaultValue,
                (operation, key) -> "Can't " + operation + " to key " + key + " because its type is not LIST.");
    }

    /** Of resources none of whose keys holds a list. */
    static ConfigLists none() {
        return new ConfigLists(
                key -> false,
                key -> "",
                (operation, key) -> "Can't " + operation + " to key " + key + " because its type is not LIST.");
    }

    /** A broker's property is the default of the topic's property of the same meaning and another name. */
    static ConfigLists ofBrokers(TopicConfigs configs) {
        return new ConfigLists(
                name -> LogConfigKeys.all().stream().anyMatch(key -> isListOf(key, name)),
                name -> LogConfigKeys.all().stream()
                        .filter(key -> isListOf(key, name))
                        .map(key -> configs.defaultValue(key.name()))
                        .findFirst()
                        .orElse(""),
                (operation, key) -> "Config value " + operation.name().toLowerCase(Locale.ROOT)
                        + " is not allowed for config key: " + key);
    }

    private static boolean isListOf(ConfigKey key, String brokerName) {
        return key.type() == ConfigKey.Type.LIST && brokerName.equals(key.brokerSynonym());
    }

    /** Appends or subtracts the items of {@code value}. */
    void change(SortedMap<String, String> configs, String key, OpType operation, String value) {
        if (!lists.test(key)) {
            throw new InvalidConfigurationException(refusal.apply(operation, key));
        }
        List<String> items = items(configs.getOrDefault(key, inForce.apply(key)));
        for (String item : items(value)) {
            if (operation == OpType.SUBTRACT) {
                items.remove(item);
            } else if (!items.contains(item)) {
                items.add(item);
            }
        }
        configs.put(key, String.join(",", items));
    }

    private static List<String> items(String value) {
        List<String> items = new ArrayList<>();
        Arrays.stream(value.split(",", -1))
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .forEach(items::add);
        return items;
    }
}
