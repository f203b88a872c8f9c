package io.deliverytracking.simulator.metrics;

import io.deliverytracking.simulator.control.Simulator;
import io.deliverytracking.simulator.control.SimulatorStatus;
import io.deliverytracking.simulator.control.StatusReporter;
import io.deliverytracking.simulator.kafka.SendCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Counters over all sessions of this process, gauges of the current one.
 *
 * <p>Read when scraped; the sending path knows nothing of it.
 */
@ApplicationScoped
public class SimulatorMetrics {

    private final MeterRegistry registry;
    private final Simulator simulator;
    private final StatusReporter reporter;

    public SimulatorMetrics(MeterRegistry registry, Simulator simulator, StatusReporter reporter) {
        this.registry = registry;
        this.simulator = simulator;
        this.reporter = reporter;
    }

    void onStart(@Observes StartupEvent event) {
        counter("simulator.locations.sent", "Fixes handed to the producer", SendCounts::sent);
        counter("simulator.locations.acknowledged", "Fixes acknowledged by the broker", SendCounts::acknowledged);
        counter("simulator.locations.failed", "Fixes that the producer gave up", SendCounts::failed);
        counter("simulator.copies.sent", "Intentional duplicates", SendCounts::copiesSent);
        counter("simulator.copies.acknowledged", "Intentional duplicates acknowledged", SendCounts::copiesAcknowledged);
        counter("simulator.orders.sent", "Order updates handed to the producer", SendCounts::ordersSent);
        counter("simulator.orders.acknowledged", "Order updates acknowledged", SendCounts::ordersAcknowledged);
        counter("simulator.orders.failed", "Order updates that the producer gave up", SendCounts::ordersFailed);
        gauge("simulator.riders", "Riders of the session", SimulatorStatus::riders);
        gauge(
                "simulator.behind.events",
                "Events due and not sent",
                s -> s.behind().events());
        gauge(
                "simulator.behind.ms",
                "How late the next event is",
                s -> s.behind().lagMs());
        gauge("simulator.orders.open", "Orders under way", s -> s.orders().open());
        gauge(
                "simulator.held",
                "Fixes held back by faults",
                s -> s.faults().counts().held());
        latency("0.5", s -> s.ackLatency().p50Ms());
        latency("0.99", s -> s.ackLatency().p99Ms());
        latency("0.999", s -> s.ackLatency().p999Ms());
    }

    private void counter(String name, String description, ToLongFunction<SendCounts> count) {
        FunctionCounter.builder(name, simulator, s -> count.applyAsLong(s.totals()))
                .description(description)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<SimulatorStatus> value) {
        Gauge.builder(name, reporter, r -> value.applyAsDouble(r.status()))
                .description(description)
                .register(registry);
    }

    private void latency(String quantile, ToDoubleFunction<SimulatorStatus> value) {
        Gauge.builder("simulator.ack.latency.ms", reporter, r -> value.applyAsDouble(r.status()))
                .description("From the intended time to the acknowledgement, over the session")
                .tag("quantile", quantile)
                .register(registry);
    }
}
