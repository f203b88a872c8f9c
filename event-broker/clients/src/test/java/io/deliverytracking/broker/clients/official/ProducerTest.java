package io.deliverytracking.broker.clients.official;

import static io.deliverytracking.broker.clients.official.Clients.poll;
import static io.deliverytracking.broker.clients.official.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application does with a producer. */
@DeliveryBroker
@Timeout(300)
@Tag("long")
class ProducerTest {

    private static final int MIB = 1024 * 1024;

    private final String topic = Topics.unique("produced");
    private final TopicPartition partition = new TopicPartition(topic, 0);

    private EmbeddedBroker broker;
    private LogClient log;
    private Clients clients;

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        this.broker = broker;
        this.log = log;
        clients = new Clients(broker.bootstrapServers());
    }

    private List<ConsumerRecord<String, String>> read(int count) {
        try (KafkaConsumer<String, String> consumer =
                clients.consumer("fetch.max.bytes", 64 * MIB, "max.partition.fetch.bytes", 16 * MIB)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return poll(consumer, count);
        }
    }

    private static List<String> numbers(int until) {
        return IntStream.range(0, until).mapToObj(Integer::toString).toList();
    }

    /** All compression types by all acknowledgements. */
    static Stream<Arguments> codecsAndAcks() {
        return Stream.of("none", "gzip", "snappy", "lz4", "zstd")
                .flatMap(codec -> Stream.of("0", "1", "all").map(acks -> Arguments.of(codec, acks)));
    }

    @ParameterizedTest
    @MethodSource("codecsAndAcks")
    void every_codec_and_every_acknowledgement_keep_order_keys_headers_and_times(String codec, String acks) {
        log.createTopic(topic, 1);
        try (KafkaProducer<String, String> producer =
                clients.producer("compression.type", codec, "acks", acks, "linger.ms", 20)) {
            for (int i = 0; i < 100; i++) {
                ProducerRecord<String, String> record =
                        new ProducerRecord<>(topic, 0, 1_750_000_000_000L + i, "k" + i, Integer.toString(i));
                // A name may come twice, and a value may be null.
                record.headers().add("n", new byte[] {(byte) i}).add("n", null);
                producer.send(record);
            }
        }
        List<ConsumerRecord<String, String>> read = read(100);
        assertThat(values(read)).isEqualTo(numbers(100));
        for (int i = 0; i < 100; i++) {
            ConsumerRecord<String, String> record = read.get(i);
            assertThat(record.key()).isEqualTo("k" + i);
            assertThat(record.timestamp()).isEqualTo(1_750_000_000_000L + i);
            Header[] headers = record.headers().toArray();
            assertThat(headers).hasSize(2).extracting(Header::key).containsOnly("n");
            assertThat(headers[0].value()).containsExactly(i);
            assertThat(headers[1].value()).isNull();
        }
    }

    @Test
    void neither_key_nor_value_is_needed() throws Exception {
        log.createTopic(topic, 1);
        try (KafkaProducer<String, String> producer = clients.producer()) {
            producer.send(new ProducerRecord<>(topic, "only a value")).get();
            producer.send(new ProducerRecord<>(topic, "only a key", null)).get();
            producer.send(new ProducerRecord<>(topic, "", "")).get();
        }
        assertThat(read(3).stream().map(record -> record.key() + "=" + record.value()))
                .containsExactly("null=only a value", "only a key=null", "=");
    }

    @Test
    void an_idempotent_producer_keeps_order_over_a_kill_of_the_broker_with_five_requests_under_way() throws Exception {
        log.createTopic(topic, 1);
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        try (KafkaProducer<String, String> producer = clients.producer(
                "batch.size", 200, "linger.ms", 0, "max.in.flight.requests.per.connection", 5, "acks", "all")) {
            for (int i = 0; i < 4_000; i++) {
                sends.add(producer.send(new ProducerRecord<>(topic, 0, null, Integer.toString(i))));
                if (i == 2_000) {
                    broker.kill();
                    broker.restart();
                }
            }
            for (int i = 0; i < sends.size(); i++) {
                assertThat(sends.get(i).get().offset()).isEqualTo(i);
            }
        }
        assertThat(values(read(4_000))).isEqualTo(numbers(4_000));
        assertThat(log.endOffset(topic)).isEqualTo(4_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "lz4"})
    void a_record_may_be_as_large_as_its_topic_allows(String codec) throws Exception {
        log.createTopic(topic, 1, Map.of("max.message.bytes", Integer.toString(8 * MIB)));
        String large = "x".repeat(8 * MIB - 1_000);
        try (KafkaProducer<String, String> producer =
                clients.producer("max.request.size", 16 * MIB, "compression.type", codec, "buffer.memory", 64L * MIB)) {
            producer.send(new ProducerRecord<>(topic, large)).get();
            assertThat(read(1).get(0).value()).isEqualTo(large);
        }
    }

    @Test
    void a_record_larger_than_that_is_refused_and_the_next_one_is_not() throws Exception {
        log.createTopic(topic, 1, Map.of("max.message.bytes", Integer.toString(MIB)));
        try (KafkaProducer<String, String> producer = clients.producer("max.request.size", 16 * MIB)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "x".repeat(2 * MIB)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            producer.send(new ProducerRecord<>(topic, "small")).get();
        }
        assertThat(values(read(1))).containsExactly("small");
    }

    @Test
    void a_batch_too_large_for_its_topic_is_split_by_the_producer_and_nothing_of_it_is_lost() throws Exception {
        log.createTopic(topic, 1, Map.of("max.message.bytes", "20000"));
        try (KafkaProducer<String, String> producer = clients.producer(
                "batch.size", MIB, "linger.ms", 200, "enable.idempotence", true, "compression.type", "none")) {
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "k", Integer.toString(i) + " ".repeat(1_000)));
            }
        }
        assertThat(values(read(100)).stream().map(String::trim)).isEqualTo(numbers(100));
        assertThat(log.endOffset(topic)).isEqualTo(100);
    }

    @Test
    void the_key_chooses_the_partition_and_a_client_may_choose_it_itself() throws Exception {
        log.createTopic(topic, 4);
        try (KafkaProducer<String, String> producer = clients.producer()) {
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                chosen.add(producer.send(new ProducerRecord<>(topic, "the same", "v"))
                        .get()
                        .partition());
                assertThat(producer.send(new ProducerRecord<>(topic, i % 4, null, "v"))
                                .get()
                                .partition())
                        .isEqualTo(i % 4);
            }
            assertThat(chosen).containsOnly(chosen.get(0));
            assertThat(producer.partitionsFor(topic)).hasSize(4);
        }
    }

    @Test
    void flush_returns_when_everything_is_acknowledged() {
        log.createTopic(topic, 1);
        AtomicInteger acknowledged = new AtomicInteger();
        try (KafkaProducer<String, String> producer = clients.producer("linger.ms", 60_000)) {
            for (int i = 0; i < 500; i++) {
                producer.send(new ProducerRecord<>(topic, Integer.toString(i)), (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.incrementAndGet();
                    }
                });
            }
            producer.flush();
            assertThat(acknowledged).hasValue(500);
        }
    }

    @Test
    void interceptors_change_what_is_sent_and_hear_of_its_acknowledgement() throws Exception {
        log.createTopic(topic, 1);
        Marking.ACKNOWLEDGED.set(0);
        try (KafkaProducer<String, String> producer =
                clients.producer("interceptor.classes", Marking.class.getName())) {
            producer.send(new ProducerRecord<>(topic, "v")).get();
        }
        assertThat(Marking.ACKNOWLEDGED).hasValue(1);
        assertThat(Arrays.toString(read(1).get(0).headers().lastHeader("marked").value()))
                .isEqualTo(Arrays.toString("by the interceptor".getBytes(StandardCharsets.UTF_8)));
    }

    /** Made by the client, by its name. */
    public static final class Marking implements ProducerInterceptor<String, String> {
        private static final AtomicInteger ACKNOWLEDGED = new AtomicInteger();

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            record.headers().add("marked", "by the interceptor".getBytes(StandardCharsets.UTF_8));
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            ACKNOWLEDGED.incrementAndGet();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
