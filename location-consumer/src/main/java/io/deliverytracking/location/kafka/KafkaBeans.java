package io.deliverytracking.location.kafka;

import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.service.kafka.AdminBean;
import io.deliverytracking.service.kafka.BatchMetrics;
import io.deliverytracking.service.kafka.TopicWatch;
import io.deliverytracking.service.kafka.Undecodable;
import io.deliverytracking.service.reading.Reading;
import io.deliverytracking.service.reading.ReadingConfig;
import io.deliverytracking.service.reading.Readings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.config.Config;

/** Makes the plain objects of this package and connects them. */
@ApplicationScoped
class KafkaBeans {

    @Produces
    @Singleton
    AppliedPositions appliedPositions() {
        return new AppliedPositions();
    }

    @Produces
    @Singleton
    Undecodable undecodable() {
        return new Undecodable();
    }

    @Produces
    @Singleton
    RestorePoints restorePoints(Admin admin, LocationConfig config, AppliedPositions positions) {
        return new RestorePoints(
                new LogTail(admin, AdminBean.TIMEOUT),
                Map.of(
                        config.topics().locations(), config.restore().locations(),
                        config.topics().orders(), config.restore().orders()),
                positions);
    }

    @Produces
    @Singleton
    BatchMetrics batchMetrics(MeterRegistry registry) {
        return new BatchMetrics(registry, "location");
    }

    @Produces
    @Singleton
    Reading reading(
            ReadingConfig reading,
            KafkaClientService clients,
            Config config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Event<Consumer<?, ?>> created,
            @Identifier(Assignments.NAME) Assignments assignments,
            DeliveryChannel channel) {
        return new Readings(reading, clients, config, kafka, created).of(DeliveryChannel.NAME, assignments, channel);
    }

    void beginReading(@Observes StartupEvent started, Reading reading) {
        reading.begin();
    }

    void endReading(@Observes ShutdownEvent stopping, Reading reading) {
        reading.close();
    }

    void watchTopics(@Observes StartupEvent started, Admin admin, Vertx vertx, LocationConfig config) {
        TopicWatch.start(
                admin,
                vertx,
                Set.of(config.topics().locations(), config.topics().orders()));
    }
}
