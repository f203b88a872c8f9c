package io.deliverytracking.service.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The admin client of a service that injects one; a service that injects none has none.
 *
 * <p>It is set like the other clients: by all that {@code kafka.*} says, and not by the address alone.
 */
@ApplicationScoped
public class AdminBean {

    /** Every question is answered or failed by then. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Produces
    @Singleton
    public Admin admin(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, service + "-admin");
        settings.put(AdminClientConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis() / 2);
        return Admin.create(settings);
    }

    public void close(@Disposes Admin admin) {
        admin.close(Duration.ofSeconds(1));
    }
}
