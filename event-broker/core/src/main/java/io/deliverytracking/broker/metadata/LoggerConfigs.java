package io.deliverytracking.broker.metadata;

import io.deliverytracking.broker.metadata.ConfigAlteration.Change;
import io.deliverytracking.broker.port.LogLevels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.LogLevelConfig;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log levels of this broker's process, as configuration of the resource BROKER_LOGGER: a change holds at once, for
 * this process only, and until it ends. A resource changes as a whole, or not at all.
 *
 * <p>Threading: the lane.
 *
 * <p>Failure: refusals in the words of Apache Kafka.
 *
 * <p>Source: KIP-412; Apache Kafka's {@code RuntimeLoggerManager}.
 */
public final class LoggerConfigs {

    private static final Logger LOG = LoggerFactory.getLogger(LoggerConfigs.class);

    private final LogLevels levels;
    private final int nodeId;

    public LoggerConfigs(LogLevels levels, int nodeId) {
        this.levels = levels;
        this.nodeId = nodeId;
    }

    /** Every logger with its level, by name. */
    public List<ConfigValue> describe(String broker) {
        if (broker.isEmpty()) {
            throw new InvalidRequestException("Broker id must not be empty");
        }
        if (number("Broker", broker) != nodeId) {
            throw new InvalidRequestException("Unexpected broker id, expected " + nodeId + " but received " + broker);
        }
        List<ConfigValue> described = new ArrayList<>();
        levels.levels()
                .forEach((name, level) -> described.add(new ConfigValue(
                        name,
                        level,
                        ConfigSource.DYNAMIC_BROKER_LOGGER_CONFIG,
                        false,
                        false,
                        ConfigType.UNKNOWN,
                        "",
                        List.of())));
        return described;
    }

    /** Changes the levels of loggers that exist; with {@code validateOnly} it only says whether it would. */
    public void alter(String broker, List<Change> changes, boolean validateOnly) {
        checkChanges(changes);
        if (number("Node", broker) != nodeId) {
            throw new InvalidRequestException("Unexpected node id. Expected " + nodeId + ", but received " + broker);
        }
        SortedMap<String, String> existing = levels.levels();
        changes.forEach(change -> check(change, existing.containsKey(change.key())));
        if (validateOnly) {
            return;
        }
        for (Change change : changes) {
            String level = change.value();
            if (change.operation() == OpType.DELETE || level == null) {
                levels.unset(change.key());
                LOG.warn("Unset the log level of {}", change.key());
            } else {
                levels.set(change.key(), level);
                LOG.warn("Updated the log level of {} to {}", change.key(), level);
            }
        }
    }

    private static void checkChanges(List<Change> changes) {
        Set<String> keys = new HashSet<>();
        List<String> nulls = new ArrayList<>();
        for (Change change : changes) {
            if (!keys.add(change.key())) {
                throw new InvalidRequestException("Error due to duplicate config keys");
            }
            if (change.value() == null && change.operation() != OpType.DELETE) {
                nulls.add(change.key());
            }
        }
        if (!nulls.isEmpty()) {
            throw new InvalidRequestException("Null value not supported for : " + String.join(", ", nulls));
        }
    }

    private static void check(Change change, boolean exists) {
        switch (change.operation()) {
            case APPEND, SUBTRACT ->
                throw new InvalidRequestException(change.operation() + " operation is not allowed for the "
                        + ConfigResource.Type.BROKER_LOGGER + " resource");
            case SET -> {
                checkExists(change, exists);
                if (!LogLevelConfig.VALID_LOG_LEVELS.contains(change.value())) {
                    throw new InvalidConfigurationException("Cannot set the log level of " + change.key() + " to "
                            + change.value() + " as it is not a supported log level. Valid log levels are "
                            + String.join(", ", new TreeSet<>(LogLevelConfig.VALID_LOG_LEVELS)));
                }
            }
            case DELETE -> {
                checkExists(change, exists);
                if (change.key().equals(LogLevels.ROOT)) {
                    throw new InvalidRequestException(
                            "Removing the log level of the " + LogLevels.ROOT + " logger is not allowed");
                }
            }
        }
    }

    private static void checkExists(Change change, boolean exists) {
        if (!exists) {
            throw new InvalidConfigurationException("Logger " + change.key() + " does not exist!");
        }
    }

    private static int number(String what, String broker) {
        try {
            return Integer.parseInt(broker);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(what + " id must be an integer, but it is: " + broker, e);
        }
    }
}
