package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lesson 14. The opposite, both kinds of events in one topic, is what its test arranges to see the naive join succeed. */
public final class TwoTopics implements Lesson {

    private static final int ORDERS = 50;
    private static final String READY = "ready";
    private static final String PICKED_UP = "picked up";

    private final boolean twoTopics;

    public TwoTopics() {
        this(true);
    }

    TwoTopics(boolean twoTopics) {
        this.twoTopics = twoTopics;
    }

    @Override
    public String name() {
        return "two-topics";
    }

    @Override
    public String title() {
        return "Two topics, one delivery: joining what may come in any sequence";
    }

    @Override
    public String question() {
        return "The restaurant says that an order is ready; then the rider says that it was picked up. They say so in two"
                + " topics. A program wants to know how long each order waited. May it take for granted that it reads"
                + " 'ready' first, since it was sent first?";
    }

    @Override
    public String diagram() {
        return """
                restaurant-updates   │ready 1│ready 2│ready 3│──┐  slow today
                                                                ├──▶ join by order ──▶ waited …
                location-updates     │up 1│up 2│up 3│───────────┘
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String restaurant = stage.topic("restaurant-updates", 1);
        String location = twoTopics ? stage.topic("location-updates", 1) : restaurant;
        stage.action("For each of " + ORDERS
                + " orders: first 'ready' to the one topic, then, acknowledged, 'picked up'" + " to the other.");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < ORDERS; i++) {
                producer.send(new ProducerRecord<>(restaurant, "order-" + i, READY))
                        .get();
                producer.send(new ProducerRecord<>(location, "order-" + i, PICKED_UP))
                        .get();
            }
        }

        stage.action("One consumer reads both. The restaurant's partition is slow today: its records come later.");
        List<ConsumerRecord<String, String>> read = readBoth(stage, restaurant, location);
        Table table = new Table("The first events as they were read", "read as no.", "order", "event", "topic");
        for (int i = 0; i < 4; i++) {
            table.row(
                    i + 1,
                    read.get(i).key(),
                    read.get(i).value(),
                    shortName(read.get(i).topic(), restaurant));
        }
        stage.show(table);

        stage.remark(
                "In one topic, under one key, the two events of a delivery would share a partition, and be read as they"
                        + " were sent. Here the slow partition is arranged: the consumer pauses it for a while.");
        stage.action("Join naively: at 'picked up', look up when the order was ready.");
        int naive = joinNaively(read);
        stage.action("Join by order: keep whichever comes first until the other one is there.");
        int patient = joinByOrder(read);
        stage.show(new Table("Orders whose waiting time was found", "way", "orders")
                .row("naive", naive)
                .row("by order, keeping what came first", patient));
        stage.proves(
                "Between topics, as between partitions, nobody promises a sequence: what was sent first may be read last.",
                naive < ORDERS,
                "at 'picked up' the order's 'ready' had been read for " + naive + " of " + ORDERS);
        stage.proves(
                "A join has to remember both sides: then it is complete, whichever comes first.",
                patient == ORDERS,
                patient + " of " + ORDERS + " joined");
    }

    private static List<ConsumerRecord<String, String>> readBoth(Stage stage, String restaurant, String location)
            throws InterruptedException {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition slow = new TopicPartition(restaurant, 0);
            TopicPartition quick = new TopicPartition(location, 0);
            List<TopicPartition> both = slow.equals(quick) ? List.of(slow) : List.of(slow, quick);
            consumer.assign(both);
            consumer.seekToBeginning(both);
            if (!slow.equals(quick)) {
                // Stands for a partition whose leader is far away, or busy.
                consumer.pause(List.of(slow));
            }
            stage.await("all events", () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(read::add);
                if (read.size() >= ORDERS) {
                    consumer.resume(List.of(slow));
                }
                return read.size() >= 2 * ORDERS;
            });
        }
        return read;
    }

    private static int joinNaively(List<ConsumerRecord<String, String>> read) {
        Map<String, Long> readyAtMs = new HashMap<>();
        int joined = 0;
        for (ConsumerRecord<String, String> event : read) {
            if (event.value().equals(READY)) {
                readyAtMs.put(event.key(), event.timestamp());
            } else if (readyAtMs.containsKey(event.key())) {
                joined++;
            }
        }
        return joined;
    }

    private static int joinByOrder(List<ConsumerRecord<String, String>> read) {
        Map<String, Map<String, Long>> seen = new HashMap<>();
        for (ConsumerRecord<String, String> event : read) {
            seen.computeIfAbsent(event.key(), order -> new HashMap<>()).put(event.value(), event.timestamp());
        }
        return (int) IntStream.range(0, ORDERS)
                .mapToObj(i -> seen.getOrDefault("order-" + i, Map.of()))
                .filter(events -> events.containsKey(READY) && events.containsKey(PICKED_UP))
                .count();
    }

    private static String shortName(String topic, String restaurant) {
        return topic.equals(restaurant) ? "restaurant-updates" : "location-updates";
    }

    @Override
    public String answer() {
        return "Order is a partition's promise, and two topics are at least two partitions. A program that joins them keeps"
                + " what came first until the rest is there, or times out; or what must stay in order goes into one topic"
                + " under one key.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Both topics with one consumer: in which order do you see them?",
                        "kcat -b {broker} -G join -X auto.offset.reset=earliest {topic:restaurant-updates}"
                                + " {topic:location-updates}"),
                new Exercise(
                        "The timestamps, by which a join could sort.",
                        "kcat -b {broker} -t {topic:location-updates} -o beginning -e -f '%T %k %s\\n'"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "How long must the join keep an order whose other half never comes?",
                        "As long as it may be late: a bound that somebody has to choose, and whose overruns somebody has to"
                                + " count."),
                new Thought(
                        "Would sorting by timestamp do?",
                        "Only when nothing can be later than what was sorted already: that again is a bound on lateness; and"
                                + " clocks differ."),
                new Thought(
                        "Two topics with the same keys and as many partitions: what does that give a join?",
                        "One consumer can own the same partition of both, so all of an order comes to one place, though still"
                                + " in no order between the two."));
    }
}
