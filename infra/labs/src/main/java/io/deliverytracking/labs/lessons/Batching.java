package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.clients.LogDirs;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lesson 15. The opposite, batches of one record, is what its test arranges to see the claim about requests fail. */
public final class Batching implements Lesson {

    private static final int REPORTS = 5_000;
    private static final int REPORTS_ONE_BY_ONE = 500;

    private final int batchBytes;

    public Batching() {
        this(16_384);
    }

    Batching(int batchBytes) {
        this.batchBytes = batchBytes;
    }

    @Override
    public String name() {
        return "batching";
    }

    @Override
    public String title() {
        return "Batching, linger, compression: the cost is in requests, not in bytes";
    }

    @Override
    public String question() {
        return "Five thousand short reports. Sent one by one, each waited for; sent without waiting; collected for 50 ms;"
                + " collected and compressed. How many requests does the broker get, how large is what it keeps, and what"
                + " does each way cost in time?";
    }

    /** What one way of sending took. */
    private record Cost(int records, long requests, double recordsPerRequest, long bytesOnDisk, long tookMs) {

        double bytesPerRecord() {
            return (double) bytesOnDisk / records;
        }
    }

    @Override
    public String diagram() {
        return """
                one by one   [r] [r] [r] [r] [r] [r]      six requests, six headers
                linger       [r r r r r r]                one
                and zstd     [▒▒▒]                        one, shorter
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        Map<String, Cost> costs = new LinkedHashMap<>();
        stage.action("One by one: send a report, wait for its acknowledgement, send the next (" + REPORTS_ONE_BY_ONE
                + " reports).");
        costs.put("one by one", send(stage, "one-by-one", REPORTS_ONE_BY_ONE, true, Map.of("linger.ms", 0)));
        stage.action("Without waiting, linger.ms=0: what is there goes; while a request is under way, more gathers.");
        costs.put("linger 0", send(stage, "linger-0", REPORTS, false, Map.of("linger.ms", 0)));
        stage.action("Collected for up to 50 ms.");
        costs.put("linger 50", send(stage, "linger-50", REPORTS, false, Map.of("linger.ms", 50)));
        stage.action("Collected for up to 50 ms, compressed by zstd.");
        costs.put(
                "linger 50, zstd",
                send(stage, "zstd", REPORTS, false, Map.of("linger.ms", 50, "compression.type", "zstd")));
        Table table = new Table(
                "The same reports, sent in four ways",
                "way",
                "records",
                "requests",
                "records a request",
                "bytes a record on disk",
                "ms");
        costs.forEach((way, cost) -> table.row(
                way,
                cost.records(),
                cost.requests(),
                one(cost.recordsPerRequest()),
                one(cost.bytesPerRecord()),
                cost.tookMs()));
        stage.show(table);

        Cost single = costs.get("one by one");
        Cost collected = costs.get("linger 50");
        Cost compressed = costs.get("linger 50, zstd");
        stage.proves(
                "A record that is waited for is a request of its own, and a batch of its own on disk, whose header is longer"
                        + " than the record.",
                single.requests() >= REPORTS_ONE_BY_ONE && single.bytesPerRecord() > 61,
                single.requests() + " requests for " + REPORTS_ONE_BY_ONE + " records, " + one(single.bytesPerRecord())
                        + " bytes each");
        stage.proves(
                "Collected, hundreds of records share a request and a header.",
                collected.recordsPerRequest() > 50 && collected.bytesPerRecord() < single.bytesPerRecord() / 2,
                one(collected.recordsPerRequest()) + " records a request, " + one(collected.bytesPerRecord())
                        + " bytes each");
        stage.proves(
                "Compression works on a batch, because neighbours resemble each other; the broker keeps it as it came.",
                compressed.bytesPerRecord() < collected.bytesPerRecord() / 2,
                one(compressed.bytesPerRecord()) + " bytes a record in place of " + one(collected.bytesPerRecord()));
    }

    private Cost send(Stage stage, String name, int records, boolean waiting, Map<String, ?> properties)
            throws Exception {
        String topic = stage.topic(name, 1);
        Map<String, Object> config = new HashMap<>(properties);
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("batch.size", batchBytes);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            // Connections and metadata are not what is compared.
            producer.partitionsFor(topic);
            long requestsBefore = total(producer, "request-total");
            long startNs = System.nanoTime();
            List<Future<RecordMetadata>> under = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(
                        topic, "rider-" + i % 100, "{\"rider\":" + i % 100 + ",\"lat\":40.4168,\"lon\":-3.7038}"));
                if (waiting) {
                    sent.get();
                } else {
                    under.add(sent);
                }
            }
            producer.flush();
            for (Future<RecordMetadata> sent : under) {
                sent.get();
            }
            long tookMs = (System.nanoTime() - startNs) / 1_000_000;
            long requests = total(producer, "request-total") - requestsBefore;
            return new Cost(
                    records,
                    requests,
                    (double) records / requests,
                    LogDirs.sizeInBytes(stage, new TopicPartition(topic, 0)),
                    tookMs);
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

    private static String one(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }

    @Override
    public String answer() {
        return "Each request costs the client, the network and the broker about the same, whether it carries one record or a"
                + " thousand. A little patience (linger.ms) makes few large requests of many small ones; compression of"
                + " whole batches makes them shorter. Waiting for each acknowledgement costs both, and buys only that the"
                + " program knows at once.";
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
