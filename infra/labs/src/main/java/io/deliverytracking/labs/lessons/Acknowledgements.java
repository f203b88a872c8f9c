package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.broker.KillableBroker;
import io.deliverytracking.labs.stage.LessonLeftOut;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lesson 10. The opposite, a broker that is not killed, is what its test arranges to see the claim about acks=0 fail. */
public final class Acknowledgements implements Lesson {

    private static final int ORDERS = 300;

    private final boolean killed;

    public Acknowledgements() {
        this(true);
    }

    Acknowledgements(boolean killed) {
        this.killed = killed;
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
        return "A producer may wait for the broker's word on each record, or not. What is that word worth when the broker is"
                + " killed in the middle? Three producers, with acks=0, acks=1 and acks=all, and a broker that freezes, is"
                + " killed with kill -9, and comes back.";
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
            stage.action("Three producers, each on a topic of its own, send one order each: all are connected.");
            for (String acks : List.of("0", "1", "all")) {
                stage.topic("acks-" + acks, 1);
                ledgers.put(acks, new Ledger());
                producers.put(acks, producer(stage, acks));
            }
            for (String acks : ledgers.keySet()) {
                send(stage, producers, ledgers, acks, "first order");
            }
            stage.await(
                    "the first orders to be there, and their acknowledgements",
                    () -> ledgers.entrySet().stream()
                            .allMatch(of ->
                                    of.getValue().acknowledged.size() == 1 && endOffset(stage, of.getKey()) == 1));

            stage.action("The broker freezes (a long pause, a dying disk). Each producer sends " + ORDERS
                    + " orders into the silence.");
            own.freeze();
            for (String acks : ledgers.keySet()) {
                for (int i = 0; i < ORDERS; i++) {
                    send(stage, producers, ledgers, acks, "order " + i);
                }
            }
            stage.await(
                    "acks=0 to have 'sent' everything",
                    () -> ledger(ledgers, "0").acknowledged.size() > ORDERS);
            ledgers.values().forEach(ledger -> ledger.acknowledgedByAFrozenBroker = ledger.acknowledged.size() - 1);
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
                stage.action("kill -9, and the broker is started again on what is on its disk.");
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
                "The ledger", "acks", "sent", "acknowledged", "there in the end", "acknowledged and lost", "twice");
        for (Map.Entry<String, Ledger> entry : ledgers.entrySet()) {
            Ledger ledger = entry.getValue();
            ledger.survived = readAll(stage, entry.getKey());
            table.row(
                    entry.getKey(),
                    ORDERS + 1,
                    ledger.acknowledged.size(),
                    ledger.survived.size(),
                    ledger.lost(),
                    ledger.twice());
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
        stage.proves(
                "acks=all with idempotence (the default) has none twice either: the broker knows a retry by its sequence"
                        + " number.",
                ledger(ledgers, "all").twice() == 0,
                "twice: acks=all " + ledger(ledgers, "all").twice() + ", acks=1 without idempotence "
                        + ledger(ledgers, "1").twice());
    }

    private static void send(
            Stage stage,
            Map<String, KafkaProducer<String, String>> producers,
            Map<String, Ledger> ledgers,
            String acks,
            String order) {
        Ledger ledger = ledger(ledgers, acks);
        KafkaProducer<String, String> producer = producers.get(acks);
        if (producer == null) {
            throw new IllegalArgumentException("no producer with acks=" + acks);
        }
        // Its callback is what the ledger is written from.
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic(stage, acks), order), (at, failure) -> {
                    if (failure == null) {
                        ledger.acknowledged.add(order);
                    }
                });
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

    private static KafkaProducer<String, String> producer(Stage stage, String acks) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("acks", acks);
        config.put("enable.idempotence", acks.equals("all"));
        config.put("linger.ms", 0);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
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
        return "acks=0 is a hope. acks=1 is the leader's word, acks=all the word of every in-sync replica; on one node, as"
                + " here, both mean that the record is in the log, in the system's memory: it outlives the broker's"
                + " process, not a power failure. Without an answer a producer sends again; idempotence keeps that from"
                + " becoming a second record.";
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
