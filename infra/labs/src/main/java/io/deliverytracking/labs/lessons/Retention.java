package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.BrokerSettings;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lesson 9. The opposite, no limit of size, is what its test arranges to see the claim about retention fail. */
public final class Retention implements Lesson {

    private static final int MIB = 1024 * 1024;
    private static final int RECORD_BYTES = 50_000;

    /** So many fit into a segment of 1 MiB; one more would be too large for it. */
    private static final int RECORDS_A_SEGMENT = MIB / RECORD_BYTES;

    private static final int RIDERS = 3;
    private static final long ONE_DAY_MS = Duration.ofDays(1).toMillis();

    /** Brokers look at what may go each five minutes, unless they were told otherwise. */
    private static final Duration UNTIL_THE_BROKER_LOOKS = Duration.ofMinutes(6);

    private final long retentionBytes;

    public Retention() {
        this(2L * MIB);
    }

    /** @param retentionBytes how much the topic may hold, in bytes; -1 for no limit */
    Retention(long retentionBytes) {
        this.retentionBytes = retentionBytes;
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public String title() {
        return "Retention: records stay when they are read, and go when they are old";
    }

    @Override
    public String question() {
        return "A queue deletes what was handled. When does a log delete? What if a group has not read it by then? And does"
                + " the numbering start anew?";
    }

    @Override
    public List<Word> words() {
        return List.of(Word.SEGMENT, Word.COMPACTION);
    }

    @Override
    public String diagram() {
        return """
                before   │0 … 19│20 … 39│40 … 59│60 … 79│80 … 99│100 … active│    six segments, 5.3 MiB
                after                           │60 … 79│80 … 99│100 … active│    whole ones go, the oldest first
                          ▲ a late group's offset 1: out of range
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        bySize(stage);
        byTime(stage);
        byKey(stage);
    }

    private void bySize(Stage stage) throws Exception {
        stage.action(
                "A topic that keeps about " + (retentionBytes < 0 ? "everything" : retentionBytes / MIB + " MiB")
                        + ", in segments of 1 MiB. Ten reports of 50,000 bytes; a group reads all, commits, and seeks to the beginning.");
        String topic = stage.topic(
                "reports",
                1,
                Map.of("segment.bytes", String.valueOf(MIB), "retention.bytes", String.valueOf(retentionBytes)));
        TopicPartition partition = new TopicPartition(topic, 0);
        send(stage, topic, 10, System.currentTimeMillis());
        String group = stage.group("readers");
        try (KafkaConsumer<String, String> consumer = consumer(stage, group)) {
            consumer.assign(List.of(partition));
            List<ConsumerRecord<String, String>> first = read(stage, consumer, 10);
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(10)));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> again = read(stage, consumer, 10);
            stage.proves(
                    "Reading and committing delete nothing: the same group reads the same records again.",
                    first.size() == 10 && again.size() == 10 && again.get(0).offset() == 0,
                    again.size() + " records read a second time, from offset "
                            + again.get(0).offset());
        }

        stage.action("A late group has committed offset 1, and goes on holiday. A hundred reports more.");
        String late = stage.group("late");
        try (KafkaConsumer<String, String> consumer = consumer(stage, late)) {
            consumer.assign(List.of(partition));
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(1)));
        }
        send(stage, topic, 100, System.currentTimeMillis());
        if (retentionBytes > 0) {
            BrokerSettings.tellIfItSeldomLooks(stage, "log.retention.check.interval.ms");
            stage.await("retention", UNTIL_THE_BROKER_LOOKS, () -> isSmallEnough(stage, partition));
        }
        long earliest = earliest(stage, partition);
        stage.show(new Table("The partition afterwards", "first offset", "next offset", "records that are there")
                .row(earliest, latest(stage, partition), latest(stage, partition) - earliest));
        stage.proves(
                "Records go by size, the oldest first, a whole segment at a time, whoever has read them or not.",
                earliest > 1
                        && earliest % RECORDS_A_SEGMENT == 0
                        && latest(stage, partition) == 110
                        && isSmallEnough(stage, partition),
                "the log begins at " + earliest + " now, where a segment of " + RECORDS_A_SEGMENT
                        + " reports begins, and ends at " + latest(stage, partition) + " as before; it has "
                        + mib(110 - earliest) + " MiB, and without one more segment it would have "
                        + mib(110 - earliest - RECORDS_A_SEGMENT));

        stage.action("The late group comes back, and asks for offset 1.");
        try (KafkaConsumer<String, String> consumer = consumer(stage, late)) {
            consumer.assign(List.of(partition));
            stage.proves(
                    "Who comes too late is told so (or, if it asked for that, moved to what is left without a word: "
                            + "auto.offset.reset).",
                    isOutOfRange(stage, consumer),
                    "offset 1 is out of range; " + (earliest - 1) + " records are gone unread");
        }
    }

    /** Whether the log has what it is to keep, and would have less without one more segment. */
    private boolean isSmallEnough(Stage stage, TopicPartition partition) {
        long records = latest(stage, partition) - earliest(stage, partition);
        return records * RECORD_BYTES >= retentionBytes
                && (records - RECORDS_A_SEGMENT) * RECORD_BYTES < retentionBytes;
    }

    private static String mib(long records) {
        return String.format(Locale.ROOT, "%.1f", (double) records * RECORD_BYTES / MIB);
    }

    private static void byTime(Stage stage) throws Exception {
        stage.action("A topic that keeps a day. Three reports of two days ago.");
        String topic = stage.topic("days", 1, Map.of("retention.ms", String.valueOf(ONE_DAY_MS)));
        TopicPartition partition = new TopicPartition(topic, 0);
        send(stage, topic, 3, System.currentTimeMillis() - 2 * ONE_DAY_MS);
        stage.await("retention", UNTIL_THE_BROKER_LOOKS, () -> earliest(stage, partition) == 3);
        List<RecordMetadata> next = send(stage, topic, 1, System.currentTimeMillis());
        stage.proves(
                "Records go by their own timestamps, even those of the active segment: when all in it is too old, it is closed,"
                        + " and goes. Offsets are never given twice: the next one counts on.",
                next.get(0).offset() == 3,
                "the log, which had but one segment, was empty, and its next record got offset "
                        + next.get(0).offset());
    }

    private static void byKey(Stage stage) throws Exception {
        stage.action("A topic that keeps the latest by key (cleanup.policy=compact). Sixty reports of three riders,"
                + " in three segments of " + RECORDS_A_SEGMENT + "; the last is active.");
        String topic = stage.topic(
                "latest",
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.bytes", String.valueOf(MIB),
                        "min.cleanable.dirty.ratio", "0.01"));
        TopicPartition partition = new TopicPartition(topic, 0);
        int sent = 60;
        try (KafkaProducer<String, String> producer = producer(stage)) {
            for (int i = 0; i < sent; i++) {
                producer.send(new ProducerRecord<>(topic, 0, "rider-" + i % RIDERS, i + "x".repeat(RECORD_BYTES)))
                        .get();
            }
        }
        List<ConsumerRecord<String, String>> kept = new ArrayList<>();
        BrokerSettings.tellIfItSeldomLooks(stage, "log.cleaner.backoff.ms");
        stage.await("compaction", UNTIL_THE_BROKER_LOOKS, () -> {
            kept.clear();
            kept.addAll(readToTheEnd(stage, partition));
            return kept.size() <= RIDERS + RECORDS_A_SEGMENT;
        });
        Map<String, Long> latest = new HashMap<>();
        kept.forEach(record -> latest.put(record.key(), record.offset()));
        long active = sent - RECORDS_A_SEGMENT;
        List<Long> compacted = kept.stream()
                .map(ConsumerRecord::offset)
                .filter(offset -> offset < active)
                .toList();
        stage.proves(
                "Compaction leaves the latest of each key and drops what a later record of the same key has made void;"
                        + " offsets stay what they were, with gaps between them. Compaction leaves the active segment"
                        + " alone until the next one begins.",
                compacted.equals(List.of(active - 3, active - 2, active - 1))
                        && kept.size() == RIDERS + RECORDS_A_SEGMENT
                        && latest.equals(Map.of("rider-0", 57L, "rider-1", 58L, "rider-2", 59L)),
                kept.size() + " of " + sent + " records are left: of the first " + active + " one a rider, at offsets "
                        + compacted + ", and all " + RECORDS_A_SEGMENT
                        + " of the active segment; the latest of each rider are at " + new TreeMap<>(latest));
    }

    private static List<ConsumerRecord<String, String>> readToTheEnd(Stage stage, TopicPartition partition) {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(stage, stage.group("latest"))) {
            long end = latest(stage, partition);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(read::add);
            }
        }
        return read;
    }

    private static KafkaProducer<String, String> producer(Stage stage) {
        // A batch a record: a segment ends between batches.
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "batch.size", 0),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<RecordMetadata> send(Stage stage, String topic, int count, long timestampMs) throws Exception {
        List<Future<RecordMetadata>> under = new ArrayList<>();
        try (KafkaProducer<String, String> producer = producer(stage)) {
            for (int i = 0; i < count; i++) {
                under.add(
                        producer.send(new ProducerRecord<>(topic, 0, timestampMs, "rider", "x".repeat(RECORD_BYTES))));
            }
        }
        List<RecordMetadata> sent = new ArrayList<>();
        for (Future<RecordMetadata> one : under) {
            sent.add(one.get());
        }
        return sent;
    }

    private static List<ConsumerRecord<String, String>> read(
            Stage stage, KafkaConsumer<String, String> consumer, int count) throws InterruptedException {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        stage.await(count + " records", () -> {
            consumer.poll(Duration.ofMillis(50)).forEach(read::add);
            return read.size() >= count;
        });
        return read;
    }

    private static boolean isOutOfRange(Stage stage, KafkaConsumer<String, String> consumer)
            throws InterruptedException {
        boolean[] refused = {false};
        stage.await("an answer", () -> {
            try {
                return !consumer.poll(Duration.ofMillis(50)).isEmpty();
            } catch (OffsetOutOfRangeException e) {
                stage.happened(
                        "late",
                        "is told: out of range, offset "
                                + e.offsetOutOfRangePartitions().values());
                refused[0] = true;
                return true;
            }
        });
        return refused[0];
    }

    private static KafkaConsumer<String, String> consumer(Stage stage, String group) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", stage.bootstrapServers());
        config.put("group.id", group);
        config.put("enable.auto.commit", "false");
        // A group that has never committed begins at the beginning; one whose offset is gone is to hear of it.
        config.put("auto.offset.reset", group.contains("late") ? "none" : "earliest");
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    private static long earliest(Stage stage, TopicPartition partition) {
        return offset(stage, partition, OffsetSpec.earliest());
    }

    private static long latest(Stage stage, TopicPartition partition) {
        return offset(stage, partition, OffsetSpec.latest());
    }

    private static long offset(Stage stage, TopicPartition partition, OffsetSpec which) {
        try {
            return stage.admin()
                    .listOffsets(Map.of(partition, which))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public String answer() {
        return "A log deletes by age and size, set a topic, in whole segments, the active one only when all of it is too old, and never because somebody has read. A reader"
                + " that is later than the retention finds its place gone, and must know what it wants then: begin at what"
                + " is left, at the end, or stop and call somebody. A compacted topic keeps the"
                + " latest of each key instead. Offsets go on as if nothing had happened.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Where the log begins (-2) and ends (-1).",
                        "kcat -b {broker} -Q -t {topic:reports}:0:-2 -t {topic:reports}:0:-1"),
                new Exercise(
                        "Keep ten minutes from now on.",
                        "infra/apache-kafka/kafka configs --bootstrap-server {broker} --alter --entity-type topics --entity-name"
                                + " {topic:reports} --add-config retention.ms=600000"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "Riders send 25 GB an hour, the disk has 100 GB. What retention do you set, and what else do you"
                                + " watch?",
                        "Four hours would fill the disk to the last byte, so three, and by size rather than by time, since"
                                + " riders' evenings differ; and the lag of the slowest group, in hours."),
                new Thought(
                        "Why whole segments, and not record by record?",
                        "Deleting a file is one operation; taking records out of its middle would be rewriting it. That is"
                                + " what compaction does, for topics that keep the latest by key."),
                new Thought(
                        "A trace of 2015 is replayed with its own timestamps into a topic that keeps a week. What happens?",
                        "It is gone at the next look. This project keeps event time in the record's value, and stamps records with"
                                + " the time of sending."));
    }
}
