package io.deliverytracking.loadtest.application.way;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/** Asks for the topic before the load begins. A producer that asked would make the broker create one of any name. */
final class LogTopic {

    static final int PATIENCE_MS = 20_000;

    private LogTopic() {}

    /**
     * How many partitions it has.
     *
     * @throws KafkaException if it is not there, or nobody answers
     */
    static int partitions(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS);
        try (Admin admin = Admin.create(settings)) {
            TopicDescription description = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return description.partitions().size();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
