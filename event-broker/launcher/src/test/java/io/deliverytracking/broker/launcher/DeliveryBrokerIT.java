package io.deliverytracking.broker.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged broker as {@code ./delivery broker} starts it: the script is asked for the command, and builds nothing. */
@Timeout(180)
class DeliveryBrokerIT {

    private static final String TOPIC = "kept";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedIsThereAfterACleanStop() throws Exception {
        try (DeliveryBroker broker = DeliveryBroker.start(directory)) {
            send(broker.awaitBootstrapServers(), "the value");
            broker.terminate();
            assertThat(broker.awaitExit()).as(broker.log()).isZero();
            assertThat(broker.log()).contains("INFO  [BrokerServer] ", "Broker started", "Broker stopped");
        }
        assertThat(directory.resolve("broker/data/" + TOPIC + "-0")).isDirectory();
        try (DeliveryBroker broker = DeliveryBroker.start(directory)) {
            assertThat(read(broker.awaitBootstrapServers())).isEqualTo("the value");
            assertThat(broker.log()).contains("cleanShutdownBefore=true");
            broker.terminate();
            assertThat(broker.awaitExit()).isZero();
        }
    }

    @Test
    void whatCannotBeSharedIsToldInPlainWords() throws Exception {
        try (DeliveryBroker broker = DeliveryBroker.start(directory)) {
            String listening = broker.awaitBootstrapServers();
            try (DeliveryBroker onThePort =
                    DeliveryBroker.start(directory, "--override", "listeners=PLAINTEXT://" + listening)) {
                assertThat(onThePort.awaitExit()).isEqualTo(1);
                assertThat(onThePort.log())
                        .startsWith(
                                "Port " + listening.substring(listening.indexOf(':') + 1) + " on 127.0.0.1 cannot be")
                        .hasLineCount(1);
            }
            try (DeliveryBroker onTheData = DeliveryBroker.start(directory)) {
                assertThat(onTheData.awaitExit()).isEqualTo(1);
                assertThat(onTheData.log())
                        .contains("log directory")
                        .contains(directory.resolve("broker/data").toString())
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aFileIsFollowedAndWhatTheBrokerDoesNotKnowInItIsTold() throws Exception {
        Path properties = directory.resolve("server.properties");
        Path data = directory.resolve("of the file");
        Files.writeString(properties, "log.dir=" + data + "\nno.such.property=7\nnum.partitions=3\n");
        try (DeliveryBroker broker = DeliveryBroker.start(directory, properties.toString())) {
            send(broker.awaitBootstrapServers(), "anything");
            assertThat(broker.log()).contains("WARN  [BrokerConfig] property=no.such.property Unknown property");
            assertThat(data.resolve(TOPIC + "-2")).isDirectory();
            assertThat(directory.resolve("broker/data")).doesNotExist();
        }
    }

    @Test
    void whatMakesNoSenseEndsItWithStatusTwo() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "log.segment.bytes=many", "log.segment.bytes",
                        "listeners=SSL://127.0.0.1:1", "PLAINTEXT",
                        "socket.request.max.bytes=104857600", "queued.max.request.bytes=33554432")
                .entrySet()) {
            try (DeliveryBroker broker = DeliveryBroker.start(directory, "--override", wrong.getKey())) {
                assertThat(broker.awaitExit()).isEqualTo(2);
                assertThat(broker.log()).contains(wrong.getValue()).hasLineCount(1);
            }
        }
    }

    /** Together they ask for five times the memory that the broker has. */
    @Test
    void clientsThatTakeNothingHarmNobodyElse() throws Exception {
        int records = 40;
        String megabyte = "m".repeat(1_000_000);
        try (DeliveryBroker broker = DeliveryBroker.start(directory)) {
            String bootstrapServers = broker.awaitBootstrapServers();
            for (int i = 0; i < records; i++) {
                send(bootstrapServers, megabyte);
            }
            List<StalledReader> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < records; i++) {
                    StalledReader reader = new StalledReader(bootstrapServers, TOPIC);
                    stalled.add(reader);
                    reader.awaitAnswer();
                }
                assertThat(read(bootstrapServers)).isEqualTo(megabyte);
                send(bootstrapServers, "goes on");
            } finally {
                for (StalledReader reader : stalled) {
                    reader.close();
                }
            }
            broker.terminate();
            assertThat(broker.awaitExit()).as(broker.log()).isZero();
        }
    }

    /** Takes some seconds: the JVM writes the archive while it ends. */
    @Test
    @Tag("long")
    void aStartThatWasRecordedIsTheOneThatComes() throws Exception {
        List<String> words = DeliveryBroker.command("record", directory);
        String recording = words.stream()
                .filter(word -> word.matches("-XX:(AOTCacheOutput|ArchiveClassesAtExit)=.*"))
                .findFirst()
                .orElseThrow();
        Path archive = Path.of(recording.substring(recording.indexOf('=') + 1));
        assertThat(DeliveryBroker.command("use", directory))
                .noneMatch(word -> word.endsWith(archive.getFileName().toString()));

        Process recorder = DeliveryBroker.recorder(directory.resolve("throw-away"), words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("recorder.log").toFile())
                .start();
        try {
            assertThat(recorder.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(recorder.exitValue())
                    .as(Files.readString(directory.resolve("recorder.log")))
                    .isZero();
        } finally {
            recorder.destroy();
        }

        assertThat(archive).isNotEmptyFile();
        assertThat(directory.resolve("throw-away")).doesNotExist();
        assertThat(DeliveryBroker.command("use", directory)).anyMatch(word -> word.endsWith("=" + archive));
        // A JVM that can't use it would start without, and in silence, unless it is told to insist.
        String insist = archive.toString().endsWith(".aot") ? "-XX:AOTMode=on" : "-Xshare:on";
        try (DeliveryBroker broker = DeliveryBroker.startWith(directory, insist)) {
            send(broker.awaitBootstrapServers(), "anything");
            broker.terminate();
            assertThat(broker.awaitExit()).as(broker.log()).isZero();
        }
    }

    private static void send(String bootstrapServers, String value) throws Exception {
        try (Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.request.size", 2_000_000),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, 0, null, value)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String read(String bootstrapServers) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "any", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(Set.of(TOPIC));
            while (System.nanoTime() < deadlineNs) {
                for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(100))) {
                    return found.value();
                }
            }
        }
        throw new AssertionError("no record within " + PATIENCE);
    }
}
