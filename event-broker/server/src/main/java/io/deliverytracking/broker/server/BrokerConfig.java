package io.deliverytracking.broker.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's configuration, from properties with Kafka's names.
 *
 * <p>Failure: a value of the wrong type or outside its limits, or two values that contradict each other, throw a
 * {@link ConfigException} that names the property, the value and what is allowed. A name this broker doesn't know is
 * logged as a warning and otherwise ignored, as Apache Kafka does.
 *
 * <p>Threading: immutable.
 */
public final class BrokerConfig {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConfig.class);

    /** Names of Apache Kafka's that say how a cluster is wired, which a single node has no use for. */
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of(
            "process.roles",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "controller.listener.names",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "num.network.threads",
            "num.io.threads",
            "num.recovery.threads.per.data.dir",
            "queued.max.requests",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr");

    private final SortedMap<String, String> properties;
    private final Map<String, Object> values;
    private final Endpoint listener;
    private final Endpoint advertised;
    private final Path logDir;

    private BrokerConfig(Map<String, String> properties) {
        this.properties = new TreeMap<>(properties);
        this.values = BrokerProperties.DEFINITION.parse(this.properties);
        this.listener = onlyOne(NetworkProperties.LISTENERS, text(NetworkProperties.LISTENERS));
        String advertisedText = optional(NetworkProperties.ADVERTISED_LISTENERS);
        this.advertised =
                advertisedText == null ? listener : onlyOne(NetworkProperties.ADVERTISED_LISTENERS, advertisedText);
        this.logDir = Path.of(onlyLogDir()).toAbsolutePath().normalize();
        checkRelations();
    }

    /** Reads properties; those not given have Kafka's defaults. */
    public static BrokerConfig of(Map<String, String> properties) {
        return new BrokerConfig(properties);
    }

    /** A broker for tests: loopback, a port of the system's choice, and no waiting for a group's first members. */
    public static BrokerConfig ephemeral(Path logDir) {
        return of(Map.of(
                NetworkProperties.LISTENERS,
                "PLAINTEXT://127.0.0.1:0",
                NodeProperties.LOG_DIRS,
                logDir.toString(),
                GroupProperties.GROUP_INITIAL_REBALANCE_DELAY_MS,
                "0",
                GroupProperties.OFFSETS_TOPIC_NUM_PARTITIONS,
                "4"));
    }

    /** This configuration with one property changed. */
    public BrokerConfig with(String name, String value) {
        TreeMap<String, String> changed = new TreeMap<>(properties);
        changed.put(name, value);
        return new BrokerConfig(changed);
    }

    /** What was set, by name; defaults are not in here. */
    public SortedMap<String, String> properties() {
        return new TreeMap<>(properties);
    }

    /** Where connections are accepted; port 0 lets the system choose. */
    public Endpoint listener() {
        return listener;
    }

    /** What clients are told to connect to; port 0 means the one that was bound. */
    public Endpoint advertised() {
        return advertised;
    }

    /** Where the data is kept. */
    public Path logDir() {
        return logDir;
    }

    /** Every property with its meaning, in the order of names. */
    SortedMap<String, ConfigKey> definitions() {
        return new TreeMap<>(BrokerProperties.DEFINITION.configKeys());
    }

    /** The value of a property, its default if it was not set. */
    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    int integer(String name) {
        return (Integer) required(name);
    }

    long longValue(String name) {
        return ((Number) required(name)).longValue();
    }

    double doubleValue(String name) {
        return (Double) required(name);
    }

    boolean flag(String name) {
        return (Boolean) required(name);
    }

    String text(String name) {
        return (String) required(name);
    }

    @SuppressWarnings("unchecked") // ConfigDef parses LIST to a list of strings
    List<String> list(String name) {
        return (List<String>) required(name);
    }

    @Nullable
    Long optionalLong(String name) {
        Object value = values.get(name);
        return value == null ? null : Long.valueOf(((Number) value).longValue());
    }

    /** Warns of names that this broker doesn't know; called once, when a broker starts. */
    void warnOfUnknownNames() {
        for (String name : properties.keySet()) {
            if (WITHOUT_MEANING_HERE.contains(name)) {
                LOG.atInfo().addKeyValue("property", name).log("Property has no meaning for this broker");
            } else if (!BrokerProperties.DEFINITION.names().contains(name)) {
                LOG.atWarn().addKeyValue("property", name).log("Unknown property");
            }
        }
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Property " + name + " has neither value nor default");
        }
        return value;
    }

    private @Nullable String optional(String name) {
        Object value = values.get(name);
        return value == null ? null : value.toString();
    }

    private static Endpoint onlyOne(String property, String text) {
        if (text.indexOf(',') >= 0) {
            throw new ConfigException(property, text, "this broker has one listener");
        }
        Endpoint endpoint = Endpoint.parse(property, text);
        if (!endpoint.listenerName().equals("PLAINTEXT")) {
            throw new ConfigException(property, text, "this broker has PLAINTEXT listeners only");
        }
        return endpoint;
    }

    private String onlyLogDir() {
        if (values.get(NodeProperties.LOG_DIRS) == null) {
            return text(NodeProperties.LOG_DIR);
        }
        List<String> directories = list(NodeProperties.LOG_DIRS);
        if (directories.size() != 1 || directories.get(0).isBlank()) {
            throw new ConfigException(NodeProperties.LOG_DIRS, directories, "expected exactly one directory");
        }
        return directories.get(0);
    }

    private void checkRelations() {
        if (advertised.host().isEmpty() || isWildcard(advertised.host())) {
            throw new ConfigException(
                    NetworkProperties.ADVERTISED_LISTENERS,
                    advertised,
                    "clients can't connect to this; set advertised.listeners to an address they reach");
        }
        atMost(GroupProperties.GROUP_MIN_SESSION_TIMEOUT_MS, GroupProperties.GROUP_MAX_SESSION_TIMEOUT_MS);
        int replicas = integer(TopicCreationProperties.DEFAULT_REPLICATION_FACTOR);
        if (replicas > 1) {
            throw new ConfigException(
                    TopicCreationProperties.DEFAULT_REPLICATION_FACTOR, replicas, "a single node keeps one replica");
        }
        if (longValue(NetworkProperties.QUEUED_MAX_REQUEST_BYTES) >= 0) {
            atMost(NetworkProperties.SOCKET_REQUEST_MAX_BYTES, NetworkProperties.QUEUED_MAX_REQUEST_BYTES);
        }
    }

    private void atMost(String lower, String higher) {
        if (longValue(lower) > longValue(higher)) {
            throw new ConfigException(lower, values.get(lower), "must not exceed " + higher + "=" + values.get(higher));
        }
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
