package io.deliverytracking.analytics.config;

import io.deliverytracking.service.config.SettingsCheck;
import java.time.Duration;

/** Checks values and their relations; all that is wrong is said at once. */
final class AnalyticsConfigCheck {

    private static final Duration LONGEST_COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** Every open second is a set of riders; ten minutes of them are some 40 MB at 100,000 riders. */
    private static final Duration LONGEST_OPEN = Duration.ofMinutes(10);

    /** H3's finest cells are as large as a table. */
    private static final int FINEST_CELLS = 15;

    private AnalyticsConfigCheck() {}

    /** @throws IllegalArgumentException naming every property that cannot be meant so */
    static void check(AnalyticsConfig config) {
        SettingsCheck check = new SettingsCheck("analytics");
        check.atLeastOneMillisecond("commit-interval", config.commitInterval());
        check.atMost("commit-interval", config.commitInterval(), "one second", LONGEST_COMMIT_INTERVAL);
        AnalyticsConfig.Windows windows = config.windows();
        check.notNegative("windows.out-of-orderness", windows.outOfOrderness());
        check.notNegative("windows.allowed-lateness", windows.allowedLateness());
        check.notNegative("windows.max-ahead", windows.maxAhead());
        check.positive("windows.idle-after", windows.idleAfter());
        check.require(
                windows.outOfOrderness()
                                .plus(windows.allowedLateness())
                                .plus(windows.maxAhead())
                                .compareTo(LONGEST_OPEN)
                        <= 0,
                "windows.out-of-orderness, allowed-lateness and max-ahead must not exceed " + LONGEST_OPEN
                        + " together: every second within them is open");
        check.require(
                config.cells().resolution() >= 0 && config.cells().resolution() <= FINEST_CELLS,
                "cells.resolution must lie within 0 and " + FINEST_CELLS);
        check.atLeastOne("cells.history", config.cells().history());
        check.positive("orders.memory", config.orders().memory());
        check.atLeastOne("orders.max", config.orders().max());
        check.atLeastOne("history", config.history());
        check.atLeastOne("max-answer", config.maxAnswer());
        check.require(Math.abs(config.city().latitude()) <= 90, "city.latitude must lie within -90 and 90 degrees");
        check.require(
                Math.abs(config.city().longitude()) <= 180, "city.longitude must lie within -180 and 180 degrees");
        check.require(
                !config.topics().locations().equals(config.topics().orders()),
                "topics.locations and topics.orders must differ");
        check.end();
    }
}
