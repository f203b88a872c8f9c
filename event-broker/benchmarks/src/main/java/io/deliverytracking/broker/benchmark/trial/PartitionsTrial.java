package io.deliverytracking.broker.benchmark.trial;

import io.deliverytracking.broker.benchmark.client.Clients;
import io.deliverytracking.broker.benchmark.client.LoadException;
import io.deliverytracking.broker.benchmark.client.Topics;
import io.deliverytracking.broker.benchmark.result.Aim;
import io.deliverytracking.broker.benchmark.result.Row;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Formatting;
import io.deliverytracking.broker.benchmark.subject.BrokerUnderTest.Launch;
import io.deliverytracking.broker.benchmark.subject.RunningBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * With 2,000 partitions, from the start of the process to the first acknowledged record: after a clean stop, and after kill -9 with
 * something to recover in every partition. Apache Kafka gets a heap of 1 GB here: with less it does not start.
 */
final class PartitionsTrial implements Trial {

    static final String NAME = "partitions";

    private static final int PARTITIONS = 2_000;
    private static final String TOPIC = "many";
    private static final byte[] VALUE = new byte[48];
    private static final int RECORDS_A_PARTITION = 10;
    private static final int LINGER_MS = 20;

    private static final Row CLEAN =
            new Row("start-clean", "2,000 partitions: start after a clean stop", "s", Aim.atMost(0.5));
    private static final Row KILLED = new Row("start-killed", "  after kill -9", "s", Aim.atMost(0.5));

    private final Lab lab;
    private final int pairs;
    private final Map<BrokerUnderTest, Path> directories = new LinkedHashMap<>();

    PartitionsTrial(Lab lab, Sizes sizes) {
        this.lab = lab;
        this.pairs = sizes.pairs(sizes.partitionPairs());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "starts with 2,000 partitions";
    }

    @Override
    public List<Row> rows() {
        return List.of(CLEAN, KILLED);
    }

    @Override
    public int pairs() {
        return pairs;
    }

    @Override
    public boolean hasIdleTurn() {
        return false;
    }

    @Override
    public void prepare(BrokerUnderTest broker) throws IOException, LoadException {
        Path directory = lab.freshDirectory(broker);
        directories.put(broker, directory);
        try (RunningBroker running = broker.withRoomForPartitions()
                .prepare(directory, Formatting.WITHIN)
                .run()) {
            FirstRecord.await(running, lab.freshTopic(), null);
            try (Topics topics = new Topics(running.bootstrapServers())) {
                topics.create(TOPIC, PARTITIONS);
            }
            fill(running);
            running.stop();
        }
    }

    @Override
    public Map<String, Double> measure(BrokerUnderTest broker) throws IOException, LoadException {
        Path directory = directories.get(broker);
        if (directory == null) {
            throw new IllegalStateException(broker.name() + " was not prepared");
        }
        double clean = start(broker, directory, true);
        double killed = start(broker, directory, false);
        return Map.of(CLEAN.id(), clean, KILLED.id(), killed);
    }

    /** Starts it, takes the time, and ends it: by kill -9 with every partition written to, or in good order. */
    private double start(BrokerUnderTest broker, Path directory, boolean thenKill) throws IOException, LoadException {
        Launch launch = broker.withRoomForPartitions().prepare(directory, Formatting.WITHIN);
        long startNs = System.nanoTime();
        try (RunningBroker running = launch.run()) {
            FirstRecord.await(running, TOPIC, PARTITIONS - 1);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            if (thenKill) {
                awaitServed(running);
                fill(running);
                running.kill();
            } else {
                running.stop();
            }
            return seconds;
        }
    }

    private static void awaitServed(RunningBroker running) throws LoadException {
        try (Topics topics = new Topics(running.bootstrapServers())) {
            topics.awaitServed(TOPIC, PARTITIONS);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
    private static void fill(RunningBroker running) throws LoadException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(Clients.producer(running.bootstrapServers(), "all", LINGER_MS))) {
            for (int i = 0; i < PARTITIONS * RECORDS_A_PARTITION; i++) {
                producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, VALUE), (metadata, refused) -> {
                    if (refused != null) {
                        failure.compareAndSet(null, refused);
                    }
                });
            }
            producer.flush();
        }
        Exception refused = failure.get();
        if (refused != null) {
            throw new LoadException("the partitions could not be filled: " + refused, refused);
        }
    }

    @Override
    public void close() {}
}
