package io.deliverytracking.broker.benchmark.subject;

import io.deliverytracking.apachekafka.ApacheKafkaJvm;
import io.deliverytracking.apachekafka.ApacheKafkaProcess;
import io.deliverytracking.apachekafka.ClassArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Apache Kafka with everything that we give our own broker and that does it good: a small heap under the serial collector, few
 * malloc arenas, and an archive of its start. Its own scripts would start it with a gigabyte under G1 and without an archive, so the
 * comparison is with a better Apache Kafka than most people run.
 */
public final class ApacheKafkaBroker implements BrokerUnderTest {

    /** 256 MB cost it nothing at 100,000 records/s; the rest is what our own processes have. */
    private static final List<String> FLAGS = List.of(
            "-Xms32m",
            "-Xmx256m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true");

    private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");
    private static final Duration RECORDING_PATIENCE = Duration.ofMinutes(3);

    /** Of its own scripts. */
    private static final String LARGE_HEAP = "-Xmx1g";

    private final ApacheKafkaJvm jvm;
    private final List<String> further;
    private final Path archives;
    private final ClassArchive nodeArchive;
    private final ClassArchive formatArchive;

    /**
     * Apache Kafka from the packaged {@code infra/apache-kafka}.
     *
     * @param archives where the archives of its starts are kept
     */
    public ApacheKafkaBroker(Path checkout, Path archives) throws IOException {
        this(
                ApacheKafkaJvm.ofJars(checkout.resolve("infra/apache-kafka/target"), FLAGS, ENVIRONMENT),
                List.of(),
                archives);
    }

    private ApacheKafkaBroker(ApacheKafkaJvm jvm, List<String> further, Path archives) {
        this.jvm = jvm;
        this.further = further;
        this.archives = archives;
        nodeArchive = ClassArchive.of(archives, "node", jvm);
        formatArchive = ClassArchive.of(archives, "format", jvm);
    }

    /** In 256 MB it does not start with 2,000 partitions: half of that is the log cleaner's buffer. */
    @Override
    public BrokerUnderTest withRoomForPartitions() {
        return new ApacheKafkaBroker(jvm, List.of(LARGE_HEAP), archives);
    }

    @Override
    public Optional<BrokerUnderTest> withoutHttp() {
        return Optional.empty();
    }

    @Override
    public String name() {
        return "Apache Kafka";
    }

    @Override
    public Launch prepare(Path directory, Formatting formatting) throws IOException {
        int port = FreePorts.next();
        Files.createDirectories(directory);
        boolean empty = !Files.exists(directory.resolve("log"));
        ApacheKafkaJvm node = jvm.with(nodeArchive.toUse()).with(further);
        ApacheKafkaJvm format = jvm.with(formatArchive.toUse());
        return () -> {
            if (empty && formatting == Formatting.AS_DOCUMENTED) {
                ApacheKafkaProcess.format(format, directory, port, Map.of());
            }
            return running(ApacheKafkaProcess.launch(node, directory, port, Map.of()), port, directory);
        };
    }

    private static RunningBroker running(ApacheKafkaProcess process, int port, Path directory) throws IOException {
        ProcessHandle handle = ProcessHandle.of(process.pid())
                .orElseThrow(() -> new IOException("Apache Kafka ended at once; see " + directory));
        return new RunningBroker(handle, port, directory.resolve("output.log"));
    }

    @Override
    public boolean isRecorded() {
        return nodeArchive.exists() && formatArchive.exists();
    }

    /** As {@code ./delivery} does with our own services; formatting is a program of its own. */
    @Override
    public void record(Path directory, Work work) throws IOException {
        Files.createDirectories(nodeArchive.file().getParent());
        ApacheKafkaProcess.format(
                jvm.with(formatArchive.toRecord()), directory.resolve("formatted"), FreePorts.next(), Map.of());
        int port = FreePorts.next();
        ApacheKafkaProcess node = ApacheKafkaProcess.launch(
                jvm.with(nodeArchive.toRecord()), directory.resolve("served"), port, Map.of());
        try {
            node.awaitReady();
            work.on(node.bootstrapServers());
        } finally {
            // It writes the archive while it ends.
            node.stop(RECORDING_PATIENCE);
        }
    }

    @Override
    public List<String> settings() {
        List<String> words = new ArrayList<>(jvm.with(nodeArchive.toUse()).flags());
        words.addAll(List.of("group.initial.rebalance.delay.ms=0", "MALLOC_ARENA_MAX=2"));
        return words.stream().map(Settings::withoutFolders).toList();
    }
}
