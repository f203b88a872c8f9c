package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Lesson 11. What its tests arrange to see claims fail: a receiver with all the time in the world, so that nobody drowns;
 * a broker that is not asked to wait, and answers at once that there is nothing.
 */
public final class PullAgainstPush implements Lesson {

    private static final int ORDERS = 1_000;
    private static final int ROOM = 100;
    private static final int MAX_WAIT_MS = 500;

    /** Of so many requests, one behind the other, the time is taken while nothing comes. */
    private static final int REQUESTS = 4;

    /** The answer before the first of them may have been noticed so much too late. */
    private static final int TOLERANCE_MS = 100;

    private final long pushEveryNs;
    private final int maxWaitMs;

    public PullAgainstPush() {
        this(0, MAX_WAIT_MS);
    }

    /**
     * @param pushEveryNs pause of the pusher between two orders, in nanoseconds
     * @param maxWaitMs   {@code fetch.max.wait.ms}
     */
    PullAgainstPush(long pushEveryNs, int maxWaitMs) {
        this.pushEveryNs = pushEveryNs;
        this.maxWaitMs = maxWaitMs;
    }

    @Override
    public String name() {
        return "pull-against-push";
    }

    @Override
    public String title() {
        return "Pull against push: whose pace is it?";
    }

    @Override
    public String question() {
        return "A thousand orders come at once, and a receiver needs a millisecond or more for each. If they are pushed to it, where do"
                + " they wait? If it fetches them, where? And isn't asking again and again, while nothing comes, a waste?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.LAG, Word.REQUEST);
    }

    @Override
    public String diagram() {
        return """
                push   sender ──▶ │room for 100│ ──▶ receiver, 1 ms each        full: refused, or lost
                pull   sender ──▶ │ the log ………………… │ ◀── "more, please" ── receiver       lag, and nothing else
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String topic = stage.topic("orders", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        stage.action("Push: " + ORDERS + " orders are handed to a receiver that has room for " + ROOM
                + ", and needs a millisecond for each, or more if the machine is busy.");
        int[] pushed = push();
        stage.action("Pull: the same orders go into the log; a consumer as slow fetches them.");
        Orders.send(stage, topic, ORDERS);
        int pulled;
        long idleMs;
        long arrivedAfterMs;
        try (KafkaConsumer<String, String> consumer = consumer(stage)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            pulled = pull(stage, consumer, partition);
            stage.show(new Table("The same receiver", "way", "handled", "lost")
                    .row("pushed", pushed[0], pushed[1])
                    .row("pulled", pulled, ORDERS - pulled));
            stage.proves(
                    "What is pushed faster than it is handled has to be held back or thrown away: a slow receiver drowns, or"
                            + " stops the sender.",
                    pushed[1] > 0 && pushed[0] + pushed[1] == ORDERS,
                    pushed[1] + " of " + ORDERS + " found no room");
            stage.proves(
                    "Who pulls has what it asked for and no more. The rest waits in the log, and costs the sender nothing; how"
                            + " many records it has not read yet is called its lag.",
                    pulled == ORDERS,
                    pulled + " of " + ORDERS + " handled, each when its turn came");

            stage.action("Long polling: nothing comes until the consumer has asked " + REQUESTS
                    + " times; fetch.max.wait.ms is " + MAX_WAIT_MS + ". Then one order.");
            awaitAnswers(stage, consumer, 1);
            long startMs = stage.elapsedMs();
            awaitAnswers(stage, consumer, REQUESTS);
            idleMs = stage.elapsedMs() - startMs;
            arrivedAfterMs = arrival(stage, consumer, topic);
        }
        stage.proves(
                "Asking while nothing is there costs a request each half second, and no more, since the broker keeps the"
                        + " question until there is an answer; and the answer does not wait for that time to be over.",
                idleMs >= REQUESTS * MAX_WAIT_MS - TOLERANCE_MS && arrivedAfterMs < MAX_WAIT_MS,
                REQUESTS + " requests, one behind the other, were answered in " + idleMs + " ms; the order arrived "
                        + arrivedAfterMs + " ms after it was sent");
    }

    /** How many of the pushed orders were handled, and how many found no room. */
    private int[] push() throws InterruptedException {
        BlockingQueue<Integer> room = new ArrayBlockingQueue<>(ROOM);
        AtomicInteger handled = new AtomicInteger();
        Thread receiver = new Thread(
                () -> {
                    try {
                        while (room.take() >= 0) {
                            handle();
                            handled.incrementAndGet();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "lab-receiver");
        receiver.start();
        int lost = 0;
        for (int i = 0; i < ORDERS; i++) {
            if (!room.offer(i)) {
                lost++;
            }
            if (pushEveryNs > 0) {
                LockSupport.parkNanos(pushEveryNs);
            }
        }
        room.put(-1);
        receiver.join();
        return new int[] {handled.get(), lost};
    }

    private static int pull(Stage stage, KafkaConsumer<String, String> consumer, TopicPartition partition)
            throws InterruptedException {
        int[] handled = {0};
        stage.await("all orders to be handled", () -> {
            ConsumerRecords<String, String> fetched = consumer.poll(Duration.ofMillis(50));
            for (ConsumerRecord<String, String> ignored : fetched) {
                handle();
                handled[0]++;
            }
            if (!fetched.isEmpty() && handled[0] % 200 == 0) {
                long end = Objects.requireNonNull(
                        consumer.endOffsets(List.of(partition)).get(partition));
                stage.happened("receiver", handled[0] + " handled, lag " + (end - consumer.position(partition)));
            }
            return handled[0] >= ORDERS;
        });
        return handled[0];
    }

    /** A millisecond's work, and what the system takes longer to wake a thread. */
    private static void handle() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static long arrival(Stage stage, KafkaConsumer<String, String> consumer, String topic) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.partitionsFor(topic);
            long sentAtMs = stage.elapsedMs();
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, "late", "order " + ORDERS));
            stage.await(
                    "the order to arrive",
                    () -> !consumer.poll(Duration.ofSeconds(1)).isEmpty());
            long arrivedAfterMs = stage.elapsedMs() - sentAtMs;
            sent.get();
            return arrivedAfterMs;
        }
    }

    /** Until the broker has answered {@code count} more of the consumer's requests. */
    private static void awaitAnswers(Stage stage, KafkaConsumer<String, String> consumer, int count)
            throws InterruptedException {
        long before = fetches(consumer);
        stage.await("the broker to answer that there is nothing", () -> {
            consumer.poll(Duration.ofMillis(50));
            return fetches(consumer) - before >= count;
        });
    }

    private static long fetches(KafkaConsumer<String, String> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("fetch-total")
                        && metric.getKey().group().equals("consumer-fetch-manager-metrics"))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .sum();
    }

    private KafkaConsumer<String, String> consumer(Stage stage) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("enable.auto.commit", "false");
        config.put("max.poll.records", 100);
        config.put("fetch.max.wait.ms", maxWaitMs);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public String answer() {
        return "With push the sender's pace rules, and somebody must have room for what the receiver can't take. With pull the"
                + " receiver's pace rules, the log is the room, and lag says how much of it is used. Long polling makes the"
                + " asking cheap, and the answer prompt.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "A consumer that waits: see the order arrive as you send it from another terminal.",
                        "kcat -b {broker} -C -t {topic:orders} -o end"),
                new Exercise(
                        "A slow consumer's lag, while it reads.",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --all-groups"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "Lag grows all day and is gone by the morning. Is something wrong?",
                        "Not if the log keeps a day and nobody needs the answer sooner. Lag that never shrinks is what needs"
                                + " another consumer, or quicker ones."),
                new Thought(
                        "fetch.min.bytes=100000 and fetch.max.wait.ms=500: what changes?",
                        "The broker answers when it has 100,000 bytes or after half a second: fewer and larger answers, and"
                                + " single records up to half a second later."),
                new Thought(
                        "The map of this project pushes positions to browsers. How does it not drown them?",
                        "At most one frame is under way to a client; a newer position takes the place of one that was not sent"
                                + " yet. Only where the latest is all that counts may one throw away."));
    }
}
