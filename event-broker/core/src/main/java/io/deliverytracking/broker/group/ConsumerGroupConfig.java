package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionAssignor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of groups of the consumer protocol, under Apache Kafka's property names and with its defaults: here the
 * coordinator says how often members call, not they. What is set for a single group goes before them ({@link #with}).
 *
 * @param sessionTimeout {@code group.consumer.session.timeout.ms}: how long a member may be silent
 * @param heartbeatInterval {@code group.consumer.heartbeat.interval.ms}: how often it is asked to call
 * @param assignmentInterval {@code group.consumer.assignment.interval.ms}: how long a target assignment stands before the
 *     next is worked out (KIP-1263). Unlike Apache Kafka (1,000 ms): 0, because it takes less than a millisecond for a
 *     group of hundreds, and waiting costs a member that joins a whole heartbeat interval.
 * @param maxSize {@code group.consumer.max.size}: most members in one group
 * @param assignors {@code group.consumer.assignors}: those that members may ask for, the default first
 * @param migrationPolicy {@code group.consumer.migration.policy}: which way a group with members may change its protocol
 */
public record ConsumerGroupConfig(
        Bounded sessionTimeout,
        Bounded heartbeatInterval,
        Bounded assignmentInterval,
        int maxSize,
        List<PartitionAssignor> assignors,
        MigrationPolicy migrationPolicy) {

    private static final String SESSION_TIMEOUT = "group.consumer.session.timeout.ms";
    private static final String HEARTBEAT_INTERVAL = "group.consumer.heartbeat.interval.ms";
    private static final String ASSIGNORS = "group.consumer.assignors";
    private static final String MIGRATION_POLICY = "group.consumer.migration.policy";

    /** A time in milliseconds, and the bounds that the broker sets to it: what a group sets beyond them is brought back. */
    public record Bounded(int min, int valueMs, int max) {

        Bounded with(@Nullable String set) {
            return set == null
                    ? this
                    : new Bounded(min, Math.max(min, Math.min(max, Integer.parseInt(set.trim()))), max);
        }
    }

    public ConsumerGroupConfig {
        assignors = List.copyOf(assignors);
        GroupConfig.require(maxSize >= 1, "group.consumer.max.size", maxSize, "at least 1");
        if (assignors.isEmpty()) {
            throw new IllegalArgumentException(ASSIGNORS + " must name at least one assignor");
        }
    }

    int sessionTimeoutMs() {
        return sessionTimeout.valueMs();
    }

    int heartbeatIntervalMs() {
        return heartbeatInterval.valueMs();
    }

    int assignmentIntervalMs() {
        return assignmentInterval.valueMs();
    }

    /** This, with what is set for one group, under Kafka's names of group configuration; other names mean nothing here. */
    ConsumerGroupConfig with(Map<String, String> ofGroup) {
        if (ofGroup.isEmpty()) {
            return this;
        }
        return new ConsumerGroupConfig(
                sessionTimeout.with(ofGroup.get("consumer.session.timeout.ms")),
                heartbeatInterval.with(ofGroup.get("consumer.heartbeat.interval.ms")),
                assignmentInterval.with(ofGroup.get("consumer.assignment.interval.ms")),
                maxSize,
                assignors,
                migrationPolicy);
    }

    static ConsumerGroupConfig from(Map<String, String> properties) {
        Bounded sessionTimeout = bounded(properties, "session.timeout.ms", 1, 45_000, 45_000, 60_000);
        Bounded heartbeatInterval = bounded(properties, "heartbeat.interval.ms", 1, 5_000, 5_000, 15_000);
        GroupConfig.require(
                heartbeatInterval.valueMs() < sessionTimeout.valueMs(),
                HEARTBEAT_INTERVAL,
                heartbeatInterval.valueMs(),
                "less than " + SESSION_TIMEOUT + "=" + sessionTimeout.valueMs());
        return new ConsumerGroupConfig(
                sessionTimeout,
                heartbeatInterval,
                bounded(properties, "assignment.interval.ms", 0, 0, 0, 15_000),
                GroupConfig.integer(properties, "group.consumer.max.size", Integer.MAX_VALUE),
                assignors(properties),
                MigrationPolicy.of(properties.getOrDefault(MIGRATION_POLICY, "bidirectional")));
    }

    private static Bounded bounded(
            Map<String, String> properties,
            String suffix,
            int lowest,
            int defaultMin,
            int defaultValue,
            int defaultMax) {
        String minName = "group.consumer.min." + suffix;
        String name = "group.consumer." + suffix;
        String maxName = "group.consumer.max." + suffix;
        int min = GroupConfig.integer(properties, minName, defaultMin);
        int value = GroupConfig.integer(properties, name, defaultValue);
        int max = GroupConfig.integer(properties, maxName, defaultMax);
        GroupConfig.require(min >= lowest, minName, min, "at least " + lowest);
        GroupConfig.require(max >= min, maxName, max, "at least " + minName + "=" + min);
        GroupConfig.require(value >= min, name, value, "at least " + minName + "=" + min);
        GroupConfig.require(value <= max, name, value, "at most " + maxName + "=" + max);
        return new Bounded(min, value, max);
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
