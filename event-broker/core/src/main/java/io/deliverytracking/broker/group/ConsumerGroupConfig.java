package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionAssignor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Settings of groups of the consumer protocol, under Apache Kafka's property names and with its defaults: here the
 * coordinator says how often members call, not they.
 *
 * @param sessionTimeoutMs {@code group.consumer.session.timeout.ms}: how long a member may be silent
 * @param heartbeatIntervalMs {@code group.consumer.heartbeat.interval.ms}: how often it is asked to call
 * @param maxSize {@code group.consumer.max.size}: most members in one group
 * @param assignors {@code group.consumer.assignors}: those that members may ask for, the default first
 * @param migrationPolicy {@code group.consumer.migration.policy}: which way a group with members may change its protocol
 */
public record ConsumerGroupConfig(
        int sessionTimeoutMs,
        int heartbeatIntervalMs,
        int maxSize,
        List<PartitionAssignor> assignors,
        MigrationPolicy migrationPolicy) {

    private static final String SESSION_TIMEOUT = "group.consumer.session.timeout.ms";
    private static final String HEARTBEAT_INTERVAL = "group.consumer.heartbeat.interval.ms";
    private static final String ASSIGNORS = "group.consumer.assignors";
    private static final String MIGRATION_POLICY = "group.consumer.migration.policy";

    public ConsumerGroupConfig {
        assignors = List.copyOf(assignors);
        GroupConfig.require(maxSize >= 1, "group.consumer.max.size", maxSize, "at least 1");
        GroupConfig.require(
                heartbeatIntervalMs < sessionTimeoutMs,
                HEARTBEAT_INTERVAL,
                heartbeatIntervalMs,
                "less than " + SESSION_TIMEOUT + "=" + sessionTimeoutMs);
        if (assignors.isEmpty()) {
            throw new IllegalArgumentException(ASSIGNORS + " must name at least one assignor");
        }
    }

    static ConsumerGroupConfig from(Map<String, String> properties) {
        return new ConsumerGroupConfig(
                between(
                        properties,
                        "group.consumer.min.session.timeout.ms",
                        SESSION_TIMEOUT,
                        "group.consumer.max.session.timeout.ms",
                        new int[] {45_000, 45_000, 60_000}),
                between(
                        properties,
                        "group.consumer.min.heartbeat.interval.ms",
                        HEARTBEAT_INTERVAL,
                        "group.consumer.max.heartbeat.interval.ms",
                        new int[] {5_000, 5_000, 15_000}),
                GroupConfig.integer(properties, "group.consumer.max.size", Integer.MAX_VALUE),
                assignors(properties),
                MigrationPolicy.of(properties.getOrDefault(MIGRATION_POLICY, "bidirectional")));
    }

    private static int between(
            Map<String, String> properties, String minName, String name, String maxName, int[] defaults) {
        int min = GroupConfig.integer(properties, minName, defaults[0]);
        int value = GroupConfig.integer(properties, name, defaults[1]);
        int max = GroupConfig.integer(properties, maxName, defaults[2]);
        GroupConfig.require(min >= 1, minName, min, "at least 1");
        GroupConfig.require(max >= min, maxName, max, "at least " + minName + "=" + min);
        GroupConfig.require(value >= min, name, value, "at least " + minName + "=" + min);
        GroupConfig.require(value <= max, name, value, "at most " + maxName + "=" + max);
        return value;
    }

    private static List<PartitionAssignor> assignors(Map<String, String> properties) {
        String names = properties.get(ASSIGNORS);
        if (names == null) {
            return PartitionAssignor.ALL;
        }
        List<PartitionAssignor> chosen = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            chosen.add(PartitionAssignor.ALL.stream()
                    .filter(assignor -> assignor.name().equals(name.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            ASSIGNORS + "=" + names + " names the unknown assignor " + name.trim())));
        }
        return chosen;
    }

    /** Whether members may ask for this assignor. */
    boolean knowsAssignor(String name) {
        for (PartitionAssignor assignor : assignors) {
            if (assignor.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
