package io.deliverytracking.broker.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a broker does for its first clients: topics, an idempotent producer, a group that reads and commits, in both protocols.
 *
 * <p>Threading: the caller's.
 */
final class SmallLoad {

    private static final String GIVEN = "recorded";
    private static final String MADE_ON_THE_WAY = "recorded-too";
    private static final int PARTITIONS = 12;
    private static final int RECORDS = 20_000;

    /** Of 512 records one waits for its acknowledgement, so that there are many small batches. */
    private static final int BURST = 512;

    private static final int VALUE_BYTES = 48;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SmallLoad() {}

    /** @throws IllegalStateException when the broker does not do it */
    static void on(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(GIVEN, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topic could not be made", e);
        }
        send(bootstrapServers, MADE_ON_THE_WAY, 1);
        send(bootstrapServers, GIVEN, RECORDS);
        read(bootstrapServers, "classic");
        read(bootstrapServers, "consumer");
    }

    private static void send(String bootstrapServers, String topic, int records) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            for (int i = 0; i < records; i++) {
                var sent = producer.send(new ProducerRecord<>(topic, key(i), new byte[VALUE_BYTES]));
                if (i % BURST == 0) {
                    sent.get();
                }
            }
            producer.flush();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A record was not acknowledged", e);
        }
    }

    private static byte[] key(int number) {
        return new byte[] {(byte) (number >> 8), (byte) number};
    }

    private static void read(String bootstrapServers, String protocol) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "recorded-" + protocol,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                protocol,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.subscribe(Set.of(GIVEN));
            for (int read = 0; read < RECORDS; ) {
                if (System.nanoTime() > deadlineNs) {
                    throw new IllegalStateException("The group has read " + read + " of " + RECORDS + " records");
                }
                read += consumer.poll(POLL).count();
                consumer.commitSync();
            }
        }
    }
}
