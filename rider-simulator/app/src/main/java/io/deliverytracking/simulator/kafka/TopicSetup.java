package io.deliverytracking.simulator.kafka;

import io.deliverytracking.events.Topics;
import io.deliverytracking.simulator.config.SimulatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that everybody uses, once; existing ones keep their settings.
 *
 * <p>Threading: blocks; any thread but an event loop. Failure: {@link BrokerUnavailableException} while there is no
 * broker to ask, or it has no answer within some seconds; the caller asks again.
 */
public final class TopicSetup {

    private static final int TIMEOUT_MS = 5_000;

    private final String bootstrapServers;
    private final SimulatorConfig.Topics settings;

    public TopicSetup(String bootstrapServers, SimulatorConfig.Topics settings) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
    }

    /** Makes sure that the topics exist, and returns the number of partitions that locations have. */
    public int ensure() throws InterruptedException {
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "rider-simulator-admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS);
        try (Admin admin = Admin.create(client)) {
            create(admin);
            return partitions(admin);
        } catch (ExecutionException e) {
            throw new BrokerUnavailableException(bootstrapServers, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw new BrokerUnavailableException(bootstrapServers, e);
        }
    }

    private void create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> existing = admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        List<NewTopic> missing = new ArrayList<>();
        for (NewTopic topic : topics()) {
            if (!existing.contains(topic.name())) {
                missing.add(topic);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try {
            admin.createTopics(missing).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static int partitions(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> topics = admin.describeTopics(List.of(
                        Topics.DELIVERY_LOCATION_UPDATES, Topics.RESTAURANT_UPDATES, Topics.DB_WRITER_DEAD_LETTERS))
                .allTopicNames()
                .get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        TopicDescription locations = topics.get(Topics.DELIVERY_LOCATION_UPDATES);
        if (locations == null) {
            throw new KafkaException("the broker described other topics than asked for");
        }
        return locations.partitions().size();
    }

    private List<NewTopic> topics() {
        Map<String, String> locations = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(settings.locationRetention().toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(settings.locationRetentionBytes()),
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(settings.locationSegmentBytes()));
        Map<String, String> orders = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(settings.orderRetention().toMillis()),
                TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(settings.orderRetentionBytes()),
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(settings.orderSegmentBytes()));
        short replicas = settings.replicationFactor();
        return List.of(
                new NewTopic(Topics.DELIVERY_LOCATION_UPDATES, settings.locationPartitions(), replicas)
                        .configs(locations),
                new NewTopic(Topics.RESTAURANT_UPDATES, settings.orderPartitions(), replicas).configs(orders),
                new NewTopic(Topics.DB_WRITER_DEAD_LETTERS, settings.deadLetterPartitions(), replicas).configs(orders));
    }
}
