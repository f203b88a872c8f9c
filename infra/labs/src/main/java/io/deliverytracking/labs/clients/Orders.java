package io.deliverytracking.labs.clients;

import io.deliverytracking.labs.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Orders for lessons that are about reading them. */
public final class Orders {

    /** So many customers order; an order's key is its customer. */
    private static final int CUSTOMERS = 100;

    private static final String PREFIX = "order ";

    private Orders() {}

    /** Sends orders 0 to {@code count} - 1, in this order; returns when all are acknowledged. */
    public static void send(Stage stage, String topic, int count) throws InterruptedException, ExecutionException {
        send(stage, count, i -> new ProducerRecord<>(topic, customer(i), PREFIX + i));
    }

    /**
     * Sends them as {@link #send} does, each with a time of its own.
     *
     * @param fromMs  the time of order 0, in milliseconds since 1970
     * @param apartMs from the time of one order to that of the next, in milliseconds
     */
    public static void sendStamped(Stage stage, String topic, int count, long fromMs, long apartMs)
            throws InterruptedException, ExecutionException {
        send(stage, count, i -> new ProducerRecord<>(topic, null, fromMs + i * apartMs, customer(i), PREFIX + i));
    }

    private static void send(Stage stage, int count, IntFunction<ProducerRecord<String, String>> order)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(count);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(order.apply(i)));
            }
        }
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static String customer(int order) {
        return "customer-" + order % CUSTOMERS;
    }

    /** How many records all partitions of {@code topic} hold. */
    public static long kept(Stage stage, String topic, int partitions) throws InterruptedException, ExecutionException {
        long kept = 0;
        for (int i = 0; i < partitions; i++) {
            TopicPartition partition = new TopicPartition(topic, i);
            kept += offset(stage, partition, OffsetSpec.latest()) - offset(stage, partition, OffsetSpec.earliest());
        }
        return kept;
    }

    private static long offset(Stage stage, TopicPartition partition, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        return stage.admin()
                .listOffsets(Map.of(partition, which))
                .partitionResult(partition)
                .get()
                .offset();
    }

    /** The number of an order, by which it was sent. */
    public static int number(String order) {
        return Integer.parseInt(order.substring(PREFIX.length()));
    }
}
