package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.Orders;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * nothing lost; orders of one and the same time, among which a time finds only the first.
 */
public final class Offsets implements Lesson {

    private static final int ORDERS = 100;

    /** Orders that are handled before the next commit is due. */
    private static final int COMMIT_EVERY = 10;

    private static final int ORDER_TO_FIND = 50;

    private final int crashAfter;
    private final long apartMs;

    public Offsets() {
        this(35, 1_000);
    }

    /**
     * @param crashAfter how many orders are handled before the program crashes; as many as there are for never
     * @param apartMs    from the time of one order to that of the next, in milliseconds
     */
    Offsets(int crashAfter, long apartMs) {
        this.crashAfter = crashAfter;
        this.apartMs = apartMs;
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
    public List<Word> words() {
        return List.of(Word.COMMIT, Word.TRANSACTION);
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
        stage.action("Send " + ORDERS + " orders into one partition, stamped with a time each, " + apartMs
                + " ms after the one before.");
        long firstAtMs = System.currentTimeMillis() - ORDERS * apartMs;
        Orders.sendStamped(stage, topic, ORDERS, firstAtMs, apartMs);

        List<Integer> atLeastOnce = atLeastOnce(stage, partition);
        List<Integer> atMostOnce = atMostOnce(stage, partition);
        List<Integer> effectivelyOnce = effectivelyOnce(stage, partition);
        Table table = new Table(
                "A program crashed after order " + (crashAfter - 1),
                "way",
                "took effect",
                "different",
                "twice",
                "never");
        row(table, "commit after handling", atLeastOnce);
        row(table, "commit before handling", atMostOnce);
        row(table, "offset kept with the result", effectivelyOnce);
        stage.show(table);
        stage.proves(
                "Commit after handling, and a crash repeats what was handled since the last commit, but loses nothing: at"
                        + " least once.",
                !repeated(atLeastOnce).isEmpty() && lost(atLeastOnce).isEmpty(),
                fate(atLeastOnce));
        stage.proves(
                "Commit before handling, and a crash loses what was committed and not yet handled, but repeats nothing: at"
                        + " most once.",
                !lost(atMostOnce).isEmpty() && repeated(atMostOnce).isEmpty(),
                fate(atMostOnce));
        stage.proves(
                "Keep the offset where the result is, changed together with it, and each order takes effect once.",
                lost(effectivelyOnce).isEmpty() && repeated(effectivelyOnce).isEmpty(),
                fate(effectivelyOnce));
        replay(stage, partition, firstAtMs + ORDER_TO_FIND * apartMs);
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

    /** The results and the offset behind the last of them: one row of a database, one object here, replaced as a whole. */
    private record Stored(List<Integer> results, long nextOffset) {}

    private List<Integer> effectivelyOnce(Stage stage, TopicPartition partition) throws InterruptedException {
        stage.action("Effectively once: keep the next offset with the results, in one transaction of ten orders (in a"
                + " database; here an object that is replaced as a whole stands for it); start from it. Crash after order "
                + (crashAfter - 1) + ", in the middle of a transaction, start again.");
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
                List<Integer> undone = transaction.subList(database[0].results().size(), transaction.size());
                if (!undone.isEmpty()) {
                    stage.remark("The transaction was not committed: what the program had done for orders "
                            + fromTo(undone) + " is undone, and the next offset is still "
                            + database[0].nextOffset() + ".");
                }
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

    private void replay(Stage stage, TopicPartition partition, long timeMs) throws InterruptedException {
        stage.action(
                "Replay: the group at-least-once has read everything. Go back to the beginning; then to a time, that of"
                        + " order " + ORDER_TO_FIND + ": ask the broker which offset is the first at or behind it"
                        + " (offsetsForTimes), and read there.");
        try (KafkaConsumer<String, String> consumer = consumer(stage, stage.group("at-least-once"))) {
            consumer.assign(List.of(partition));
            long committed = committed(consumer, partition);
            ConsumerRecord<String, String> first = at(stage, consumer, partition, 0);
            long byTime = offsetAt(consumer, partition, timeMs);
            ConsumerRecord<String, String> found = at(stage, consumer, partition, byTime);
            // A moment that no order has: the next one is meant.
            long between = offsetAt(consumer, partition, timeMs - apartMs / 2);
            stage.proves(
                    "What was read is still there: a group may go back to any offset, or to the first record at or behind a"
                            + " time.",
                    committed == ORDERS
                            && first.offset() == 0
                            && byTime == ORDER_TO_FIND
                            && between == ORDER_TO_FIND
                            && found.value().equals("order " + ORDER_TO_FIND),
                    "committed " + committed + "; read at offset 0: '" + first.value() + "'; the time of order "
                            + ORDER_TO_FIND + " leads to offset " + byTime + ", and there is '" + found.value()
                            + "'; " + apartMs / 2 + " ms before it leads to " + between);
        }
    }

    private static long offsetAt(KafkaConsumer<String, String> consumer, TopicPartition partition, long timeMs) {
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, timeMs)).get(partition);
        return found == null ? -1 : found.offset();
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

    private static List<Integer> repeated(List<Integer> handled) {
        Set<Integer> seen = new HashSet<>();
        return handled.stream().filter(order -> !seen.add(order)).toList();
    }

    private static List<Integer> lost(List<Integer> handled) {
        Set<Integer> seen = new HashSet<>(handled);
        return IntStream.range(0, ORDERS)
                .filter(order -> !seen.contains(order))
                .boxed()
                .toList();
    }

    private static String fate(List<Integer> handled) {
        return "twice: " + fromTo(repeated(handled)) + "; never: " + fromTo(lost(handled));
    }

    /** Of orders that follow each other. */
    private static String fromTo(List<Integer> orders) {
        return orders.isEmpty() ? "none" : orders.get(0) + " to " + orders.get(orders.size() - 1);
    }

    private static void row(Table table, String way, List<Integer> handled) {
        table.row(
                way,
                handled.size(),
                new HashSet<>(handled).size(),
                repeated(handled).size(),
                lost(handled).size());
    }

    @Override
    public String answer() {
        return "A commit says: up to here all is done. Made after the work, it may come too late: the work is repeated. Made"
                + " before, it may come too early: the work is lost. Kept together with the result, in one transaction,"
                + " it is neither: effectively once. That is what people mean by 'exactly once' when it means something: the"
                + " effect happens once, though the record may be delivered again. What leaves the transaction (an e-mail, a call) is not"
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
