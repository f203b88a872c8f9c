package io.deliverytracking.location.config;

import io.deliverytracking.service.config.SettingsCheck;
import java.time.Duration;

/** Checks values and their relations; all that is wrong is said at once. */
final class LocationConfigCheck {

    private static final Duration LONGEST_COMMIT_INTERVAL = Duration.ofSeconds(1);

    private static final int MOST_MAP_RIDERS = 10_000_000;
    private static final int MOST_MAP_CELLS = 1_000_000;

    private LocationConfigCheck() {}

    /** @throws IllegalArgumentException naming every property that cannot be meant so */
    static void check(LocationConfig config) {
        SettingsCheck check = new SettingsCheck("location");
        check.atLeastOneMillisecond("commit-interval", config.commitInterval());
        check.atMost("commit-interval", config.commitInterval(), "one second", LONGEST_COMMIT_INTERVAL);
        check.positive("restore.locations", config.restore().locations());
        check.positive("restore.orders", config.restore().orders());
        check.positive("retention.silent-riders", config.retention().silentRiders());
        check.positive("retention.open-orders", config.retention().openOrders());
        check.positive("retention.finished-orders", config.retention().finishedOrders());
        check.atLeastOneMillisecond(
                "retention.check-interval", config.retention().checkInterval());
        // What is restored and forgotten again at once would be read for nothing.
        check.atMost(
                "restore.locations",
                config.restore().locations(),
                "retention.silent-riders",
                config.retention().silentRiders());
        check.atMost(
                "restore.orders",
                config.restore().orders(),
                "retention.open-orders",
                config.retention().openOrders());
        double cell = config.map().cellDegrees();
        check.require(cell >= 0.0001 && cell <= 90, "map.cell-degrees must lie within 0.0001 to 90, is " + cell);
        ascending(check, "rest", config.rest().defaultRiders(), config.rest().maxRiders());
        check.atLeastOne("rest.max-orders", config.rest().maxOrders());
        check.atLeastOne("rest.max-nearest", config.rest().maxNearest());
        check.require(config.rest().defaultNearestDistanceM() > 0, "rest.default-nearest-distance-m must be above 0");
        ascending(check, "live", config.live().defaultRiders(), config.live().maxRiders());
        check.atLeastOne("live.max-clients", config.live().maxClients());
        check.atLeastOne("live.max-map-clients", config.live().maxMapClients());
        // A frame of 180 MB, or of 16.
        check.require(
                config.live().maxMapRiders() >= 1 && config.live().maxMapRiders() <= MOST_MAP_RIDERS,
                "live.max-map-riders must lie within 1 and " + MOST_MAP_RIDERS + ", is "
                        + config.live().maxMapRiders());
        check.require(
                config.live().maxMapCells() >= 1 && config.live().maxMapCells() <= MOST_MAP_CELLS,
                "live.max-map-cells must lie within 1 and " + MOST_MAP_CELLS + ", is "
                        + config.live().maxMapCells());
        check.atLeastOneMillisecond("live.min-interval", config.live().minInterval());
        check.require(
                config.live().maxUnreadBytes() >= 1,
                "live.max-unread-bytes must be at least 1, is " + config.live().maxUnreadBytes());
        check.positive("live.stall-timeout", config.live().stallTimeout());
        check.atMost(
                "live.min-interval",
                config.live().minInterval(),
                "live.default-interval",
                config.live().defaultInterval());
        check.atMost(
                "live.default-interval",
                config.live().defaultInterval(),
                "live.max-interval",
                config.live().maxInterval());
        check.require(
                !config.topics().locations().equals(config.topics().orders()),
                "topics.locations and topics.orders must differ");
        check.end();
    }

    private static void ascending(SettingsCheck check, String group, int defaultRiders, int maxRiders) {
        check.require(
                defaultRiders >= 1 && defaultRiders <= maxRiders,
                group + ".default-riders must lie within 1 and " + group + ".max-riders (" + maxRiders + "), is "
                        + defaultRiders);
    }
}
