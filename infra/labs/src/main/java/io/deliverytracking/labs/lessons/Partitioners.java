package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;

/** Lesson 2. The opposite, zones with as many riders each, is what its test arranges to see the hot partition cool down. */
public final class Partitioners implements Lesson {

    private static final int PARTITIONS = 4;
    private static final int RIDERS = 200;
    private static final int REPORTS = 2_000;

    /** Small, so that two thousand short reports fill many of them. */
    private static final int BATCH_BYTES = 256;

    private static final int SHARE = REPORTS / PARTITIONS;

    private final int percentInNorth;

    public Partitioners() {
        this(70);
    }

    /** @param percentInNorth of a hundred riders, how many ride in the north; the others are spread evenly */
    Partitioners(int percentInNorth) {
        this.percentInNorth = percentInNorth;
    }

    @Override
    public String name() {
        return "partitioners";
    }

    @Override
    public String title() {
        return "Partitioners: who decides which partition a record goes into";
    }

    @Override
    public String question() {
        return "The producer, not the broker, chooses the partition of each record. By the rider's key? In turns? By the part"
                + " of the city? Each way keeps something together and spreads something else. Which keeps a rider's"
                + " reports in order, and which makes one partition do all the work at noon?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.GROUP, Word.BATCH);
    }

    @Override
    public String diagram() {
        return """
                             ┌─ key: murmur2(key) mod 4 ─────▶ a rider's reports together
                record ──────┼─ partition named by program ──▶ that one
                             ├─ no key: sticky, or in turns ─▶ spread
                             └─ ZonePartitioner ─────────────▶ a zone together, and hot at noon
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        byKey(stage);
        explicitly(stage);
        withoutKey(stage);
        byZone(stage);
    }

    private static void byKey(Stage stage) throws Exception {
        stage.action("By key: " + REPORTS + " reports of " + RIDERS + " riders, the rider is the key.");
        String topic = stage.topic("by-key", PARTITIONS);
        List<RecordMetadata> sent = send(stage, Map.of(), i -> new ProducerRecord<>(topic, rider(i), "report " + i));
        show(stage, "Reports by partition, by key", sent);
        Map<String, Integer> home = new HashMap<>();
        boolean sameForARider = true;
        boolean asComputed = true;
        boolean inOrder = true;
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            int partition = sent.get(i).partition();
            Integer before = home.put(rider(i), partition);
            sameForARider &= before == null || before == partition;
            Long offset = last.put(rider(i), sent.get(i).offset());
            inOrder &= offset == null || offset < sent.get(i).offset();
            // What the client does: a hash of the key's bytes, made positive, modulo the number of partitions.
            int hash = Utils.murmur2(rider(i).getBytes(StandardCharsets.UTF_8));
            asComputed &= partition == Utils.toPositive(hash) % PARTITIONS;
        }
        stage.proves(
                "All records of a key go into one partition, so a rider's reports stay in order; which one is a matter of"
                        + " arithmetic: murmur2 (a hash: a number made of the key's bytes) modulo the number of partitions.",
                sameForARider && asComputed && inOrder,
                RIDERS
                        + " riders, each in one partition, the one that this program has computed before the broker said it,"
                        + " their offsets ascending as they were sent");
        stage.proves(
                "Many keys spread as dice do, about evenly: none of the partitions is left out, none has twice its share.",
                isSpread(sent) && hottest(sent) < 2 * SHARE,
                "a share is " + SHARE + "; the fullest partition has " + hottest(sent));
        stage.remark("The producer chooses: it asks the broker how many partitions there are, and not where to put a"
                + " record.");
    }

    private static void explicitly(Stage stage) throws Exception {
        stage.action("Explicitly: the program says partition 2, whatever the key.");
        String topic = stage.topic("explicit", PARTITIONS);
        List<RecordMetadata> sent = send(stage, Map.of(), i -> new ProducerRecord<>(topic, 2, rider(i), "report " + i));
        stage.proves(
                "A partition that the program names goes before any partitioner.",
                sent.stream().allMatch(at -> at.partition() == 2),
                REPORTS + " of " + REPORTS + " reports in partition 2");
    }

    private static void withoutKey(Stage stage) throws Exception {
        stage.action(
                "Without a key, the usual way: the producer sticks to a partition until batch.size bytes have gone there."
                        + " Here that is little, " + BATCH_BYTES + ", so that " + REPORTS
                        + " short reports fill many batches; usually"
                        + " it is 16384 (lesson 15).");
        String sticky = stage.topic("sticky", PARTITIONS);
        List<RecordMetadata> stuck = send(stage, small(), i -> new ProducerRecord<>(sticky, "report " + i));
        show(stage, "Reports by partition, sticky", stuck);
        stage.action("Without a key, in turns: RoundRobinPartitioner.");
        String turns = stage.topic("round-robin", PARTITIONS);
        Map<String, Object> inTurns = new HashMap<>(small());
        inTurns.put("partitioner.class", RoundRobinPartitioner.class.getName());
        List<RecordMetadata> dealt = send(stage, inTurns, i -> new ProducerRecord<>(turns, "report " + i));
        show(stage, "Reports by partition, round robin", dealt);
        stage.proves(
                "Both spread the load. The sticky way changes the partition rarely, so that batches fill; in turns each"
                        + " record lies in another partition than the one before.",
                changes(stuck) * 4 < changes(dealt) && isSpread(stuck) && isSpread(dealt),
                "of " + (REPORTS - 1) + " steps to the next report, another partition: sticky " + changes(stuck)
                        + " (after " + REPORTS / (changes(stuck) + 1) + " reports on average), in turns "
                        + changes(dealt));
    }

    private void byZone(Stage stage) throws Exception {
        stage.action("By zone, with a partitioner of our own (ZonePartitioner): " + percentInNorth
                + " of 100 riders are in the north at noon.");
        String topic = stage.topic("by-zone", PARTITIONS);
        List<RecordMetadata> sent = send(
                stage,
                Map.of("partitioner.class", ZonePartitioner.class.getName()),
                i -> new ProducerRecord<>(topic, zone(i) + "/" + rider(i), "report " + i));
        show(stage, "Reports by partition, by zone", sent);
        long hottest = hottest(sent);
        stage.proves(
                "A partition can be hot: who partitions by zone keeps a zone together, and gives its reader the whole rush"
                        + " of that zone, which no further consumer can take off it.",
                hottest > 2L * SHARE,
                "the fullest partition has " + hottest + " of " + REPORTS + " reports, its share would be " + SHARE
                        + "; one consumer of a group reads it, however many consumers the group has (lesson 3)");
    }

    private static Map<String, Object> small() {
        return Map.of("batch.size", BATCH_BYTES, "linger.ms", 50);
    }

    private static List<RecordMetadata> send(
            Stage stage, Map<String, ?> properties, IntFunction<ProducerRecord<String, String>> record)
            throws InterruptedException, ExecutionException {
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", stage.bootstrapServers());
        List<Future<RecordMetadata>> under = new ArrayList<>();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < REPORTS; i++) {
                under.add(producer.send(record.apply(i)));
            }
        }
        List<RecordMetadata> sent = new ArrayList<>();
        for (Future<RecordMetadata> one : under) {
            sent.add(one.get());
        }
        return sent;
    }

    private static String rider(int report) {
        return "rider-" + report % RIDERS;
    }

    private String zone(int report) {
        int hundredth = report % RIDERS % 100;
        if (hundredth < percentInNorth) {
            return "north";
        }
        return List.of("south", "east", "west").get(hundredth % 3);
    }

    private static Map<Integer, Long> counts(List<RecordMetadata> sent) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            counts.put(partition, 0L);
        }
        sent.forEach(at -> counts.merge(at.partition(), 1L, Long::sum));
        return counts;
    }

    private static void show(Stage stage, String title, List<RecordMetadata> sent) {
        Table table = new Table(title, "partition", "reports");
        counts(sent).forEach(table::row);
        stage.show(table);
    }

    private static int changes(List<RecordMetadata> sent) {
        int changes = 0;
        for (int i = 1; i < sent.size(); i++) {
            if (sent.get(i).partition() != sent.get(i - 1).partition()) {
                changes++;
            }
        }
        return changes;
    }

    private static long hottest(List<RecordMetadata> sent) {
        return counts(sent).values().stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** Whether each partition got at least a quarter of its share. */
    private static boolean isSpread(List<RecordMetadata> sent) {
        LongStream counts = counts(sent).values().stream().mapToLong(Long::longValue);
        return counts.allMatch(count -> count >= REPORTS / PARTITIONS / 4);
    }

    @Override
    public String answer() {
        return "By key is the usual way: what belongs together stays together and in order, and many keys spread about evenly. A key"
                + " that is too coarse, such as a zone, makes hot partitions. Without a key there is no order to keep, and"
                + " the sticky way fills batches (what that is worth: lesson 15). Change the number of partitions, and keys go elsewhere: the"
                + " arithmetic has another modulus.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Which partition holds rider-7? Compare with another rider.",
                        "kcat -b {broker} -t {topic:by-key} -o beginning -e -f '%p %k\\n' | sort | uniq -c | grep -w rider-7"),
                new Exercise(
                        "How full is each partition of the topic by zone?",
                        "infra/apache-kafka/kafka get-offsets --bootstrap-server {broker} --topic {topic:by-zone}"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "A topic by key gets a fifth partition. What happens to rider-7's reports?",
                        "New ones may go into another partition than the old ones; between the two there is no order any"
                                + " more."),
                new Thought(
                        "How could zones be kept, and the north not be hot?",
                        "With a partitioner that gives the north several partitions of its own, and chooses among them by rider:"
                                + " a rider's reports stay in order, and the zone's have several readers. A key of zone and"
                                + " rider would not do: its hash scatters a zone over all partitions."),
                new Thought(
                        "librdkafka hashes keys another way (CRC32) unless it is told. When does that hurt?",
                        "When programs in two languages write the same keys: a rider's reports lie in two partitions. Set"
                                + " partitioner=murmur2_random there."));
    }
}
