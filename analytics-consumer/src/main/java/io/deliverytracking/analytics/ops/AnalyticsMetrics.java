package io.deliverytracking.analytics.ops;

import io.deliverytracking.analytics.kafka.AnalyticsFeed;
import io.deliverytracking.analytics.kafka.FeedStatus;
import io.deliverytracking.analytics.kafka.FeedStatus.PartitionStatus;
import io.deliverytracking.service.kafka.Undecodable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;

/** What Prometheus sees of the windows. Counters are read from the feed when somebody scrapes; events pay nothing for them. */
@Startup
@ApplicationScoped
class AnalyticsMetrics {

    private final AnalyticsFeed feed;

    AnalyticsMetrics(MeterRegistry registry, AnalyticsFeed feed, Undecodable undecodable) {
        this.feed = feed;
        counter(
                registry,
                "analytics.events.counted",
                "Events that went into windows",
                status -> status.totals().counted());
        counter(
                registry,
                "analytics.events.late",
                "Events whose window had been closed",
                status -> status.totals().late());
        counter(
                registry,
                "analytics.events.ahead",
                "Events from clocks too far ahead",
                status -> status.totals().ahead());
        counter(
                registry,
                "analytics.events.rebuilt",
                "Events read again after the start",
                status -> status.totals().rebuilt());
        counter(registry, "analytics.offsets.missed", "Offsets that the log skipped", FeedStatus::missedOffsets);
        gauge(registry, "analytics.riders.known", "Riders seen since the start", FeedStatus::knownRiders);
        gauge(registry, "analytics.orders.open", "Orders under way", FeedStatus::openOrders);
        counter(
                registry,
                "analytics.orders.forgotten",
                "Orders forgotten though they had not ended",
                FeedStatus::forgottenOrders);
        gauge(registry, "analytics.seconds.open", "Seconds of event time that are open", FeedStatus::openSeconds);
        gauge(
                registry,
                "analytics.partitions.assigned",
                "Assigned partitions",
                status -> status.partitions().size());
        gauge(registry, "analytics.partitions.rebuilding", "Partitions being rebuilt", FeedStatus::rebuilding);
        gauge(
                registry,
                "analytics.partitions.idle",
                "Partitions that hold nothing back",
                status -> status.partitions().stream()
                        .filter(PartitionStatus::idle)
                        .count());
        undecodable.bindTo(registry, "analytics");
    }

    private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<FeedStatus> value) {
        FunctionCounter.builder(name, feed, source -> value.applyAsDouble(source.status()))
                .description(description)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<FeedStatus> value) {
        Gauge.builder(name, feed, source -> value.applyAsDouble(source.status()))
                .description(description)
                .register(registry);
    }
}
