package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.config.AnalyticsConfig;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the plain objects of this package and connects them. */
@ApplicationScoped
class KafkaBeans {

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(10);

    @Produces
    @Singleton
    Undecodable undecodable() {
        return new Undecodable();
    }

    @Produces
    @Singleton
    AnalyticsFeed feed(
            WindowSettings settings, WindowHistory history, AnalyticsConfig config, Undecodable undecodable) {
        return new AnalyticsFeed(
                settings, history, config.topics().locations(), config.topics().orders(), undecodable);
    }

    @Produces
    @Singleton
    Admin admin(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "analytics-consumer-admin",
                AdminClientConfig.RECEIVE_BUFFER_CONFIG,
                -1,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ADMIN_TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) ADMIN_TIMEOUT.toMillis() / 2));
    }

    void close(@Disposes Admin admin) {
        admin.close(Duration.ofSeconds(1));
    }
}
