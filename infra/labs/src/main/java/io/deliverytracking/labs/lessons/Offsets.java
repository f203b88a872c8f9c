package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Lesson 8. What its tests arrange to see claims fail: a program that does not crash, so that nothing is repeated and
 * nothing lost.
 */
public final class Offsets implements Lesson {

    private static final int ORDERS = 100;

    /** Orders that are handled before the next commit is due. */
    private static final int COMMIT_EVERY = 10;

    private final int crashAfter;

    public Offsets() {
        this(35);
    }

    /** @param crashAfter how many orders are handled before the program crashes; as many as there are for never */
    Offsets(int crashAfter) {
        this.crashAfter = crashAfter;
    }

    @Override
    public String name() {
        return "offsets";
    }

    @Override
    public String title() {
        return "Offsets: commit, crash, repeat, lose, replay";
    }

    @Override
    public String question() {
        return "A group remembers how far it has read by committing an offset. A program handles orders and crashes in"
                + " between. Does the next one handle some of them again, or are some never handled? Can one have"
                + " neither?";
    }

    @Override
    public String diagram() {
        return """
                │30│31│32│33│34│35│36│37│38│39│40│
                  ▲ committed    ▲ crash                 handled first, then committed:  30-34 again
                                 ▲ crash        ▲ committed      committed first:       35-39 never
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        String topic = stage.topic("orders", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        stage.action("Send " + ORDERS + " orders into one partition.");
        Orders.send(stage, topic, ORDERS);

        List<Integer> atLeastOnce = atLeastOnce(stage, partition);
        List<Integer> atMostOnce = atMostOnce(stage, partition);
        List<Integer> effectivelyOnce = effectivelyOnce(stage, partition);
        Table table = new Table(
                "A program crashed after order " + (crashAfter - 1), "way", "handled", "different", "twice", "never");
        row(table, "commit after handling", atLeastOnce);
        row(table, "commit before handling", atMostOnce);
        row(table, "offset kept with the result", effectivelyOnce);
        stage.show(table);
        stage.proves(
                "Commit after handling, and a crash repeats what was handled since the last commit, but loses nothing: at"
                        + " least once.",
                repeated(atLeastOnce) > 0 && lost(atLeastOnce) == 0,
                repeated(atLeastOnce) + " handled twice, " + lost(atLeastOnce) + " lost");
        stage.proves(
                "Commit before handling, and a crash loses what was committed and not yet handled, but repeats nothing: at"
                        + " most once.",
                lost(atMostOnce) > 0 && repeated(atMostOnce) == 0,
                repeated(atMostOnce) + " handled twice, " + lost(atMostOnce) + " lost");
        stage.proves(
                "Keep the offset where the result is, changed together with it, and each order takes effect once.",
                lost(effectivelyOnce) == 0 && repeated(effectivelyOnce) == 0,
                repeated(effectivelyOnce) + " handled twice, " + lost(effectivelyOnce) + " lost");
        replay(stage, partition);
    }

    private List<Integer> atLeastOnce(Stage stage, TopicPartition partition) throws InterruptedException {
        stage.action("At least once: handle, and commit after each ten orders. Crash after order " + (crashAfter - 1)
                + ", start again.");
        String group = stage.group("at-least-once");
        List<Integer> handled = new ArrayList<>();
        for (int limit : lives()) {
            try (KafkaConsumer<String, String> consumer = consumer(stage, group)) {
                consumer.assign(List.of(partition));
                eachOrder(stage, consumer, handled, limit, record -> {
                    handled.add(Orders.number(record.value()));
                    if ((record.offset() + 1) % COMMIT_EVERY == 0) {
                        commit(consumer, partition, record.offset() + 1);
                    }
                });
            }
        }
        return handled;
    }

    private List<Integer> atMostOnce(Stage stage, TopicPartition partition) throws InterruptedException {
        stage.action("At most once: commit the next ten orders, and then handle them. Crash after order "
                + (crashAfter - 1) + ", start again.");
        String group = stage.group("at-most-once");
        List<Integer> handled = new ArrayList<>();
        for (int limit : lives()) {
            try (KafkaConsumer<String, String> consumer = consumer(stage, group)) {
                consumer.assign(List.of(partition));
                eachOrder(stage, consumer, handled, limit, record -> {
                    if (record.offset() % COMMIT_EVERY == 0) {
                        commit(consumer, partition, record.offset() + COMMIT_EVERY);
                    }
                    handled.add(Orders.number(record.value()));
                });
            }
        }
        return handled;
    }

    /** How many orders are handled in all when the program's first life ends, and its second. */
    private List<Integer> lives() {
        return crashAfter < ORDERS ? List.of(crashAfter, ORDERS) : List.of(ORDERS);
    }

    /** The results and the offset behind the last of them: one row of a database, one object here, changed at once. */
    private record Stored(List<Integer> results, long nextOffset) {}

    private List<Integer> effectivelyOnce(Stage stage, TopicPartition partition) throws InterruptedException {
        stage.action("Effectively once: keep the next offset with the results, in one transaction; start from it. Crash"
                + " after order " + (crashAfter - 1) + ", in the middle of a transaction, start again.");
        String group = stage.group("effectively-once");
        Stored[] database = {new Stored(List.of(), 0)};
        for (int limit : lives()) {
            try (KafkaConsumer<String, String> consumer = consumer(stage, group)) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, database[0].nextOffset());
                List<Integer> transaction = new ArrayList<>(database[0].results());
                eachOrder(stage, consumer, transaction, limit, record -> {
                    transaction.add(Orders.number(record.value()));
                    if ((record.offset() + 1) % COMMIT_EVERY == 0) {
                        database[0] = new Stored(List.copyOf(transaction), record.offset() + 1);
                    }
                });
            }
        }
        return database[0].results();
    }

    /** Handles records until {@code limit} of the orders were handled, or the last order was: then the program is over. */
    private static void eachOrder(
            Stage stage,
            KafkaConsumer<String, String> consumer,
            List<Integer> handled,
            int limit,
            Consumer<ConsumerRecord<String, String>> handler)
            throws InterruptedException {
        boolean[] over = {false};
        stage.await("the orders to be handled", () -> {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                if (over[0]) {
                    break;
                }
                handler.accept(record);
                over[0] = (limit < ORDERS && handled.size() >= limit) || record.offset() == ORDERS - 1;
            }
            return over[0];
        });
    }

    private static void commit(KafkaConsumer<String, String> consumer, TopicPartition partition, long nextOffset) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(nextOffset)));
    }

    private static void replay(Stage stage, TopicPartition partition) throws InterruptedException {
        stage.action("Replay: the group at-least-once has read everything; go back to the beginning, then to a time.");
        try (KafkaConsumer<String, String> consumer = consumer(stage, stage.group("at-least-once"))) {
            consumer.assign(List.of(partition));
            long committed = committed(consumer, partition);
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecord<String, String> first = firstOf(stage, consumer);
            ConsumerRecord<String, String> fiftieth = at(stage, consumer, partition, ORDERS / 2);
            OffsetAndTimestamp byTime =
                    Objects.requireNonNull(consumer.offsetsForTimes(Map.of(partition, fiftieth.timestamp()))
                            .get(partition));
            stage.proves(
                    "What was read is still there: a group may go back to any offset, or to the first record at or behind a"
                            + " time.",
                    committed == ORDERS && first.offset() == 0 && byTime.offset() <= fiftieth.offset(),
                    "committed " + committed + "; the beginning is '" + first.value() + "'; the time of '"
                            + fiftieth.value() + "' is first reached at offset " + byTime.offset());
        }
    }

    private static long committed(KafkaConsumer<String, String> consumer, TopicPartition partition) {
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        return committed == null ? -1 : committed.offset();
    }

    private static ConsumerRecord<String, String> at(
            Stage stage, KafkaConsumer<String, String> consumer, TopicPartition partition, long offset)
            throws InterruptedException {
        consumer.seek(partition, offset);
        return firstOf(stage, consumer);
    }

    private static ConsumerRecord<String, String> firstOf(Stage stage, KafkaConsumer<String, String> consumer)
            throws InterruptedException {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        stage.await("a record", () -> {
            consumer.poll(Duration.ofMillis(50)).forEach(read::add);
            return !read.isEmpty();
        });
        return read.get(0);
    }

    private static KafkaConsumer<String, String> consumer(Stage stage, String group) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("group.id", group);
        config.put("auto.offset.reset", "earliest");
        // A close would commit otherwise, which is what a crash does not do.
        config.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    private static int repeated(List<Integer> handled) {
        return handled.size() - new HashSet<>(handled).size();
    }

    private static long lost(List<Integer> handled) {
        HashSet<Integer> seen = new HashSet<>(handled);
        return IntStream.range(0, ORDERS).filter(order -> !seen.contains(order)).count();
    }

    private static void row(Table table, String way, List<Integer> handled) {
        table.row(way, handled.size(), new HashSet<>(handled).size(), repeated(handled), lost(handled));
    }

    @Override
    public String answer() {
        return "A commit is a promise about the past. Made after the work, it may come too late: the work is repeated. Made"
                + " before, it may come too early: the work is lost. Kept together with the result, in one transaction,"
                + " it is neither; that is what 'exactly once' means when it means something: the effect happens once,"
                + " though the record may be delivered again. What leaves the transaction (an e-mail, a call) is not"
                + " covered.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "See what a group has committed.",
                        "infra/apache-kafka/kafka groups --bootstrap-server {broker} --describe --all-groups"),
                new Exercise(
                        "Read from offset 50 on, whatever anybody has committed.",
                        "kcat -b {broker} -t {topic:orders} -o 50 -e -f '%o %s\\n'"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "enable.auto.commit=true: which of the three is it?",
                        "At least once for a program that handles all of a poll before the next: poll commits what the"
                                + " poll before returned. With work handed to other threads it may lose."),
                new Thought(
                        "db-writer of this project stores rows in Postgres. Where is its offset?",
                        "In Postgres, in the same transaction as the rows. What it commits to the broker is for display."),
                new Thought(
                        "Handling an order is idempotent: done twice, it has the effect of once. Which way do you choose?",
                        "At least once: repetitions do no harm, losses would."));
    }
}
