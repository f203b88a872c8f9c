package io.deliverytracking.location.ops;

import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.domain.MapStatistics;
import io.deliverytracking.location.kafka.AppliedPositions;
import io.deliverytracking.service.kafka.Undecodable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;

/**
 * What Prometheus sees of the map. Counters are read from the map when somebody scrapes; events pay nothing for them.
 */
@Startup
@ApplicationScoped
class LocationMetrics {

    private final LiveMap map;

    LocationMetrics(MeterRegistry registry, LiveMap map, Undecodable undecodable, AppliedPositions positions) {
        this.map = map;
        counter(registry, "location.fixes", "Fixes taken in", MapStatistics::fixes);
        counter(registry, "location.fixes.late", "Fixes older than the one known", MapStatistics::late);
        counter(registry, "location.fixes.duplicate", "Fixes equal to the one known", MapStatistics::duplicates);
        counter(registry, "location.riders.evicted", "Riders that left after silence", MapStatistics::evictedRiders);
        counter(registry, "location.order.updates", "Order updates taken in", MapStatistics::orderUpdates);
        counter(registry, "location.order.refused", "Updates to finished orders", MapStatistics::ordersRefused);
        gauge(registry, "location.riders", "Riders on the map", MapStatistics::riders);
        gauge(registry, "location.orders.open", "Orders under way", MapStatistics::openOrders);
        gauge(registry, "location.orders.finished", "Finished orders still known", MapStatistics::finishedOrders);
        Gauge.builder("location.partitions.assigned", positions, AppliedPositions::assignedCount)
                .register(registry);
        Gauge.builder("location.partitions.restoring", positions, AppliedPositions::restoringCount)
                .register(registry);
        undecodable.bindTo(registry, "location");
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<MapStatistics> value) {
        FunctionCounter.builder(name, map, source -> value.applyAsDouble(source.statistics()))
                .description(description)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<MapStatistics> value) {
        Gauge.builder(name, map, source -> value.applyAsDouble(source.statistics()))
                .description(description)
                .register(registry);
    }
}
