package io.deliverytracking.broker.app.clients;

import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker in this JVM, in a directory of its own that goes with it. */
final class RunningBroker implements AutoCloseable {

    private final Path directory;
    private final BrokerServer server;

    RunningBroker() {
        try {
            directory = Files.createTempDirectory("broker-clients");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = BrokerServer.start(BrokerConfig.ephemeral(directory));
    }

    String bootstrapServers() {
        return server.bootstrapServers();
    }

    int nodeId() {
        return server.nodeId();
    }

    String clusterId() {
        return server.clusterId();
    }

    Path directory() {
        return directory;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Writes these values with these keys and waits until they are acknowledged. */
    void produce(String topic, String key, List<String> values) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers());
        try (Producer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic, key, value)));
        }
    }

    /** Writes one value without a key; fails with what the broker refused it for. */
    void send(String topic, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers());
        try (Producer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    Consumer<String, String> consumer(String group, String... settings) {
        Map<String, Object> config = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        config.put("bootstrap.servers", bootstrapServers());
        config.put("group.id", group);
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
