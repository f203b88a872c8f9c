package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.config.AnalyticsConfig;
import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.deliverytracking.analytics.journal.JournalState;
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
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    Undecodable undecodable() {
        return new Undecodable();
    }

    @Produces
    @Singleton
    AnalyticsFeed feed(
            WindowSettings settings,
            WindowHistory history,
            Refusals refusals,
            AnalyticsConfig config,
            Undecodable undecodable) {
        return new AnalyticsFeed(
                settings,
                history,
                refusals,
                config.topics().locations(),
                config.topics().orders(),
                undecodable);
    }

    @Produces
    @Singleton
    Refusals refusals() {
        return new Refusals();
    }

    @Produces
    @Singleton
    JournalState journalState() {
        return new JournalState();
    }

    @Produces
    @Singleton
    Checkpoints checkpoints(
            AnalyticsFeed feed,
            WindowHistory history,
            Refusals refusals,
            AnalyticsConfig config,
            Admin admin,
            JournalState state) {
        return new Checkpoints(
                feed, history, refusals, config.dataDirectory(), new ClusterId(admin, AdminBean.TIMEOUT), state);
    }

    void closeTheJournal(@Disposes Checkpoints checkpoints) throws IOException {
        checkpoints.close();
    }

    @Produces
    @Singleton
    TopicIds topicIds(Admin admin) {
        return new TopicIds(admin, AdminBean.TIMEOUT);
    }

    @Produces
    @Singleton
    BatchMetrics batchMetrics(MeterRegistry registry) {
        return new BatchMetrics(registry, "analytics");
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

    void watchTopics(@Observes StartupEvent started, Admin admin, Vertx vertx, AnalyticsConfig config) {
        TopicWatch.start(
                admin,
                vertx,
                Set.of(config.topics().locations(), config.topics().orders()));
    }
}
