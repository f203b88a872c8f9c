package io.deliverytracking.analytics.config;

import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the domain's settings and its history; a setting that cannot be meant so stops the start here. */
@Startup
@Singleton
final class DomainBeans {

    private final AnalyticsConfig config;

    DomainBeans(AnalyticsConfig config) {
        AnalyticsConfigCheck.check(config);
        this.config = config;
    }

    @Produces
    @Singleton
    WindowSettings windowSettings() {
        return new WindowSettings(
                config.windows().outOfOrderness().toMillis(),
                config.windows().allowedLateness().toMillis(),
                config.windows().maxAhead().toMillis(),
                config.windows().idleAfter().toMillis(),
                (int) Math.round(config.city().latitude() * 1e7),
                (int) Math.round(config.city().longitude() * 1e7),
                config.cells().resolution(),
                config.orders().memory().toMillis(),
                config.orders().max());
    }

    @Produces
    @Singleton
    WindowHistory windowHistory() {
        return new WindowHistory(config.history(), config.cells().history());
    }
}
