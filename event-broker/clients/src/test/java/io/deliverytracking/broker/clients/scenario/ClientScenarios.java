package io.deliverytracking.broker.clients.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every client does with a broker. A subclass names the client; the other side of each exchange is Kafka's own.
 */
@DeliveryBroker
@Timeout(300)
abstract class ClientScenarios {

    private static final Duration PATIENCE = ClientProcess.PATIENCE;
    private static final int PARTITIONS = 4;

    /** Some minutes apart, so that a search by time has something to find; in the past, as the broker demands. */
    private static final long FIRST_MS = 1_750_000_000_000L;

    private static final long STEP_MS = 60_000;

    /** Long and dull: librdkafka sends what compression does not make smaller as it is. */
    private static final String PADDING = " rides along".repeat(50);

    private final String topic = Topics.unique("scenario");
    private final String group = "group-of-" + topic;
    private final List<GroupMember> members = new ArrayList<>();

    private EmbeddedBroker broker;
    private LogClient log;
    private ScenarioClient client;
    private ScenarioClient official;

    /** The client that this class is about; where its program is missing, the tests are skipped with the reason. */
    abstract ScenarioClient client(String bootstrapServers);

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        this.broker = broker;
        this.log = log;
        client = client(broker.bootstrapServers());
        official = new OfficialClient(broker.bootstrapServers());
    }

    @AfterEach
    void leave() {
        members.forEach(GroupMember::close);
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Message(
                        "rider-" + i,
                        i + PADDING,
                        Map.of("trace", "t" + i, "zone", "nördlich"),
                        FIRST_MS + i * STEP_MS))
                .toList();
    }

    private static List<Message> plain(String... values) {
        return Stream.of(values).map(value -> new Message("k", value)).toList();
    }

    private GroupMember join() {
        GroupMember member = client.join(group, topic);
        members.add(member);
        return member;
    }

    private void leave(GroupMember member) {
        members.remove(member);
        member.close();
    }

    private static List<String> values(GroupMember... of) {
        return Stream.of(of)
                .flatMap(member -> member.received().stream())
                .map(Received::value)
                .sorted()
                .toList();
    }

    @Test
    void what_it_writes_in_every_codec_is_stored_as_sent_and_read_by_the_official_client() {
        List<Message> sent = messages(20);
        for (Codec codec : client.codecs()) {
            String of = topic + "-" + codec.id();
            log.createTopic(of, 1);

            client.produce(of, 0, codec, sent);

            assertThat(StoredBatch.codec(broker, of, 0)).isEqualTo(codec);
            List<Message> read = official.readFrom(of, 0, 0, sent.size()).stream()
                    .map(Received::message)
                    .toList();
            if (client.choosesTimestamps()) {
                assertThat(read).as(codec.id()).isEqualTo(sent);
            } else {
                assertThat(read.stream().map(Message::withoutTimestamp))
                        .as(codec.id())
                        .isEqualTo(sent.stream().map(Message::withoutTimestamp).toList());
            }
        }
    }

    @Test
    void it_reads_what_the_official_client_wrote_in_every_codec_with_headers_and_times() {
        List<Message> sent = messages(20);
        for (Codec codec : client.codecs()) {
            String of = topic + "-" + codec.id();
            log.createTopic(of, 1);

            official.produce(of, 0, codec, sent);

            List<Received> read = client.readFrom(of, 0, 0, sent.size());
            assertThat(read.stream().map(Received::message)).as(codec.id()).isEqualTo(sent);
            assertThat(read.stream().map(Received::offset))
                    .containsExactlyElementsOf(IntStream.range(0, sent.size())
                            .mapToObj(Long::valueOf)
                            .toList());
        }
    }

    @Test
    void it_begins_in_the_middle_of_a_batch() {
        log.createTopic(topic, 1);
        List<Message> sent = messages(10);
        official.produce(topic, 0, Codec.GZIP, sent);

        assertThat(client.readFrom(topic, 0, 7, 3).stream().map(Received::message))
                .isEqualTo(sent.subList(7, 10));
    }

    @Test
    void it_finds_where_to_read_by_time() {
        log.createTopic(topic, 1);
        List<Message> sent = messages(10);
        official.produce(topic, 0, Codec.NONE, sent);

        // The very time of a record, and one between two.
        assertThat(client.readSince(topic, 0, FIRST_MS + 4 * STEP_MS, 6).stream()
                        .map(Received::message))
                .isEqualTo(sent.subList(4, 10));
        assertThat(client.readSince(topic, 0, FIRST_MS + 4 * STEP_MS + 1, 5).stream()
                        .map(Received::message))
                .isEqualTo(sent.subList(5, 10));
    }

    @Test
    void members_of_a_group_share_the_partitions_and_one_takes_over_what_another_had() {
        log.createTopic(topic, PARTITIONS);
        GroupMember first = join();
        await().atMost(PATIENCE).until(() -> first.assignment().size() == PARTITIONS);
        List<String> alone = sendToEachPartition("alone");
        await().atMost(PATIENCE).until(() -> values(first).equals(alone));
        // Some clients commit in the background: what is not committed when another joins comes again.
        await().atMost(PATIENCE).until(() -> log.committed(group).size() == PARTITIONS);
        GroupMember second = join();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(first.assignment()).hasSize(PARTITIONS / 2);
            assertThat(second.assignment()).hasSize(PARTITIONS / 2).doesNotContainAnyElementsOf(first.assignment());
        });
        List<String> shared = sendToEachPartition("shared");
        await().atMost(PATIENCE).until(() -> values(first, second).containsAll(shared));

        leave(second);
        await().atMost(PATIENCE).until(() -> first.assignment().size() == PARTITIONS);
        List<String> taken = sendToEachPartition("taken");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(values(first, second)).containsAll(taken));
        // A member commits what it has read before it gives anything away: nothing comes twice.
        assertThat(values(first, second))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(alone, shared, taken).flatMap(List::stream).toList());
    }

    private List<String> sendToEachPartition(String name) {
        List<String> sent = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            sent.add(name + "-" + partition);
            official.produce(topic, partition, Codec.NONE, plain(name + "-" + partition));
        }
        return sent;
    }

    @Test
    void a_group_goes_on_where_it_committed() {
        log.createTopic(topic, 1);
        official.produce(topic, 0, Codec.NONE, plain("a", "b", "c"));
        GroupMember before = join();
        await().atMost(PATIENCE).until(() -> values(before).equals(List.of("a", "b", "c")));
        leave(before);
        assertThat(log.committed(group)).isEqualTo(Map.of(new TopicPartition(topic, 0), 3L));

        official.produce(topic, 0, Codec.NONE, plain("d"));
        GroupMember after = join();

        await().atMost(PATIENCE).until(() -> !after.received().isEmpty());
        assertThat(values(after)).containsExactly("d");
        assertThat(after.assignment()).isEqualTo(Set.of(0));
    }

    @Test
    void a_group_outlives_the_kill_of_its_broker() {
        log.createTopic(topic, 2);
        GroupMember member = join();
        official.produce(topic, 0, Codec.NONE, plain("before"));
        await().atMost(PATIENCE).until(() -> values(member).equals(List.of("before")));

        broker.kill();
        broker.restart();
        official.produce(topic, 1, Codec.NONE, plain("behind"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(member.assignment()).containsExactly(0, 1);
            assertThat(values(member)).contains("behind");
        });
        Map<String, Long> times = new TreeMap<>();
        values(member).forEach(value -> times.merge(value, 1L, Long::sum));
        // At least once: what was read and not yet committed when the broker went may come again.
        assertThat(times).containsOnlyKeys("before", "behind").containsEntry("behind", 1L);
    }
}
