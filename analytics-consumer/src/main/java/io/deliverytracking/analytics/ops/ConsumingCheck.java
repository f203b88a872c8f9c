package io.deliverytracking.analytics.ops;

import io.deliverytracking.analytics.kafka.AnalyticsFeed;
import io.deliverytracking.analytics.kafka.FeedStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: partitions are assigned, and the windows that were open before the start have been rebuilt. */
@Readiness
class ConsumingCheck implements HealthCheck {

    private final AnalyticsFeed feed;

    ConsumingCheck(AnalyticsFeed feed) {
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        FeedStatus status = feed.status();
        return HealthCheckResponse.named("consuming")
                .status(!status.partitions().isEmpty() && status.rebuilding() == 0)
                .withData("partitionsAssigned", status.partitions().size())
                .withData("partitionsRebuilding", status.rebuilding())
                .build();
    }
}
