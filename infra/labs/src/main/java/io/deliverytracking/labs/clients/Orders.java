package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Orders for lessons that are about reading them. */
public final class Orders {

    /** So many customers order; an order's key is its customer. */
    private static final int CUSTOMERS = 100;

    private static final String PREFIX = "order ";

    private Orders() {}

    /** Sends orders 0 to {@code count} - 1, in this order; returns when all are acknowledged. */
    public static void send(Stage stage, String topic, int count) throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(count);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, "customer-" + i % CUSTOMERS, PREFIX + i)));
            }
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    /** The number of an order, by which it was sent. */
    public static int number(String order) {
        return Integer.parseInt(order.substring(PREFIX.length()));
    }
}
