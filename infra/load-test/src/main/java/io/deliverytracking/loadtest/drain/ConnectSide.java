package io.deliverytracking.loadtest.drain;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.supervisor.LogTail;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.LabService;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's JDBC sink in a standalone worker of Kafka Connect, from the artifacts that {@code infra/kafka-connect} puts together.
 *
 * <p>At least once: offsets are committed to the log, apart from the rows.
 */
final class ConnectSide implements Side {

    static final String NAME = "debezium";

    private static final String PROCESS = "connect";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final int ADMIN_PATIENCE_MS = 10_000;

    /** Its own measurement must not be what keeps the worker busy. */
    private static final long STATUS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);

    private final DeliveryHome home;
    private final ConnectSettings settings;
    private final String bootstrapServers;
    private final Path directory;
    private @Nullable Admin admin;
    private volatile @Nullable LabService worker;
    private long statusNs;

    ConnectSide(DeliveryHome home, ConnectSettings settings, String bootstrapServers) {
        this.home = home;
        this.settings = settings;
        this.bootstrapServers = bootstrapServers;
        this.directory = home.data().resolve(PROCESS);
    }

    /** What a JVM needs to be a worker; empty where it has not been built. */
    static boolean isBuilt(DeliveryHome home) {
        return Files.isDirectory(module(home).resolve("lib"))
                && Files.isDirectory(module(home).resolve("classes"));
    }

    private static Path module(DeliveryHome home) {
        return home.checkout().resolve("infra/kafka-connect/target");
    }

    /** Ends what a killed benchmark has left. */
    static void stopLeftover(DeliveryHome home) {
        PidFile pidFile = PidFile.in(home.run(), PROCESS);
        DetachedProcess.find(PROCESS, pidFile).ifPresent(left -> left.stop("TERM", STOP_PATIENCE));
        pidFile.delete();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "Debezium's sink";
    }

    @Override
    public void start(long rows) throws LabException {
        Path workerFile;
        Path connectorFile;
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(decodingCost());
            workerFile = settings.writeWorker(directory);
            connectorFile = settings.writeConnector(directory);
        } catch (IOException e) {
            throw new LabException("the settings of Kafka Connect can't be written: " + e.getMessage(), e);
        }
        LabService service =
                new LabService(spec(workerFile, connectorFile), settings.url() + "/connectors", home.run());
        worker = service;
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_PATIENCE_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ADMIN_PATIENCE_MS / 2));
        service.start();
    }

    private ProcessSpec spec(Path workerFile, Path connectorFile) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Room for a batch of each task to die young; as quick a collector as there is where there are few
                // processors.
                "-Xms2g",
                "-Xmx2g",
                "-Xmn1200m",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-Dkafkaconnect.decoding-cost=" + decodingCost(),
                "-cp",
                module(home).resolve("classes")
                        + File.pathSeparator
                        + module(home).resolve("lib").resolve("*"),
                "org.apache.kafka.connect.cli.ConnectStandalone",
                workerFile.toString(),
                connectorFile.toString());
        return new ProcessSpec(PROCESS, command, Map.of(), directory, log(), "TERM", STOP_PATIENCE);
    }

    private Path log() {
        return home.logs().resolve(PROCESS + ".log");
    }

    private Path decodingCost() {
        return directory.resolve("decoding-cost");
    }

    @Override
    public OptionalLong pid() {
        LabService service = worker;
        return service == null ? OptionalLong.empty() : service.pid();
    }

    @Override
    public long stored() throws LabException {
        Admin asked = admin;
        if (asked == null) {
            throw new IllegalStateException("not started");
        }
        try {
            Map<?, OffsetAndMetadata> offsets = asked.listConsumerGroupOffsets(ConnectSettings.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(ADMIN_PATIENCE_MS, TimeUnit.MILLISECONDS);
            long sum = 0;
            for (OffsetAndMetadata offset : offsets.values()) {
                // Null for a partition of which nothing has been committed yet.
                sum += offset == null ? 0 : offset.offset();
            }
            return sum;
        } catch (ExecutionException | TimeoutException e) {
            throw new LabException("the offsets of Kafka Connect can't be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    @Override
    public void check() throws LabException {
        LabService service = worker;
        if (service == null || !service.isAlive()) {
            throw new LabException("Kafka Connect has ended; the end of its log (" + log() + "):"
                    + System.lineSeparator() + LogTail.of(log()));
        }
        if (System.nanoTime() - statusNs > STATUS_INTERVAL_NS) {
            statusNs = System.nanoTime();
            ConnectStatus.check(settings.url(), ConnectSettings.CONNECTOR);
        }
    }

    @Override
    public void stop() {
        LabService service = worker;
        if (service != null) {
            service.close();
        }
        worker = null;
        Admin asked = admin;
        admin = null;
        if (asked != null) {
            asked.close(Duration.ZERO);
        }
    }

    @Override
    public OptionalDouble decodingCpuUs() {
        try {
            return OptionalDouble.of(
                    Double.parseDouble(Files.readString(decodingCost()).strip()));
        } catch (IOException | NumberFormatException killedBeforeItTold) {
            return OptionalDouble.empty();
        }
    }
}
