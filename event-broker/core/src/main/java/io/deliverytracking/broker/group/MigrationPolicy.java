package io.deliverytracking.broker.group;

import java.util.Locale;

/**
 * Which way a group with members may change its protocol: {@code group.consumer.migration.policy}. One without members
 * may always.
 *
 * <p>Source: KIP-848, "Upgrade & Downgrade"; Apache Kafka's {@code ConsumerGroupMigrationPolicy}.
 */
public enum MigrationPolicy {
    /** Both ways, by themselves. */
    BIDIRECTIONAL(true, true),
    /** The first member of the consumer protocol makes a classic group a consumer group. */
    UPGRADE(true, false),
    /** A consumer group whose last member of the consumer protocol goes becomes a classic group. */
    DOWNGRADE(false, true),
    /** Neither, and members of the classic protocol are not let into a consumer group. */
    DISABLED(false, false);

    private final boolean upgrades;
    private final boolean downgrades;

    MigrationPolicy(boolean upgrades, boolean downgrades) {
        this.upgrades = upgrades;
        this.downgrades = downgrades;
    }

    boolean upgrades() {
        return upgrades;
    }

    boolean downgrades() {
        return downgrades;
    }

    /** @throws IllegalArgumentException if there is no such policy */
    static MigrationPolicy of(String name) {
        for (MigrationPolicy policy : values()) {
            if (policy.toString().equalsIgnoreCase(name.trim())) {
                return policy;
            }
        }
        throw new IllegalArgumentException(
                "group.consumer.migration.policy=" + name + " must be disabled, upgrade, downgrade or bidirectional");
    }

    /** Kafka's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
