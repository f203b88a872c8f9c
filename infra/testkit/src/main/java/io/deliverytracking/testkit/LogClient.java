package io.deliverytracking.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The official client, as tests use it: topics, acknowledged sends, reading from the start, committed offsets. Works
 * with any broker.
 *
 * <p>Every method waits for its answer and throws when there is none in {@value #TIMEOUT_S} s.
 *
 * <p>Threading: thread-safe. The producer is made at the first send; {@link #close()} closes it.
 */
public final class LogClient implements AutoCloseable {
    private static final int TIMEOUT_S = 30;

    private final String bootstrapServers;
    private final Admin admin;
    private @Nullable Producer<byte[], byte[]> producer;

    public LogClient(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** For whatever this class has no word for. */
    public Admin admin() {
        return admin;
    }

    /** Creates a topic with one replica and waits until it is there; returns its id. */
    public Uuid createTopic(String name, int partitions) {
        return createTopic(name, partitions, Map.of());
    }

    public Uuid createTopic(String name, int partitions, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configs);
        Uuid id = await(admin.createTopics(List.of(topic)).topicId(name));
        Instant deadline = Instant.now().plusSeconds(TIMEOUT_S);
        while (!isReady(name, partitions)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("topic " + name + " has no leaders after " + TIMEOUT_S + " s");
            }
            Thread.onSpinWait();
        }
        return id;
    }

    private boolean isReady(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            query.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try {
            await(admin.listOffsets(query).all());
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    public void deleteTopic(String name) {
        await(admin.deleteTopics(List.of(name)).all());
    }

    /** Deletes what lies below {@code offset}, as retention would. */
    public void deleteRecordsBefore(String topic, int partition, long offset) {
        await(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    /** Sends one record and waits for its acknowledgement. */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        return sendAll(List.of(record)).get(0);
    }

    /** Sends all records and waits until the last one is acknowledged. */
    public List<RecordMetadata> sendAll(Collection<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            sends.add(producer().send(record));
        }
        return sends.stream().map(LogClient::await).toList();
    }

    /** Reads a whole topic from its start, until {@code count} records were read. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("receive.buffer.bytes", -1);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, Duration.ofSeconds(TIMEOUT_S)).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = Instant.now().plusSeconds(TIMEOUT_S);
            while (records.size() < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        if (records.size() < count) {
            throw new IllegalStateException(
                    "only " + records.size() + " of " + count + " records of " + topic + " in " + TIMEOUT_S + " s");
        }
        return records;
    }

    /** The sum of all partitions' end offsets. */
    public long endOffset(String topic) {
        TopicDescription description = Objects.requireNonNull(
                await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        int partitions = description.partitions().size();
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            query.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return await(admin.listOffsets(query).all()).values().stream()
                .mapToLong(info -> info.offset())
                .sum();
    }

    /** What a group has committed; partitions without a commit are absent. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> answer =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        answer.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    public String clusterId() {
        return await(admin.describeCluster().clusterId());
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("bootstrap.servers", bootstrapServers);
            settings.put("linger.ms", 5);
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
        admin.close(Duration.ofSeconds(1));
    }
}
