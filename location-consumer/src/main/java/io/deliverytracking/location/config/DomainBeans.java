package io.deliverytracking.location.config;

import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.Retention;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the domain from the settings; a setting that cannot be meant so stops the start here. */
@Startup
@Singleton
final class DomainBeans {

    private final LiveMap map;

    DomainBeans(LocationConfig config) {
        LocationConfigCheck.check(config);
        this.map = new LiveMap(
                (int) Math.round(config.map().cellDegrees() * 1e7),
                new Retention(
                        config.retention().silentRiders(),
                        config.retention().openOrders(),
                        config.retention().finishedOrders()));
    }

    @Produces
    @Singleton
    LiveMap liveMap() {
        return map;
    }
}
