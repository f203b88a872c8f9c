package io.deliverytracking.location.ops;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.service.timer.WorkerTimers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Lets the map forget at regular times, on a worker thread. */
@ApplicationScoped
class Eviction {

    void start(@Observes StartupEvent started, WorkerTimers timers, LocationConfig config, LiveMap map) {
        timers.start("eviction", config.retention().checkInterval(), () -> map.evictSilent(System.currentTimeMillis()));
    }
}
