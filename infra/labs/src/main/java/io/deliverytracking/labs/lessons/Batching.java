package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.LogDirs;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Lesson 15. What its tests arrange to see claims fail: batches of one record, so that nothing shares a request; no
 * patience where 50 ms of it are claimed to save requests.
 */
public final class Batching implements Lesson {

    private static final int REPORTS = 2_000;
    private static final int LINGER_MS = 50;

    private static final String WARM_UP = "warm-up";
    private static final String ONE_BY_ONE = "one by one";
    private static final String IMPATIENT = "each ms, linger 0";
    private static final String PATIENT = "each ms, linger 50";
    private static final String HASTY = "in a rush, linger 0";
    private static final String RUSH = "in a rush, linger 50";
    private static final String COMPRESSED = "the same, zstd";

    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int batchBytes;
    private final int lingerMs;

    public Batching() {
        this(16_384, LINGER_MS);
    }

    /**
     * @param batchBytes {@code batch.size}
     * @param lingerMs   {@code linger.ms} where the lesson is patient and records come one after the other
     */
    Batching(int batchBytes, int lingerMs) {
        this.batchBytes = batchBytes;
        this.lingerMs = lingerMs;
    }

    @Override
    public String name() {
        return "batching";
    }

    @Override
    public String title() {
        return "Batching, linger, compression: what a request costs, and who shares it";
    }

    @Override
    public String question() {
        return "Two thousand short reports. Sent one by one, each waited for; as they come, one each millisecond, at once or"
                + " collected for 50 ms; all in a rush, in the same two ways, and compressed. How many requests does the broker get, how"
                + " large is what it keeps, and what does each way cost in time?";
    }

    private enum Way {
        /** For each acknowledgement. */
        WAITING,
        /** By the clock, one each millisecond; who is late makes up for it. */
        PACED,
        /** All at once. */
        RUSHING
    }

    /** What one way of sending took. */
    private record Cost(long requests, long bytesOnDisk, long tookMs) {

        double recordsPerRequest() {
            return (double) REPORTS / requests;
        }

        double bytesPerRecord() {
            return (double) bytesOnDisk / REPORTS;
        }
    }

    @Override
    public List<Word> words() {
        return List.of(Word.BATCH, Word.BATCH_HEADER, Word.REQUEST, Word.LINGER, Word.ACKNOWLEDGEMENT, Word.ZSTD);
    }

    @Override
    public String diagram() {
        return """
                linger.ms=0    [r] [r] [r] [r] [r] [r]      six requests, six batch headers
                linger.ms=50   [r r r r r r]                one
                and zstd       [▒▒▒]                        one, shorter
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        stage.topic(WARM_UP, 1);
        Map<String, Cost> costs = new LinkedHashMap<>();
        stage.action(
                "One by one: send a report, wait for its acknowledgement, send the next. " + REPORTS
                        + " reports, as in every way. So the program knows of each at once that it is in the log; waiting buys no more.");
        costs.put(ONE_BY_ONE, send(stage, "one-by-one", Way.WAITING, Map.of("linger.ms", 0)));
        stage.action(
                "As they come: a report each millisecond, by the clock (who is late makes up for it); nothing is waited for."
                        + " linger.ms=0 sends at once, together with what has come while another request was being sent;"
                        + " linger.ms=" + lingerMs + " waits so long for more.");
        costs.put(IMPATIENT, send(stage, "linger-0", Way.PACED, Map.of("linger.ms", 0)));
        costs.put(PATIENT, send(stage, "linger-50", Way.PACED, Map.of("linger.ms", lingerMs)));
        stage.action("In a rush: as quickly as the program can, in batches of " + batchBytes + " bytes at most.");
        costs.put(HASTY, send(stage, "hasty", Way.RUSHING, Map.of("linger.ms", 0)));
        costs.put(RUSH, send(stage, "rush", Way.RUSHING, Map.of("linger.ms", LINGER_MS)));
        stage.action("The same rush, with linger.ms=" + LINGER_MS + ", compressed by zstd.");
        costs.put(
                COMPRESSED,
                send(stage, "zstd", Way.RUSHING, Map.of("linger.ms", LINGER_MS, "compression.type", "zstd")));
        Table table = new Table(
                REPORTS + " reports, sent in six ways",
                "way",
                "requests",
                "records a request",
                "bytes a record on disk",
                "ms");
        costs.forEach((way, cost) -> table.row(
                way, cost.requests(), one(cost.recordsPerRequest()), one(cost.bytesPerRecord()), cost.tookMs()));
        stage.show(table);
        stage.remark(
                "Compression makes requests shorter, and not fewer: a batch is closed by what its producer expects it to"
                        + " be compressed to, which on a new topic is what it is uncompressed, and a twentieth more.");
        judge(stage, costs);
    }

    private static void judge(Stage stage, Map<String, Cost> costs) {
        Cost single = of(costs, ONE_BY_ONE);
        Cost impatient = of(costs, IMPATIENT);
        Cost patient = of(costs, PATIENT);
        Cost hasty = of(costs, HASTY);
        Cost rush = of(costs, RUSH);
        Cost compressed = of(costs, COMPRESSED);
        stage.proves(
                "A record that is waited for is a request of its own, and a batch of its own on disk, whose header is longer"
                        + " than the record.",
                single.requests() >= REPORTS && single.bytesPerRecord() > 61,
                single.requests() + " requests for " + REPORTS + " records, " + one(single.bytesPerRecord())
                        + " bytes each, 61 of them the header of a batch");
        stage.proves(
                "In a rush, hundreds of records share a request and a header: batches are full before linger is over, and"
                        + " nobody waits for it.",
                rush.recordsPerRequest() > 50
                        && rush.bytesPerRecord() < single.bytesPerRecord() * 2 / 3
                        && rush.tookMs() < LINGER_MS * rush.requests(),
                one(rush.recordsPerRequest()) + " records a request, " + one(rush.bytesPerRecord()) + " bytes each, "
                        + rush.tookMs() + " ms for all; without linger, when the sender takes what there is, "
                        + one(hasty.recordsPerRequest()) + " records a request, and " + hasty.tookMs()
                        + " ms; one by one " + single.tookMs() + " ms");
        stage.proves(
                "A little patience makes few large requests of many small ones, where records come one after the other.",
                patient.requests() * 5 < impatient.requests(),
                impatient.requests() + " requests at once, " + patient.requests() + " with patience, for the same "
                        + REPORTS + " reports, which came one each " + everyMs(impatient) + " and " + everyMs(patient)
                        + " ms");
        stage.proves(
                "Compression works on a batch, because neighbours resemble each other; the broker keeps it as it came.",
                compressed.bytesPerRecord() < rush.bytesPerRecord() / 2,
                one(compressed.bytesPerRecord()) + " bytes a record in place of " + one(rush.bytesPerRecord()));
    }

    private static Cost of(Map<String, Cost> costs, String way) {
        return Objects.requireNonNull(costs.get(way), way);
    }

    private Cost send(Stage stage, String name, Way way, Map<String, ?> properties) throws Exception {
        String topic = stage.topic(name, 1);
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("batch.size", batchBytes);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            // What a producer asks once (where partitions are, its own number) is not what is compared.
            producer.send(new ProducerRecord<>(stage.topicNamed(WARM_UP), "a report before"))
                    .get();
            producer.partitionsFor(topic);
            long requestsBefore = total(producer, "request-total");
            long startNs = System.nanoTime();
            long dueNs = startNs;
            List<Future<RecordMetadata>> under = new ArrayList<>();
            for (int i = 0; i < REPORTS; i++) {
                if (way == Way.PACED) {
                    parkUntil(dueNs);
                    dueNs += EVERY_NS;
                }
                Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(
                        topic, "rider-" + i % 100, "{\"rider\":" + i % 100 + ",\"lat\":40.4168,\"lon\":-3.7038}"));
                under.add(sent);
                if (way == Way.WAITING) {
                    sent.get();
                }
            }
            producer.flush();
            for (Future<RecordMetadata> sent : under) {
                sent.get();
            }
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            long requests = total(producer, "request-total") - requestsBefore;
            return new Cost(requests, LogDirs.sizeInBytes(stage, new TopicPartition(topic, 0)), tookMs);
        }
    }

    /** A thread sleeps a little too long each time, which would add up if each pause were as long as the one before. */
    private static void parkUntil(long dueNs) {
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private static long total(KafkaProducer<String, String> producer, String name) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> isOfTheProducer(metric.getKey(), name))
                .mapToLong(metric -> ((Number) metric.getValue().metricValue()).longValue())
                .sum();
    }

    private static boolean isOfTheProducer(MetricName metric, String name) {
        return metric.group().equals("producer-metrics") && metric.name().equals(name);
    }

    private static String everyMs(Cost cost) {
        return String.format(Locale.ROOT, "%.2f", (double) cost.tookMs() / REPORTS);
    }

    private static String one(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }

    @Override
    public String answer() {
        return "A request costs the client, the network and the broker something before its first record, and a batch has a"
                + " header. A little patience (linger.ms) makes few large requests of many small ones where records come"
                + " one by one; in a rush batches are full before it is over, and it costs no time. Compression of"
                + " whole batches makes them shorter. Waiting for each acknowledgement costs most of all, and buys only that"
                + " the program knows at once.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Measure with Kafka's own tool, once with linger.ms=0 and once with 50.",
                        "infra/apache-kafka/kafka producer-perf --topic {topic:linger-50} --num-records 100000 --record-size 48"
                                + " --throughput -1 --producer-props bootstrap.servers={broker} linger.ms=50"),
                new Exercise(
                        "The sizes on disk.",
                        "infra/apache-kafka/kafka log-dirs --bootstrap-server {broker} --describe --topic-list {topic:zstd}"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "linger.ms=50 makes a report up to 50 ms late. When does that not matter?",
                        "When the next one comes in a second anyway, as with riders' positions."),
                new Thought(
                        "The load doubles. What happens to the number of requests with linger 50, and with linger 0?",
                        "With linger it stays about the same, until batches are full; without it rises, until requests queue"
                                + " and batches form by themselves."),
                new Thought(
                        "Why does zstd gain little on a batch of one record?", "There are no neighbours to resemble."));
    }
}
