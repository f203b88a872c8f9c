package io.deliverytracking.broker.clients.scenario;

import io.deliverytracking.broker.clients.ClientProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own client. Stateless: each call has a client of its own, as each run of the others has. */
final class OfficialClient implements ScenarioClient {

    private final String bootstrapServers;
    private final Map<String, Object> consumerSettings;

    OfficialClient(String bootstrapServers) {
        // By default a member hears of a rebalance only seconds later.
        this(bootstrapServers, Map.of("heartbeat.interval.ms", 200));
    }

    /** With some of the consumer's settings changed. */
    OfficialClient(String bootstrapServers, Map<String, Object> consumerSettings) {
        this.bootstrapServers = bootstrapServers;
        this.consumerSettings = Map.copyOf(consumerSettings);
    }

    @Override
    public void produce(String topic, int partition, Codec codec, List<Message> messages) {
        // One batch: what is sent within the time of lingering, up to its size.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "compression.type", codec.id(), "acks", "all", "linger.ms", 50);
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        try (Producer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (Message message : messages) {
                Long timestampMs = message.timestampMs() == 0 ? null : message.timestampMs();
                ProducerRecord<String, String> record =
                        new ProducerRecord<>(topic, partition, timestampMs, message.key(), message.value());
                message.headers()
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                sends.add(producer.send(record));
            }
            for (Future<RecordMetadata> send : sends) {
                send.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("not acknowledged", e);
        }
    }

    @Override
    public List<Received> readFrom(String topic, int partition, long offset, int count) {
        try (Consumer<String, String> consumer = consumer(Map.of())) {
            TopicPartition from = new TopicPartition(topic, partition);
            consumer.assign(List.of(from));
            consumer.seek(from, offset);
            return poll(consumer, count);
        }
    }

    @Override
    public List<Received> readSince(String topic, int partition, long timestampMs, int count) {
        try (Consumer<String, String> consumer = consumer(Map.of())) {
            TopicPartition from = new TopicPartition(topic, partition);
            consumer.assign(List.of(from));
            OffsetAndTimestamp found =
                    consumer.offsetsForTimes(Map.of(from, timestampMs)).get(from);
            consumer.seek(from, found.offset());
            return poll(consumer, count);
        }
    }

    private static List<Received> poll(Consumer<String, String> consumer, int count) {
        List<Received> read = new ArrayList<>();
        long deadlineNs = System.nanoTime() + ClientProcess.PATIENCE.toNanos();
        while (read.size() < count) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("only " + read.size() + " of " + count + " records came");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(received(record)));
        }
        return read;
    }

    private static Received received(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Received(
                record.partition(),
                record.offset(),
                new Message(record.key(), record.value(), headers, record.timestamp()));
    }

    private Consumer<String, String> consumer(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("receive.buffer.bytes", -1);
        settings.put("enable.auto.commit", false);
        settings.putAll(consumerSettings);
        settings.putAll(changes);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public GroupMember join(String group, String topic) {
        return new PollingMember(consumer(Map.of("group.id", group, "auto.offset.reset", "earliest")), topic);
    }

    /** A thread that polls and commits. */
    private static final class PollingMember implements GroupMember {

        private final Consumer<String, String> consumer;
        private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
        private final Thread thread;
        private volatile Set<Integer> assignment = Set.of();
        private volatile boolean closing;
        private volatile Throwable failure;

        PollingMember(Consumer<String, String> consumer, String topic) {
            this.consumer = consumer;
            this.thread = new Thread(() -> run(topic), "group-member");
            thread.setDaemon(true);
            thread.start();
        }

        private void run(String topic) {
            try (consumer) {
                consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                    @Override
                    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                        assignment = Set.of();
                    }

                    @Override
                    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                        Set<Integer> now = new TreeSet<>();
                        consumer.assignment().forEach(partition -> now.add(partition.partition()));
                        assignment = now;
                    }
                });
                while (!closing) {
                    consumer.poll(Duration.ofMillis(100))
                            .forEach(record -> received.add(OfficialClient.received(record)));
                    consumer.commitSync();
                }
            } catch (WakeupException e) {
                // Closed.
            } catch (RuntimeException e) {
                failure = e;
            }
        }

        @Override
        public Set<Integer> assignment() {
            if (failure != null) {
                throw new AssertionError("the member failed", failure);
            }
            return assignment;
        }

        @Override
        public List<Received> received() {
            return List.copyOf(received);
        }

        @Override
        public void close() {
            closing = true;
            try {
                thread.join(ClientProcess.PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
