package io.deliverytracking.broker.clients.official;

import io.deliverytracking.broker.clients.ClientProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The official clients with strings. Settings are names and values in turn. Immutable. */
record Clients(String bootstrapServers) {

    KafkaProducer<String, String> producer(Object... settings) {
        return new KafkaProducer<>(all(settings), new StringSerializer(), new StringSerializer());
    }

    KafkaConsumer<String, String> consumer(Object... settings) {
        Map<String, Object> all = all("receive.buffer.bytes", -1, "enable.auto.commit", false);
        all.putAll(all(settings));
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    private Map<String, Object> all(Object... settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrapServers);
        for (int i = 0; i < settings.length; i += 2) {
            all.put((String) settings[i], settings[i + 1]);
        }
        return all;
    }

    /** Polls until there are {@code count} records, or fails. */
    static List<ConsumerRecord<String, String>> poll(KafkaConsumer<String, String> consumer, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        pollUntil(consumer, records::add, () -> records.size() >= count);
        return records;
    }

    static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    interface Condition {
        boolean holds();
    }

    /** Polls until {@code condition} holds, or fails. */
    static void pollUntil(
            KafkaConsumer<String, String> consumer,
            Consumer<ConsumerRecord<String, String>> onRecord,
            Condition condition) {
        long deadlineNs = System.nanoTime() + ClientProcess.PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("did not come about while polling; assigned: " + consumer.assignment());
            }
            consumer.poll(Duration.ofMillis(50)).forEach(onRecord);
        }
    }
}
