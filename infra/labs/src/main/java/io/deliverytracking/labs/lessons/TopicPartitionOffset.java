package io.deliverytracking.labs.lessons;

import io.deliverytracking.labs.Lesson;
import io.deliverytracking.labs.Word;
import io.deliverytracking.labs.clients.LogDirs;
import io.deliverytracking.labs.stage.Stage;
import io.deliverytracking.labs.stage.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lesson 1. The opposite, a topic with one partition, is what its test arranges to see the claim about order fail. */
public final class TopicPartitionOffset implements Lesson {

    private static final List<String> RIDERS = List.of("anna", "ben", "carla", "dimitri");
    private static final int EVENTS = 12;

    private final int partitions;

    public TopicPartitionOffset() {
        this(3);
    }

    TopicPartitionOffset(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public String name() {
        return "topic-partition-offset";
    }

    @Override
    public String title() {
        return "Topic, partition, offset: a log on disk";
    }

    @Override
    public String question() {
        return "Riders report where they are. Their reports go into a topic, and a topic is cut into partitions. What is a"
                + " partition, physically? What does an offset count? And if I send twelve reports one after the other, in"
                + " which order will somebody read them?";
    }

    @Override
    public List<Word> words() {
        return List.of(
                Word.BROKER,
                Word.RECORD,
                Word.KEY,
                Word.PRODUCER,
                Word.CONSUMER,
                Word.ACKNOWLEDGEMENT,
                Word.BATCH,
                Word.SEGMENT);
    }

    @Override
    public String diagram() {
        return """
                producer ──key──▶ partition 0  │0│1│2│3│          each partition is a log, kept in
                                  partition 1  │0│1│              files, and grows at its end only
                                  partition 2  │0│1│2│3│4│◀─ next
                """;
    }

    @Override
    public void teach(Stage stage) throws Exception {
        stage.action(
                "Make a topic with " + partitions + " partitions. (Each report is a record; its key is the rider.)");
        String topic = stage.topic("reports", partitions);

        stage.action("Send twelve reports of four riders, one after the other, each with the rider as its key; wait for"
                + " each acknowledgement, which says where the report has gone.");
        List<RecordMetadata> written = new ArrayList<>();
        Table sent = new Table("What the broker answered", "sent", "rider", "partition", "offset");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < EVENTS; i++) {
                String rider = RIDERS.get(i % RIDERS.size());
                RecordMetadata at = producer.send(new ProducerRecord<>(topic, rider, "report " + i))
                        .get();
                written.add(at);
                sent.row("report " + i, rider, at.partition(), at.offset());
            }
        }
        stage.show(sent);
        stage.proves(
                "Offsets number the records of one partition as they are written, from 0, without a gap (a record that is"
                        + " deleted later leaves one: lesson 9). There is no count of the topic.",
                everyPartitionCountsFromZero(written),
                offsetsByPartition(written));

        stage.action("Read everything with one consumer.");
        List<ConsumerRecord<String, String>> read = readAll(stage, topic);
        Table got = new Table("What the consumer got, in this order", "read", "rider", "partition", "offset");
        read.forEach(one -> got.row(one.value(), one.key(), one.partition(), one.offset()));
        stage.show(got);
        stage.proves(
                "Within a partition records are read in the order in which they were written.",
                isOrderedWithinPartitions(read),
                "offsets ascend in each of the " + partitions + " partitions");
        List<String> order = read.stream().map(ConsumerRecord::value).toList();
        stage.proves(
                "Between partitions there is no order: the consumer did not get the reports as they were sent.",
                !order.equals(
                        IntStream.range(0, EVENTS).mapToObj(i -> "report " + i).toList()),
                String.join(", ", order));

        stage.remark("Which partition a consumer asks for first is its own affair. Which partition a rider has is a"
                + " matter of arithmetic with the key (lesson 2), and two riders may share one.");
        lookAtTheFile(stage, topic, written.get(0).partition());
    }

    private static boolean everyPartitionCountsFromZero(List<RecordMetadata> written) {
        Map<Integer, Long> next = new HashMap<>();
        for (RecordMetadata at : written) {
            long expected = next.getOrDefault(at.partition(), 0L);
            if (at.offset() != expected) {
                return false;
            }
            next.put(at.partition(), expected + 1);
        }
        return true;
    }

    private static String offsetsByPartition(List<RecordMetadata> written) {
        Map<Integer, List<Long>> offsets = new TreeMap<>();
        written.forEach(at -> offsets.computeIfAbsent(at.partition(), none -> new ArrayList<>())
                .add(at.offset()));
        return "offsets by partition " + offsets;
    }

    private List<ConsumerRecord<String, String>> readAll(Stage stage, String topic) throws InterruptedException {
        List<ConsumerRecord<String, String>> read = new ArrayList<>();
        // No group: this consumer asks for partitions by name, and keeps no place in them.
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            stage.await("all reports to be read", () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(read::add);
                return read.size() >= EVENTS;
            });
        }
        return read;
    }

    private static boolean isOrderedWithinPartitions(List<ConsumerRecord<String, String>> read) {
        Map<Integer, Long> last = new HashMap<>();
        return read.stream().allMatch(one -> {
            Long before = last.put(one.partition(), one.offset());
            return before == null || before < one.offset();
        });
    }

    // ---- the file --------------------------------------------------------------------------------------------------

    private static void lookAtTheFile(Stage stage, String topic, int partition) throws Exception {
        Optional<Path> file = segmentOf(stage, topic, partition);
        if (file.isEmpty()) {
            stage.remark("The broker's files are on another machine: their part of the lesson is left out.");
            return;
        }
        stage.action("Open the file behind partition " + partition + ": " + topic + "-" + partition + "/"
                + file.get().getFileName() + ".");
        byte[] before = Files.readAllBytes(file.get());
        List<SegmentBatch> batches = SegmentBatch.decode(before);
        Table onDisk = new Table(
                "Record batches in the file", "position", "base offset", "records", "bytes", "magic", "CRC-32C");
        batches.forEach(batch -> onDisk.row(
                batch.position(),
                batch.baseOffset(),
                batch.records(),
                batch.sizeInBytes(),
                batch.magic(),
                batch.crcHolds() ? "right" : "WRONG"));
        stage.remark(
                "Base offset: the offset of the batch's first record. Magic: the number of the batch's format. CRC-32C: a"
                        + " checksum, a number made of the batch's bytes, which comes out otherwise if one of them has changed.");
        stage.show(onDisk);
        stage.proves(
                "A partition is a row of files, its segments, of which there is one up to now (00….log: it begins with offset"
                        + " 0). In it are record batches, here of one record each, one behind the other, in the order of their offsets, nothing between"
                        + " them, each with a checksum that holds.",
                !batches.isEmpty() && batches.stream().allMatch(SegmentBatch::crcHolds) && ascends(batches),
                batches.size() + " batches fill all " + before.length + " bytes");

        stage.action("Send one more report into that partition, and look at the file again.");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, "anna", "one more"))
                    .get();
        }
        byte[] after = Files.readAllBytes(file.get());
        stage.proves(
                "Writing appends: what was in the file has not changed by a byte.",
                after.length > before.length && Arrays.equals(before, Arrays.copyOf(after, before.length)),
                before.length + " bytes before, " + after.length + " after, the first " + before.length + " the same");
    }

    private static boolean ascends(List<SegmentBatch> batches) {
        long next = 0;
        for (SegmentBatch batch : batches) {
            if (batch.baseOffset() != next) {
                return false;
            }
            next += batch.records();
        }
        return true;
    }

    /** The first segment file of a partition, if this machine can read it. */
    private static Optional<Path> segmentOf(Stage stage, String topic, int partition)
            throws InterruptedException, ExecutionException {
        return LogDirs.folders(stage, new TopicPartition(topic, partition)).stream()
                .map(folder -> folder.resolve("00000000000000000000.log"))
                .filter(Files::isReadable)
                .findFirst();
    }

    @Override
    public String answer() {
        return "A partition is an append-only log, kept in files. An offset is the number of a record in its partition: a name that never"
                + " changes, by which any reader can ask for it again. Order is promised within a partition and nowhere"
                + " else; what has to stay in order must go into one partition, which is what keys are for.";
    }

    @Override
    public List<Exercise> tryYourself() {
        return List.of(
                new Exercise(
                        "Read partition 0 from its beginning, and see the offsets.",
                        "kcat -b {broker} -t {topic:reports} -p 0 -o beginning -e -f '%p/%o %k %s\\n'"),
                new Exercise(
                        "Where does each partition end?",
                        "infra/apache-kafka/kafka get-offsets --bootstrap-server {broker} --topic {topic:reports}"));
    }

    @Override
    public List<Thought> thoughts() {
        return List.of(
                new Thought(
                        "Two records have the same offset. Can that be?",
                        "Yes, in two partitions. Topic, partition and offset together name a record."),
                new Thought(
                        "A consumer has read offset 5 and crashes. What must it remember to go on?",
                        "One number for each partition: the next offset, 6."),
                new Thought(
                        "How would you get a total order of all reports?",
                        "With one partition, and so with one writer's disk and one reader's speed as the limit."));
    }
}
