package io.deliverytracking.broker.clients.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link OrderCounts} on this broker: counts that are right, over restarts, lost disks and rebalances. */
@DeliveryBroker
@Tag("long")
@Timeout(600)
class KafkaStreamsTest {

    private static final Duration PATIENCE = ClientProcess.PATIENCE;
    private static final int PARTITIONS = 4;
    private static final int RESTAURANTS = 7;

    private static final long MINUTE_MS = 60_000;

    /** Of the first order: the beginning of a minute, an hour ago, so that no window is older than its retention. */
    private static final long FIRST_MS = (System.currentTimeMillis() / MINUTE_MS - 60) * MINUTE_MS;

    private static final long STEP_MS = 1_000;

    private final String orders = Topics.unique("orders");
    private final String application = "counts-of-" + orders;
    private final List<OrderCounts> instances = new ArrayList<>();
    private final Map<String, Long> expected = new TreeMap<>();
    private final Map<String, Long> expectedByMinute = new TreeMap<>();

    private EmbeddedBroker broker;
    private LogClient log;
    private int ordered;

    @TempDir
    Path directory;

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        this.broker = broker;
        this.log = log;
        log.createTopic(orders, PARTITIONS);
    }

    @AfterEach
    void stop() {
        instances.forEach(OrderCounts::close);
    }

    private OrderCounts start(String stateDirectory) {
        OrderCounts instance =
                new OrderCounts(broker.bootstrapServers(), application, orders, directory.resolve(stateDirectory));
        instances.add(instance);
        return instance;
    }

    private void stop(OrderCounts instance) {
        instances.remove(instance);
        instance.close();
    }

    /** Orders at the restaurants in turn, a second apart. */
    private void order(int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++, ordered++) {
            String restaurant = "restaurant-" + ordered % RESTAURANTS;
            long timestampMs = FIRST_MS + ordered * STEP_MS;
            records.add(new ProducerRecord<>(
                    orders,
                    null,
                    timestampMs,
                    ("order-" + ordered).getBytes(StandardCharsets.UTF_8),
                    restaurant.getBytes(StandardCharsets.UTF_8)));
            expected.merge(restaurant, 1L, Long::sum);
            expectedByMinute.merge(restaurant + "@" + (timestampMs - timestampMs % MINUTE_MS), 1L, Long::sum);
        }
        log.sendAll(records);
    }

    private void awaitCounts() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Map<String, Long> counts = new TreeMap<>();
            instances.forEach(instance -> counts.putAll(instance.counts()));
            assertThat(counts).isEqualTo(expected);
        });
    }

    private Config config(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return log.admin().describeConfigs(List.of(resource)).all().get().get(resource);
    }

    private String changelog(String store) {
        return application + "-" + store + "-changelog";
    }

    @Test
    void counts_and_makes_its_topics_as_they_have_to_be() throws Exception {
        order(100);
        start("a");
        awaitCounts();

        assertThat(config(changelog(OrderCounts.COUNTS)).get("cleanup.policy").value())
                .isEqualTo("compact");
        // A window's entries go when nobody can ask for them any more.
        assertThat(config(changelog(OrderCounts.COUNTS_BY_MINUTE))
                        .get("cleanup.policy")
                        .value()
                        .split(","))
                .containsExactlyInAnyOrder("compact", "delete");
        Config regrouped = config(application + "-" + OrderCounts.REGROUPED + "-repartition");
        assertThat(regrouped.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(regrouped.get("retention.ms").value()).isEqualTo("-1");
    }

    @Test
    void what_was_regrouped_is_deleted_once_it_is_counted() throws Exception {
        order(100);
        start("a");
        awaitCounts();
        String regrouped = application + "-" + OrderCounts.REGROUPED + "-repartition";
        assertThat(log.endOffset(regrouped)).isEqualTo(100);
        // Streams asks for it by DeleteRecords, at most every repartition.purge.interval.ms (30 s).
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(startOffsets(regrouped)).isEqualTo(100));
    }

    private long startOffsets(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            query.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
        }
        return log.admin().listOffsets(query).all().get().values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    @Test
    void counts_by_minute_of_the_events() {
        order(150);
        OrderCounts instance = start("a");
        awaitCounts();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.countsByMinute()).isEqualTo(expectedByMinute));
    }

    @Test
    void goes_on_counting_after_a_restart_without_reading_the_changelog() {
        order(100);
        OrderCounts before = start("a");
        awaitCounts();
        stop(before);
        order(50);

        OrderCounts after = start("a");

        awaitCounts();
        assertThat(after.restored()).isZero();
    }

    @Test
    void restores_its_state_from_the_changelog_when_its_disk_is_gone() throws IOException {
        order(100);
        OrderCounts before = start("a");
        awaitCounts();
        stop(before);
        Utils.delete(directory.resolve("a").toFile());
        order(50);

        OrderCounts after = start("a");

        awaitCounts();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(after.countsByMinute()).isEqualTo(expectedByMinute));
        // Two stores; a record there may stand for several orders, as the caches commit.
        assertThat(after.restored()).isGreaterThanOrEqualTo(2 * RESTAURANTS);
    }

    @Test
    void a_second_instance_takes_its_part_and_the_first_one_takes_it_back() {
        order(100);
        OrderCounts first = start("a");
        awaitCounts();
        int tasks = first.activeTasks();

        OrderCounts second = start("b");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(second.activeTasks()).isEqualTo(tasks / 2);
            assertThat(first.activeTasks()).isEqualTo(tasks / 2);
        });
        order(100);
        awaitCounts();

        stop(second);
        order(100);
        awaitCounts();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(first.activeTasks()).isEqualTo(tasks));
    }

    @Test
    void outlives_the_kill_of_its_broker() {
        order(100);
        OrderCounts instance = start("a");
        awaitCounts();

        broker.kill();
        broker.restart();
        order(100);

        // At least once: an order whose count was written and whose offset was not is counted again.
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Map<String, Long> counts = instance.counts();
            assertThat(counts).containsOnlyKeys(expected.keySet());
            counts.forEach((restaurant, count) -> assertThat(count).isGreaterThanOrEqualTo(expected.get(restaurant)));
        });
        await().atMost(PATIENCE).until(instance::isRunning);
    }
}
