package io.deliverytracking.broker.clients.official;

import static io.deliverytracking.broker.clients.official.Clients.poll;
import static io.deliverytracking.broker.clients.official.Clients.pollUntil;
import static io.deliverytracking.broker.clients.official.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an application does with a consumer, whichever group protocol it speaks. */
@DeliveryBroker
@Timeout(300)
abstract class ConsumerScenarios {

    private static final long FIRST_MS = 1_750_000_000_000L;
    private static final long STEP_MS = 60_000;
    private static final Duration PATIENCE = ClientProcess.PATIENCE;

    private final String topic = Topics.unique("consumed");
    private final String group = "group-of-" + topic;
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final TopicPartition second = new TopicPartition(topic, 1);

    private LogClient log;
    private Clients clients;

    /** {@code classic} or {@code consumer}. */
    abstract String groupProtocol();

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        this.log = log;
        clients = new Clients(broker.bootstrapServers());
        log.createTopic(topic, 2);
    }

    private KafkaConsumer<String, String> consumer(Object... settings) {
        Object[] all = Arrays.copyOf(
                new Object[] {"group.id", group, "auto.offset.reset", "earliest", "group.protocol", groupProtocol()},
                6 + settings.length);
        System.arraycopy(settings, 0, all, 6, settings.length);
        return clients.consumer(all);
    }

    /** Records 0, 1, 2 and so on, a minute apart. */
    private void produce(TopicPartition to, int from, int until) throws Exception {
        try (KafkaProducer<String, String> producer = clients.producer()) {
            for (int i = from; i < until; i++) {
                producer.send(new ProducerRecord<>(
                        to.topic(), to.partition(), FIRST_MS + i * STEP_MS, "k" + i, Integer.toString(i)));
            }
        }
    }

    private static List<String> numbers(int from, int until) {
        return IntStream.range(from, until).mapToObj(Integer::toString).toList();
    }

    @Test
    void a_poll_returns_no_more_than_it_was_told_and_loses_nothing_by_it() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer("max.poll.records", 3)) {
            consumer.subscribe(List.of(topic));
            List<String> read = new ArrayList<>();
            while (read.size() < 10) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
                assertThat(records.count()).isLessThanOrEqualTo(3);
                records.forEach(record -> read.add(record.value()));
            }
            assertThat(read).isEqualTo(numbers(0, 10));
        }
    }

    @Test
    void commits_are_kept_with_their_metadata_and_found_by_the_next_member() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 10);
            consumer.commitSync(Map.of(first, new OffsetAndMetadata(4, "as far as \u00e4")));
        }
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(List.of(topic));
            assertThat(values(poll(consumer, 6))).isEqualTo(numbers(4, 10));
            assertThat(consumer.committed(Set.of(first)).get(first).metadata()).isEqualTo("as far as \u00e4");
            assertThat(consumer.committed(Set.of(second)).get(second)).isNull();
        }
    }

    @Test
    void asynchronous_commits_arrive_in_their_order() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer("max.poll.records", 1)) {
            consumer.subscribe(List.of(topic));
            List<Long> committed = new ArrayList<>();
            AtomicReference<Exception> failure = new AtomicReference<>();
            pollUntil(
                    consumer,
                    record -> consumer.commitAsync(
                            Map.of(first, new OffsetAndMetadata(record.offset() + 1)), (offsets, exception) -> {
                                failure.compareAndSet(null, exception);
                                committed.add(offsets.get(first).offset());
                            }),
                    () -> committed.size() == 10);
            assertThat(failure.get()).isNull();
            assertThat(committed).isSorted().last().isEqualTo(10L);
        }
        assertThat(log.committed(group)).isEqualTo(Map.of(first, 10L));
    }

    @Test
    void a_consumer_that_commits_by_itself_has_committed_all_when_it_closes() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer("enable.auto.commit", true)) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 10);
        }
        assertThat(log.committed(group)).containsEntry(first, 10L);
    }

    @Test
    void a_paused_partition_gives_nothing_and_all_of_it_when_it_is_resumed() throws Exception {
        produce(first, 0, 5);
        produce(second, 5, 10);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(first, second));
            consumer.pause(List.of(first));
            assertThat(values(poll(consumer, 5))).isEqualTo(numbers(5, 10));
            assertThat(consumer.paused()).containsExactly(first);
            consumer.resume(List.of(first));
            assertThat(values(poll(consumer, 5))).isEqualTo(numbers(0, 5));
        }
    }

    @Test
    void seeks_go_to_an_offset_to_either_end_and_to_a_time() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(first));
            consumer.seek(first, 7);
            assertThat(values(poll(consumer, 3))).isEqualTo(numbers(7, 10));
            consumer.seekToBeginning(List.of(first));
            assertThat(values(poll(consumer, 10))).isEqualTo(numbers(0, 10));
            consumer.seekToEnd(List.of(first));
            assertThat(consumer.position(first)).isEqualTo(10);

            long wanted = FIRST_MS + 4 * STEP_MS - 1;
            OffsetAndTimestamp found =
                    consumer.offsetsForTimes(Map.of(first, wanted)).get(first);
            assertThat(found.offset()).isEqualTo(4);
            assertThat(found.timestamp()).isEqualTo(FIRST_MS + 4 * STEP_MS);
            assertThat(found.leaderEpoch()).isPresent();
            consumer.seek(first, new OffsetAndMetadata(found.offset(), found.leaderEpoch(), ""));
            assertThat(values(poll(consumer, 6))).isEqualTo(numbers(4, 10));
        }
    }

    @Test
    void a_time_behind_the_last_record_is_found_nowhere() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            assertThat(consumer.offsetsForTimes(Map.of(first, FIRST_MS + 10 * STEP_MS, second, 0L)))
                    .containsEntry(first, null)
                    .containsEntry(second, null);
            assertThat(consumer.beginningOffsets(List.of(first, second))).containsEntry(first, 0L);
            assertThat(consumer.endOffsets(List.of(first, second)))
                    .containsEntry(first, 10L)
                    .containsEntry(second, 0L);
            consumer.assign(List.of(first));
            consumer.seek(first, 3);
            poll(consumer, 7);
            assertThat(consumer.currentLag(first)).hasValue(0);
        }
    }

    @Test
    void without_a_commit_the_reset_policy_decides() throws Exception {
        produce(first, 0, 10);
        try (KafkaConsumer<String, String> consumer = consumer("auto.offset.reset", "none")) {
            consumer.subscribe(List.of(topic));
            assertThatThrownBy(() -> poll(consumer, 1)).isInstanceOf(NoOffsetForPartitionException.class);
        }
        // KIP-1106: those of the last so many minutes; half a minute is what a slow machine may take until it asks.
        Duration since = Duration.ofMillis(System.currentTimeMillis() - FIRST_MS - 7 * STEP_MS + STEP_MS / 2);
        try (KafkaConsumer<String, String> consumer = consumer("auto.offset.reset", "by_duration:" + since)) {
            consumer.assign(List.of(first));
            assertThat(values(poll(consumer, 3))).isEqualTo(numbers(7, 10));
        }
    }

    @Test
    void a_position_that_is_gone_is_reset_rather_than_read() throws Exception {
        produce(first, 0, 10);
        log.deleteRecordsBefore(topic, 0, 6);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(first));
            consumer.seek(first, 2);
            assertThat(values(poll(consumer, 4))).isEqualTo(numbers(6, 10));
        }
    }

    @Test
    void a_wakeup_ends_a_long_poll() throws Exception {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(first));
            consumer.poll(Duration.ofMillis(50));
            CompletableFuture.runAsync(consumer::wakeup, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
            assertThatThrownBy(() -> consumer.poll(PATIENCE)).isInstanceOf(WakeupException.class);
        }
    }

    @Test
    void a_pattern_follows_topics_that_come_later() throws Exception {
        String prefix = Topics.unique("pattern");
        log.createTopic(prefix + "-a", 1);
        try (KafkaConsumer<String, String> consumer = consumer("metadata.max.age.ms", 200)) {
            consumer.subscribe(Pattern.compile(prefix + "-.*"));
            pollUntil(consumer, record -> {}, () -> consumer.assignment().size() == 1);
            log.createTopic(prefix + "-b", 1);
            produce(new TopicPartition(prefix + "-b", 0), 0, 3);
            assertThat(values(poll(consumer, 3))).isEqualTo(numbers(0, 3));
        }
    }

    @Test
    void a_static_member_that_comes_back_finds_its_partitions_and_moves_nobody() throws Exception {
        List<Collection<TopicPartition>> movedFromTheOther = new ArrayList<>();
        KafkaConsumer<String, String> goes = consumer("group.instance.id", "one");
        try (KafkaConsumer<String, String> stays = consumer("group.instance.id", "two")) {
            Counted counted = new Counted(movedFromTheOther);
            stays.subscribe(List.of(topic), counted);
            goes.subscribe(List.of(topic));
            pollUntil(stays, record -> {}, () -> {
                goes.poll(Duration.ofMillis(50));
                return stays.assignment().size() == 1 && goes.assignment().size() == 1;
            });
            Set<TopicPartition> held = goes.assignment();
            int before = counted.changes();
            goes.close();
            try (KafkaConsumer<String, String> back = consumer("group.instance.id", "one")) {
                back.subscribe(List.of(topic));
                pollUntil(stays, record -> {}, () -> {
                    back.poll(Duration.ofMillis(50));
                    return back.assignment().equals(held);
                });
                assertThat(counted.changes()).isEqualTo(before);
            }
        } finally {
            goes.close();
        }
    }

    @Test
    void interceptors_see_what_is_read_and_committed() throws Exception {
        produce(first, 0, 5);
        Seen.READ.clear();
        try (KafkaConsumer<String, String> consumer = consumer("interceptor.classes", Seen.class.getName())) {
            consumer.subscribe(List.of(topic));
            poll(consumer, 5);
            consumer.commitSync();
        }
        assertThat(Seen.READ).isEqualTo(numbers(0, 5));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Seen.committed).containsKey(first));
    }

    /** Made by the client, by its name; the tests of a JVM run one after the other. */
    public static final class Seen implements ConsumerInterceptor<String, String> {
        private static final List<String> READ = new ArrayList<>();
        private static volatile Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

        @Override
        public ConsumerRecords<String, String> onConsume(ConsumerRecords<String, String> records) {
            for (ConsumerRecord<String, String> record : records) {
                READ.add(record.value());
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            committed = Map.copyOf(offsets);
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
