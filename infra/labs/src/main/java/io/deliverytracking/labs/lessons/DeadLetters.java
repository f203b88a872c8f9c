package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lesson 12. The opposite, retrying for ever, is what its test arranges to see the records behind the poison starve. */
public final class DeadLetters implements Lesson {

    private static final int ORDERS = 20;
    private static final int POISON = 7;
    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MS = 50;

    /** After so many attempts in all even the patient see that it leads nowhere. */
    private static final int PATIENCE = 20;

    private final boolean withDeadLetterTopic;

    public DeadLetters() {
        this(true);
    }

    DeadLetters(boolean withDeadLetterTopic) {
        this.withDeadLetterTopic = withDeadLetterTopic;
    }

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public String title() {
        return "Dead letters: one bad record must not stop the rest";
    }

    @Override
    public String question() {
        return "Order 7 can't be read: its price is no number. The program fails on it, and will fail again however often it"
                + " tries. Shall it try for ever, and the orders behind wait? Shall it skip it, and nobody know?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.HEADER, Word.POISON_RECORD);
    }

    @Override
    public String diagram() {
        return """
                orders  │5│6│7│8│9│ ──▶ handler ──▶ results
                             ▲            │ after three attempts
                             └─ re-drive ─┴─▶ orders-dead-letters  │7, with its reason│
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String topic = stage.topic("orders", 1);
        String letters = stage.topic("orders-dead-letters", 1);
        stage.action("Send " + ORDERS + " orders, each with its price; order " + POISON + "'s is 'twelve'.");
        try (KafkaProducer<String, String> producer = producer(stage)) {
            for (int i = 0; i < ORDERS; i++) {
                producer.send(new ProducerRecord<>(
                                topic, "order-" + i, i == POISON ? "twelve" : String.valueOf(10 + i)))
                        .get();
            }
        }

        stage.action(
                "Handle them: " + ATTEMPTS + " attempts at an order, with a longer pause before each; then it goes to"
                        + " the dead-letter topic, with the reason.");
        stage.remark(
                "Pauses help against what may pass, such as a database that is away; a price that is no number fails by"
                        + " itself, each time. This program can't tell the one from the other, so it tries, and the orders behind"
                        + " wait meanwhile.");
        Map<String, Integer> sums = new HashMap<>();
        int attempts = handleAll(stage, topic, letters, sums);
        List<ConsumerRecord<String, String>> dead = read(stage, letters, withDeadLetterTopic ? 1 : 0);
        stage.show(new Table("After one run", "handled", "attempts", "dead letters")
                .row(sums.size(), attempts, dead.size()));
        stage.proves(
                "A poison record stops nobody: the orders behind it wait for its attempts, and then all of them are handled.",
                sums.size() == ORDERS - 1,
                sums.size() + " of " + ORDERS + " handled");
        Table headers = new Table("Headers of the dead letter", "header", "value");
        for (Header header : dead.get(0).headers()) {
            headers.row(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        stage.show(headers);
        stage.remark("The headers' names are this program's own; dlt stands for dead-letter topic.");
        stage.proves(
                "Nothing is lost or hidden: the letter has the record as it was, where it stood, and why it failed.",
                dead.size() == 1
                        && dead.get(0).key().equals("order-" + POISON)
                        && dead.get(0).value().equals("twelve")
                        && header(dead.get(0), "x-dlt-offset").equals(String.valueOf(POISON)),
                "'" + dead.get(0).value() + "' of offset " + header(dead.get(0), "x-dlt-offset") + ": "
                        + header(dead.get(0), "x-dlt-reason"));

        stage.action("The program learns to read words, and the letter is sent to the orders again: re-drive.");
        ConsumerRecord<String, String> letter = dead.get(0);
        try (KafkaProducer<String, String> producer = producer(stage)) {
            producer.send(new ProducerRecord<>(topic, letter.key(), letter.value()))
                    .get();
        }
        List<ConsumerRecord<String, String>> all = read(stage, topic, ORDERS + 1);
        ConsumerRecord<String, String> again = all.get(all.size() - 1);
        sums.put(again.key(), again.value().equals("twelve") ? 12 : Integer.parseInt(again.value()));
        stage.proves(
                "A re-driven record comes behind all others: its place in the sequence is what a dead letter costs.",
                sums.size() == ORDERS && again.offset() == ORDERS,
                "order " + POISON + " was handled at last, at offset " + again.offset() + " in place of " + POISON);
    }

    /** Handles all orders; returns how many attempts that took. */
    private int handleAll(Stage stage, String topic, String letters, Map<String, Integer> sums) throws Exception {
        int attempts = 0;
        try (KafkaProducer<String, String> producer = producer(stage)) {
            for (ConsumerRecord<String, String> order : read(stage, topic, ORDERS)) {
                for (int attempt = 1; ; attempt++) {
                    attempts++;
                    try {
                        sums.put(order.key(), Integer.parseInt(order.value()));
                        break;
                    } catch (NumberFormatException e) {
                        stage.happened(
                                "handler", "attempt " + attempt + " at " + order.key() + " failed: " + e.getMessage());
                        if (withDeadLetterTopic && attempt == ATTEMPTS) {
                            bury(producer, letters, order, attempt, e);
                            break;
                        }
                        if (attempt == PATIENCE) {
                            // For ever, as far as a lesson can wait for it.
                            return attempts;
                        }
                        Thread.sleep(withDeadLetterTopic ? FIRST_PAUSE_MS << attempt : 1);
                    }
                }
            }
        }
        return attempts;
    }

    private static void bury(
            KafkaProducer<String, String> producer,
            String letters,
            ConsumerRecord<String, String> order,
            int attempts,
            Exception reason)
            throws InterruptedException, ExecutionException {
        ProducerRecord<String, String> letter = new ProducerRecord<>(letters, order.key(), order.value());
        Map<String, String> headers = Map.of(
                "x-dlt-topic", order.topic(),
                "x-dlt-partition", String.valueOf(order.partition()),
                "x-dlt-offset", String.valueOf(order.offset()),
                "x-dlt-attempts", String.valueOf(attempts),
                "x-dlt-reason", reason.toString());
        headers.forEach((name, value) -> letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        // Only when the letter is safe may the order count as done.
        producer.send(letter).get();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, String>> read(Stage stage, String topic, int count)
            throws InterruptedException {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            stage.await(count + " records of " + topic, () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(read::add);
                return read.size() >= count;
            });
        }
        return read;
    }

    private static KafkaProducer<String, String> producer(Stage stage) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    @Override
    public String answer() {
        return "Retry what may pass (a database that is away), with pauses. What fails by itself goes to a dead-letter topic,"
                + " with where it stood and why it failed, and the rest goes on. Somebody has to look at the letters: once"
                + " the cause is mended they are re-driven, behind everything that came meanwhile.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Read the letters with their headers.",
                        "kcat -b {broker} -t {topic:orders-dead-letters} -o beginning -e -f '%k %s %h\\n'"),
                new Exercise(
                        "Send one more bad order, and think about who would notice.",
                        "echo 'order-99|minus' | kcat -b {broker} -P -t {topic:orders} -K '|'"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "The database is down and every order fails. Where do they go?",
                        "Nowhere: that is no fault of the orders. Pause and retry, or all of them become dead letters."),
                new Thought(
                        "The program crashes between sending the letter and committing the order's offset. What then?",
                        "The order is tried again and becomes a second letter; topic, partition and offset show that it is"
                                + " the same."),
                new Thought(
                        "Orders of a customer must stay in order. May one of them become a dead letter?",
                        "Only if those of the same customer behind it wait, or become letters too."));
    }
}
