package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.broker.KillableBroker;
import io.deliverytracking.labs.stage.LessonLeftOut;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Lesson 10. What its tests arrange to see claims fail: a broker that is not killed, which loses nothing of acks=0; a
 * second idempotent producer in place of the one that is not, whose records are not there twice.
 */
public final class Acknowledgements implements Lesson {

    /** What is sent into the silence of a broker that does not answer. */
    private static final int ORDERS = 300;

    private static final int ONE_BY_ONE = 100;
    private static final int IN_A_RUSH = 5_000;

    /** In each all three producers have a turn, so that a machine that is busy for a while is so for all of them. */
    private static final int ROUNDS = 9;

    /** The first rounds warm the programs up, and don't count. */
    private static final int WARM_UPS = 2;

    /** What is sent, and acknowledged, before the broker is frozen for good. */
    private static final int BEFORE = ROUNDS * (ONE_BY_ONE + IN_A_RUSH);

    private static final int IMPATIENCE_MS = 1_000;

    private static final String PLAIN = "all-not-idempotent";
    private static final String IDEMPOTENT = "all-idempotent";

    private final boolean killed;
    private final boolean bothIdempotent;

    public Acknowledgements() {
        this(true, false);
    }

    /**
     * @param killed         whether the broker is killed, or wakes up again
     * @param bothIdempotent whether the producer whose records are to be there twice is idempotent
     */
    Acknowledgements(boolean killed, boolean bothIdempotent) {
        this.killed = killed;
        this.bothIdempotent = bothIdempotent;
    }

    @Override
    public String name() {
        return "acknowledgements";
    }

    @Override
    public String title() {
        return "Acknowledgements: what acks=0, 1 and all promise";
    }

    @Override
    public String question() {
        return "A producer may wait for the broker's word on each record, or not. What does waiting cost, and what is that word"
                + " worth when the broker is killed in the middle? And when it is the word that is lost, and the record is"
                + " not? Three producers, with acks=0, acks=1 and acks=all, and a broker that freezes, wakes, is killed with"
                + " kill -9, and comes back.";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.SOCKET, Word.LEADER, Word.IN_SYNC_REPLICA, Word.IDEMPOTENCE);
    }

    @Override
    public String diagram() {
        return """
                acks=0     producer ──▶ socket                       "sent" is all that it knows
                acks=1     producer ──▶ leader's log ──▶ word
                acks=all   producer ──▶ leader's log ──▶ in-sync replicas ──▶ word
                """;
    }

    /** What one producer sent, what it took for acknowledged, and what is there in the end. */
    private static final class Ledger {

        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private int acknowledgedByAFrozenBroker;

        /** Whether the last answer that was waited for had an offset in it. */
        private boolean saidWhere;

        private List<String> survived = List.of();

        private long lost() {
            Set<String> there = new HashSet<>(survived);
            return acknowledged.stream().filter(order -> !there.contains(order)).count();
        }

        private int twice() {
            return survived.size() - new HashSet<>(survived).size();
        }
    }

    @Override
    public void teach(Stage stage) throws Exception {
        if (!(stage.broker() instanceof KillableBroker own)) {
            throw new LessonLeftOut(
                    "the broker at " + stage.bootstrapServers() + " is somebody's, and not ours to kill."
                            + " Without --bootstrap-servers this lesson runs on a broker of its own.");
        }
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        Map<String, KafkaProducer<String, String>> producers = new LinkedHashMap<>();
        try {
            stage.action("Three producers, each on a topic of its own, with acks=0, 1 and all, otherwise alike (none is"
                    + " idempotent). " + ROUNDS + " rounds; in each, one after the other, they send " + ONE_BY_ONE
                    + " orders one by one, each waited for, and " + IN_A_RUSH + " in a rush. The first " + WARM_UPS
                    + " rounds warm the programs up, and don't count.");
            for (String acks : List.of("0", "1", "all")) {
                stage.topic("acks-" + acks, 1);
                ledgers.put(acks, new Ledger());
                producers.put(
                        acks,
                        new KafkaProducer<>(
                                config(stage, acks, false), new StringSerializer(), new StringSerializer()));
            }
            costs(stage, producers, ledgers);
            stage.await(
                    "these orders to be there, and their acknowledgements",
                    () -> ledgers.entrySet().stream()
                            .allMatch(of -> of.getValue().acknowledged.size() == BEFORE
                                    && endOffset(stage, of.getKey()) == BEFORE));
            stage.proves(
                    "With acks=0 there is no answer at all: the producer does not learn at which offset its record lies. With"
                            + " acks=1 and acks=all the answer says it.",
                    !ledger(ledgers, "0").saidWhere
                            && ledger(ledgers, "1").saidWhere
                            && ledger(ledgers, "all").saidWhere,
                    "offset of the last order: acks=0 unknown, acks=1 and acks=all " + (BEFORE - 1));
            lostAnswers(stage, own);

            stage.action("The broker freezes again (a dying disk). Each producer of the beginning sends " + ORDERS
                    + " orders into the silence.");
            own.freeze();
            for (String acks : ledgers.keySet()) {
                for (int i = 0; i < ORDERS; i++) {
                    under(send(stage, producers, ledgers, acks, "order " + i));
                }
            }
            stage.await(
                    "acks=0 to have 'sent' everything",
                    () -> ledger(ledgers, "0").acknowledged.size() == BEFORE + ORDERS);
            ledgers.values()
                    .forEach(ledger -> ledger.acknowledgedByAFrozenBroker = ledger.acknowledged.size() - BEFORE);
            stage.proves(
                    "With acks=0 a record counts as sent when it is in the socket, whether anybody reads it or not. With"
                            + " acks=1 and acks=all the producer waits.",
                    ledger(ledgers, "0").acknowledgedByAFrozenBroker == ORDERS
                            && ledger(ledgers, "1").acknowledgedByAFrozenBroker == 0
                            && ledger(ledgers, "all").acknowledgedByAFrozenBroker == 0,
                    "taken for acknowledged while the broker was frozen: acks=0 "
                            + ledger(ledgers, "0").acknowledgedByAFrozenBroker + ", acks=1 "
                            + ledger(ledgers, "1").acknowledgedByAFrozenBroker + ", acks=all "
                            + ledger(ledgers, "all").acknowledgedByAFrozenBroker);

            if (killed) {
                stage.action("kill -9, and the broker is started again on the files that it left.");
                own.killAndRestart();
            } else {
                stage.action("The broker wakes up.");
                own.thaw();
            }
            producers.values().forEach(KafkaProducer::flush);
        } finally {
            // Whatever went wrong: a frozen broker would not even end.
            own.thaw();
            producers.values().forEach(producer -> producer.close(Duration.ofSeconds(10)));
        }
        judge(stage, ledgers);
    }

    private static void judge(Stage stage, Map<String, Ledger> ledgers) throws InterruptedException {
        Table table = new Table(
                "The ledger", "acks", "sent", "taken for sent", "there in the end", "taken for sent and lost");
        for (Map.Entry<String, Ledger> entry : ledgers.entrySet()) {
            Ledger ledger = entry.getValue();
            ledger.survived = readAll(stage, entry.getKey());
            table.row(
                    entry.getKey(), BEFORE + ORDERS, ledger.acknowledged.size(), ledger.survived.size(), ledger.lost());
        }
        stage.show(table);
        stage.proves(
                "acks=0 loses records that the producer takes for sent, and nobody is told.",
                ledger(ledgers, "0").lost() > 0,
                ledger(ledgers, "0").lost() + " of "
                        + ledger(ledgers, "0").acknowledged.size() + " lost");
        stage.proves(
                "With acks=1 and acks=all what was acknowledged is there: the producer, without an answer, sent it again.",
                ledger(ledgers, "1").lost() == 0 && ledger(ledgers, "all").lost() == 0,
                "lost: acks=1 " + ledger(ledgers, "1").lost() + ", acks=all "
                        + ledger(ledgers, "all").lost());
    }

    // ---- what waiting costs ----------------------------------------------------------------------------------------

    /** What sending cost one producer in one round. */
    private record Cost(double msOneByOne, double ordersASecond) {}

    private static void costs(
            Stage stage, Map<String, KafkaProducer<String, String>> producers, Map<String, Ledger> ledgers)
            throws Exception {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        List<String> turns = new ArrayList<>(ledgers.keySet());
        turns.forEach(acks -> costs.put(acks, new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            long sent = (round + 1L) * (ONE_BY_ONE + IN_A_RUSH);
            for (String acks : turns) {
                Cost cost = cost(stage, producers, ledgers, acks, round);
                if (round >= WARM_UPS) {
                    Objects.requireNonNull(costs.get(acks)).add(cost);
                }
                // The broker may still be reading what acks=0 has sent: whose turn is next is not to wait for that.
                stage.await("the broker to have them all", () -> endOffset(stage, acks) == sent);
            }
            // Nobody is always the first, or behind the same one.
            Collections.rotate(turns, 1);
        }
        Map<String, Spread> waits = new LinkedHashMap<>();
        Table table = new Table(
                "What waiting costs: the median of " + (ROUNDS - WARM_UPS) + " rounds, the least and the most of them",
                "acks",
                "ms one by one",
                "orders a second in a rush");
        costs.forEach((acks, rounds) -> {
            Spread wait = Spread.of(rounds.stream().mapToDouble(Cost::msOneByOne));
            waits.put(acks, wait);
            table.row(
                    acks,
                    wait.text("%.2f"),
                    Spread.of(rounds.stream().mapToDouble(Cost::ordersASecond)).text("%,.0f"));
        });
        stage.show(table);
        stage.remark(
                "Where the rounds of two producers overlap, the difference of their medians says nothing. Of acks=1 and"
                        + " acks=all, one by one, they "
                        + (Objects.requireNonNull(waits.get("1")).overlaps(Objects.requireNonNull(waits.get("all")))
                                ? "overlap"
                                : "don't overlap, so something else than acks has made the difference")
                        + ": with one broker there is no replica that acks=all could wait for. In a rush nobody waits for a word"
                        + " before the next order, so there the price is small, or none.");
    }

    /** The least, the median and the most of what was measured. */
    private record Spread(double least, double median, double most) {

        static Spread of(DoubleStream figures) {
            double[] sorted = figures.sorted().toArray();
            return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }

        boolean overlaps(Spread other) {
            return least <= other.most && other.least <= most;
        }

        String text(String format) {
            return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, least, most);
        }
    }

    private static Cost cost(
            Stage stage,
            Map<String, KafkaProducer<String, String>> producers,
            Map<String, Ledger> ledgers,
            String acks,
            int round)
            throws Exception {
        long[] tookNs = new long[ONE_BY_ONE];
        RecordMetadata at = null;
        for (int i = 0; i < ONE_BY_ONE; i++) {
            long startNs = System.nanoTime();
            at = send(stage, producers, ledgers, acks, "waited for " + i + ", " + round)
                    .get();
            tookNs[i] = System.nanoTime() - startNs;
        }
        Arrays.sort(tookNs);
        long startNs = System.nanoTime();
        for (int i = 0; i < IN_A_RUSH; i++) {
            under(send(stage, producers, ledgers, acks, "in a rush " + i + ", " + round));
        }
        producer(producers, acks).flush();
        double seconds = (System.nanoTime() - startNs) / 1e9;
        ledger(ledgers, acks).saidWhere = at != null && at.hasOffset();
        return new Cost(tookNs[ONE_BY_ONE / 2] / 1e6, IN_A_RUSH / seconds);
    }

    // ---- a lost answer ---------------------------------------------------------------------------------------------

    /** Requests lie in the broker's sockets as it freezes; their sender gives up on them before the broker reads them. */
    private void lostAnswers(Stage stage, KillableBroker own) throws Exception {
        stage.action(
                "Two more producers, both with acks=all, that wait " + IMPATIENCE_MS + " ms for an answer; one is"
                        + " idempotent, the other isn't. The broker freezes (a long pause) for longer than that, and wakes up.");
        Map<String, KafkaProducer<String, String>> producers = new LinkedHashMap<>();
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        try {
            for (String acks : List.of(PLAIN, IDEMPOTENT)) {
                stage.topic("acks-" + acks, 1);
                ledgers.put(acks, new Ledger());
                producers.put(
                        acks,
                        new KafkaProducer<>(
                                impatient(stage, bothIdempotent || acks.equals(IDEMPOTENT)),
                                new StringSerializer(),
                                new StringSerializer()));
                send(stage, producers, ledgers, acks, "first order").get();
            }
            own.freeze();
            for (String acks : ledgers.keySet()) {
                for (int i = 0; i < ORDERS; i++) {
                    under(send(stage, producers, ledgers, acks, "order " + i));
                }
            }
            stage.await(
                    "both producers to send again",
                    () -> producers.values().stream().allMatch(producer -> retries(producer) > 0));
            own.thaw();
            producers.values().forEach(KafkaProducer::flush);
        } finally {
            own.thaw();
            producers.values().forEach(producer -> producer.close(Duration.ofSeconds(10)));
        }
        Table table = new Table("After the pause", "producer", "sent", "there in the end", "twice", "lost");
        for (Map.Entry<String, Ledger> entry : ledgers.entrySet()) {
            Ledger ledger = entry.getValue();
            ledger.survived = readAll(stage, entry.getKey());
            table.row(
                    entry.getKey().equals(IDEMPOTENT) ? "idempotent" : "not idempotent",
                    ORDERS + 1,
                    ledger.survived.size(),
                    ledger.twice(),
                    ledger.lost());
        }
        stage.show(table);
        stage.proves(
                "Who gets no answer sends again, and the record may be in the log already: without idempotence it is there"
                        + " twice. With it (the default) the broker knows the batch by its sequence number, and keeps one.",
                ledger(ledgers, PLAIN).twice() > 0
                        && ledger(ledgers, IDEMPOTENT).twice() == 0
                        && ledger(ledgers, IDEMPOTENT).survived.size() == ORDERS + 1,
                "twice: without idempotence "
                        + ledger(ledgers, PLAIN).twice() + ", with it "
                        + ledger(ledgers, IDEMPOTENT).twice());
    }

    private static Map<String, Object> impatient(Stage stage, boolean idempotent) {
        // There is no idempotence without the word of all replicas; so that nothing else differs, both wait for it.
        Map<String, Object> config = config(stage, "all", idempotent);
        config.put("request.timeout.ms", IMPATIENCE_MS);
        return config;
    }

    private static double retries(KafkaProducer<String, String> producer) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("record-retry-total")
                        && metric.getKey().group().equals("producer-metrics"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    // ---- producers, and what they send -----------------------------------------------------------------------------

    private static Future<RecordMetadata> send(
            Stage stage,
            Map<String, KafkaProducer<String, String>> producers,
            Map<String, Ledger> ledgers,
            String acks,
            String order) {
        Ledger ledger = ledger(ledgers, acks);
        return producer(producers, acks).send(new ProducerRecord<>(topic(stage, acks), order), (at, failure) -> {
            if (failure == null) {
                ledger.acknowledged.add(order);
            }
        });
    }

    /** Nobody waits for it: the producer's callback writes the ledger. */
    private static void under(Future<RecordMetadata> unused) {
        // Nothing to do.
    }

    private static KafkaProducer<String, String> producer(
            Map<String, KafkaProducer<String, String>> producers, String acks) {
        return Objects.requireNonNull(producers.get(acks), acks);
    }

    private static Ledger ledger(Map<String, Ledger> ledgers, String acks) {
        Ledger ledger = ledgers.get(acks);
        if (ledger == null) {
            throw new IllegalArgumentException("no ledger of acks=" + acks);
        }
        return ledger;
    }

    private static String topic(Stage stage, String acks) {
        return stage.topicNamed("acks-" + acks);
    }

    private static Map<String, Object> config(Stage stage, String acks, boolean idempotent) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("acks", acks);
        config.put("enable.idempotence", idempotent);
        config.put("linger.ms", 0);
        return config;
    }

    private static long endOffset(Stage stage, String acks) {
        try (KafkaConsumer<String, String> consumer = consumer(stage)) {
            TopicPartition partition = new TopicPartition(topic(stage, acks), 0);
            Long end = consumer.endOffsets(List.of(partition)).get(partition);
            return end == null ? -1 : end;
        }
    }

    private static List<String> readAll(Stage stage, String acks) throws InterruptedException {
        List<String> read = new ArrayList<>();
        long end = endOffset(stage, acks);
        try (KafkaConsumer<String, String> consumer = consumer(stage)) {
            TopicPartition partition = new TopicPartition(topic(stage, acks), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            stage.await("everything to be read", () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> read.add(record.value()));
                return consumer.position(partition) >= end;
            });
        }
        return read;
    }

    private static KafkaConsumer<String, String> consumer(Stage stage) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    @Override
    public String answer() {
        return "acks=0 is a hope. acks=1 is the leader's word, acks=all the word of every in-sync replica; with one broker, as"
                + " here, both mean that the record is in the log's file, of which the system may still have a part in"
                + " memory: it outlives the broker's process (kill -9), not a power failure. Without an answer a producer"
                + " sends again; idempotence keeps that from becoming a second record.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "How many records each topic has.",
                        "infra/apache-kafka/kafka get-offsets --bootstrap-server {broker} --topic-partitions {topic:acks-0}:0,{topic:acks-all}:0"),
                new Exercise(
                        "Send with kcat, once with -X acks=0 and once with -X acks=all, and stop the broker in between.",
                        "seq 1 100000 | kcat -b {broker} -P -t {topic:acks-0} -X acks=0"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "Riders report each second. Is acks=0 good enough for them?",
                        "For a dot on a map perhaps: the next report comes. Not when somebody is paid by the kilometre."),
                new Thought(
                        "acks=1 on three replicas: the leader acknowledges and its machine burns down. What is lost?",
                        "What the followers had not fetched yet, though it was acknowledged. acks=all with"
                                + " min.insync.replicas=2 would have waited for one of them."),
                new Thought(
                        "Does acks=all make sending three times slower with three replicas?",
                        "It adds the time of the slowest in-sync follower to each request, but many requests are under way"
                                + " at once: throughput hardly changes."));
    }
}
