package io.deliverytracking.broker.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that single groups can have: which keys there are, between which bounds, what is in force. What a
 * group does not set is the broker's property of the same meaning.
 *
 * <p>Unlike Apache Kafka: only what groups of the consumer protocol have. There are no share and no streams groups here,
 * so that their keys would change nothing.
 *
 * <p>Threading: immutable.
 *
 * <p>Failure: an unknown key or a bad value throws {@link InvalidConfigurationException} ({@code INVALID_CONFIG}) that
 * names it.
 *
 * <p>Source: KIP-848, "Group Configurations"; KIP-1263 (assignment interval); Apache Kafka's {@code GroupConfig}.
 */
public final class GroupConfigs {

    public static final String CONSUMER_SESSION_TIMEOUT_MS = "consumer.session.timeout.ms";
    public static final String CONSUMER_HEARTBEAT_INTERVAL_MS = "consumer.heartbeat.interval.ms";
    public static final String CONSUMER_ASSIGNMENT_INTERVAL_MS = "consumer.assignment.interval.ms";

    private static final List<Key> KEYS = List.of(
            new Key(
                    CONSUMER_ASSIGNMENT_INTERVAL_MS,
                    "assignment.interval.ms",
                    0,
                    new int[] {0, 0, 15_000},
                    "The interval between assignment updates for a consumer group."),
            new Key(
                    CONSUMER_HEARTBEAT_INTERVAL_MS,
                    "heartbeat.interval.ms",
                    1,
                    new int[] {5_000, 5_000, 15_000},
                    "The heartbeat interval given to the members of a consumer group."),
            new Key(
                    CONSUMER_SESSION_TIMEOUT_MS,
                    "session.timeout.ms",
                    1,
                    new int[] {45_000, 45_000, 60_000},
                    "The timeout to detect client failures when using the consumer group protocol."));

    /**
     * @param suffix of the broker's properties: {@code group.consumer.}, {@code group.consumer.min.} and {@code
     *     group.consumer.max.} come before it
     * @param lowest no value may be lower, whatever the broker's bounds
     * @param defaults of the broker's properties: lower bound, value, upper bound
     */
    private record Key(String name, String suffix, int lowest, int[] defaults, String documentation) {

        String minName() {
            return "group.consumer.min." + suffix;
        }

        String brokerName() {
            return "group.consumer." + suffix;
        }

        String maxName() {
            return "group.consumer.max." + suffix;
        }

        String defaultValue() {
            return Integer.toString(defaults[1]);
        }
    }

    private final Map<String, String> brokerProperties;

    /** @param brokerProperties what was set when this broker was started */
    public GroupConfigs(Map<String, String> brokerProperties) {
        this.brokerProperties = new TreeMap<>(brokerProperties);
    }

    /** Refuses unknown keys and bad values, alone or in their relation to each other. */
    public void validate(String groupId, Map<String, String> configs) {
        if (groupId.isEmpty()) {
            throw new InvalidRequestException("Default group resources are not allowed.");
        }
        SortedSet<String> unknown = new TreeSet<>(configs.keySet());
        KEYS.forEach(key -> unknown.remove(key.name()));
        if (!unknown.isEmpty()) {
            throw new InvalidConfigurationException("Unknown group config name: " + unknown.first());
        }
        for (Key key : KEYS) {
            String text = configs.get(key.name());
            if (text != null) {
                validate(key, text);
            }
        }
        if (inForce(CONSUMER_SESSION_TIMEOUT_MS, configs) <= inForce(CONSUMER_HEARTBEAT_INTERVAL_MS, configs)) {
            throw new InvalidConfigurationException(
                    CONSUMER_SESSION_TIMEOUT_MS + " must be greater than " + CONSUMER_HEARTBEAT_INTERVAL_MS);
        }
    }

    private void validate(Key key, String text) {
        int value = number(key.name(), text);
        if (value < key.lowest()) {
            throw new InvalidConfigurationException("Invalid value " + value + " for configuration " + key.name()
                    + ": Value must be at least " + key.lowest());
        }
        if (value < ofBroker(key.minName(), key.defaults()[0])) {
            throw new InvalidConfigurationException(key.name() + " must be greater than or equal to " + key.minName());
        }
        if (value > ofBroker(key.maxName(), key.defaults()[2])) {
            throw new InvalidConfigurationException(key.name() + " must be less than or equal to " + key.maxName());
        }
    }

    private int inForce(String name, Map<String, String> configs) {
        String text = configs.get(name);
        if (text != null) {
            return number(name, text);
        }
        for (Key key : KEYS) {
            if (key.name().equals(name)) {
                return ofBroker(key.brokerName(), key.defaults()[1]);
            }
        }
        throw new AssertionError(name);
    }

    private int ofBroker(String name, int defaultValue) {
        String text = brokerProperties.get(name);
        return text == null ? defaultValue : number(name, text);
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new InvalidConfigurationException(
                    "Invalid value " + text + " for configuration " + name + ": Not a number of type INT", e);
        }
    }

    /** Every key with its value in force, by name. */
    public List<ConfigValue> describe(Map<String, String> configs) {
        List<ConfigValue> described = new ArrayList<>(KEYS.size());
        for (Key key : KEYS) {
            List<ConfigValue.Synonym> synonyms = new ArrayList<>();
            add(synonyms, key.name(), configs.get(key.name()), ConfigSource.GROUP_CONFIG);
            add(synonyms, key.brokerName(), brokerProperties.get(key.brokerName()), ConfigSource.STATIC_BROKER_CONFIG);
            add(synonyms, key.brokerName(), key.defaultValue(), ConfigSource.DEFAULT_CONFIG);
            described.add(new ConfigValue(
                    key.name(),
                    synonyms.get(0).value(),
                    synonyms.get(0).source(),
                    false,
                    false,
                    ConfigType.INT,
                    key.documentation(),
                    synonyms));
        }
        return described;
    }

    private static void add(
            List<ConfigValue.Synonym> synonyms, String name, @Nullable String value, ConfigSource source) {
        if (value != null) {
            synonyms.add(new ConfigValue.Synonym(name, value, source));
        }
    }
}
