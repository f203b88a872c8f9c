package io.deliverytracking.location.ops;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets the map forget at regular times, on a worker thread. */
@ApplicationScoped
class Eviction {

    void start(@Observes StartupEvent started, Vertx vertx, LocationConfig config, LiveMap map) {
        vertx.setPeriodic(
                config.retention().checkInterval().toMillis(),
                timer -> vertx.executeBlocking(() -> {
                    map.evictSilent(System.currentTimeMillis());
                    return true;
                }));
    }
}
