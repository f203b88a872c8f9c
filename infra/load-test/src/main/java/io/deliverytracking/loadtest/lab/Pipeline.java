package io.deliverytracking.loadtest.lab;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.services.DemoPlan;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.demo.services.Ports;
import io.deliverytracking.demo.services.Services;
import io.deliverytracking.events.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A broker with an empty log and a writer behind it, for one trial.
 *
 * <p>Both are started as the demo starts them, from their packages; what differs is in {@link Settings}.
 * <p>Threading: confined to one thread at a time, but for pids.
 * <p>Ownership: both processes and the log's directory, ended and deleted by {@link #close()}.
 */
public final class Pipeline implements AutoCloseable {

    private static final int ADMIN_PATIENCE_MS = 10_000;

    /** Only for the sizes of heaps that the demo's flags give. */
    private static final int RIDERS = 100_000;

    private static final String RETENTION = "delivery.partitions.retention";

    private final Path logDirectory;
    private final String bootstrapServers;
    private final LabService broker;
    private final Function<Map<String, String>, LabService> writers;
    private volatile LabService writer;

    /**
     * What sets one pipeline apart from another.
     *
     * @param broker properties of the broker, beyond those of the demo
     * @param topic configuration of the topic of locations
     * @param writer properties of the writer, beyond those of the demo
     */
    public record Settings(Map<String, String> broker, Map<String, String> topic, Map<String, String> writer) {

        public Settings {
            broker = Map.copyOf(broker);
            topic = Map.copyOf(topic);
            writer = Map.copyOf(writer);
        }

        /**
         * The same for a run that would fill the disk: the writer drops partitions of five minutes when they are five minutes past,
         * and the log keeps some minutes of 100,000 events/s.
         */
        public Settings withRetention() {
            Map<String, String> ofTopic = new LinkedHashMap<>(topic);
            ofTopic.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(256L << 20));
            ofTopic.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20));
            Map<String, String> ofWriter = new LinkedHashMap<>(writer);
            ofWriter.put(RETENTION, Tables.PARTITION_WIDTH.toString());
            return new Settings(broker, ofTopic, ofWriter);
        }
    }

    /** @param writers make a writer, with these properties beyond those of the settings */
    private Pipeline(
            Path logDirectory,
            String bootstrapServers,
            LabService broker,
            Function<Map<String, String>, LabService> writers) {
        this.logDirectory = logDirectory;
        this.bootstrapServers = bootstrapServers;
        this.broker = broker;
        this.writers = writers;
        this.writer = writers.apply(Map.of());
    }

    /** Returns when the writer is ready to read. */
    public static Pipeline start(DeliveryHome home, String jdbcUrl, Settings settings) throws LabException {
        Pipeline pipeline = startBroker(home, jdbcUrl, settings);
        try {
            pipeline.startWriter(Map.of());
            return pipeline;
        } catch (LabException e) {
            pipeline.close();
            throw e;
        }
    }

    /** Returns when the broker has its topics, all empty; the writer waits for {@link #startWriter}. */
    public static Pipeline startBroker(DeliveryHome home, String jdbcUrl, Settings settings) throws LabException {
        Pipeline pipeline = of(home, jdbcUrl, settings);
        try {
            DirectoryTree.delete(pipeline.logDirectory);
            pipeline.broker.start();
            pipeline.createTopics(settings.topic);
            return pipeline;
        } catch (LabException | RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    private static Pipeline of(DeliveryHome home, String jdbcUrl, Settings settings) throws LabException {
        Path logDirectory = home.data().resolve("broker");
        Map<String, String> ofBroker = new LinkedHashMap<>(settings.broker);
        ofBroker.put("broker.kafka.\"log.dirs\"", logDirectory.toString());
        Map<String, String> ofWriter = new LinkedHashMap<>();
        // Killed and started again it must not wait for its own ghost to leave the group.
        ofWriter.put("delivery.ingest.instance-id", "load-test");
        ofWriter.put("delivery.partitions.width", Tables.PARTITION_WIDTH.toString());
        ofWriter.put(RETENTION, Duration.ofHours(2).toString());
        ofWriter.putAll(settings.writer);
        Ports ports = freePorts();
        DemoPlan plan = plan(home, jdbcUrl, ports, ofBroker, ofWriter);
        return new Pipeline(logDirectory, plan.bootstrap(), service(plan, Part.BROKER), further -> {
            Map<String, String> all = new LinkedHashMap<>(ofWriter);
            all.putAll(further);
            return service(plan(home, jdbcUrl, ports, ofBroker, all), Part.DB_WRITER);
        });
    }

    private static DemoPlan plan(
            DeliveryHome home,
            String jdbcUrl,
            Ports ports,
            Map<String, String> ofBroker,
            Map<String, String> ofWriter) {
        return new DemoPlan(
                home,
                RIDERS,
                1,
                Optional.empty(),
                ports,
                Optional.empty(),
                Optional.of(jdbcUrl),
                Map.of(Part.BROKER, ofBroker, Part.DB_WRITER, ofWriter),
                true,
                Optional.empty());
    }

    private static LabService service(DemoPlan plan, Part part) {
        Services services = Services.of(plan, Path.of(System.getProperty("java.home")));
        return new LabService(
                services.spec(part),
                services.readiness(part).orElseThrow(),
                plan.home().run());
    }

    private static Ports freePorts() throws LabException {
        try {
            return Ports.free();
        } catch (IOException e) {
            throw new LabException("no free ports: " + e.getMessage(), e);
        }
    }

    /** Nobody reads the other two here, but the writer waits until they exist. */
    private void createTopics(Map<String, String> ofLocations) throws LabException {
        short replicas = 1;
        Map<String, Object> client = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "load-test-admin",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_PATIENCE_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ADMIN_PATIENCE_MS / 2);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(
                            new NewTopic(
                                            Topics.DELIVERY_LOCATION_UPDATES,
                                            Topics.DELIVERY_LOCATION_UPDATES_PARTITIONS,
                                            replicas)
                                    .configs(ofLocations),
                            new NewTopic(Topics.RESTAURANT_UPDATES, Topics.RESTAURANT_UPDATES_PARTITIONS, replicas),
                            new NewTopic(
                                    Topics.DB_WRITER_DEAD_LETTERS, Topics.DB_WRITER_DEAD_LETTERS_PARTITIONS, replicas)))
                    .all()
                    .get(ADMIN_PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LabException("the topics can't be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the topics were made", e);
        }
    }

    /**
     * Starts the writer; returns when it is ready to read. None may run.
     *
     * @param further properties beyond those of the settings
     */
    public void startWriter(Map<String, String> further) throws LabException {
        writer = writers.apply(further);
        writer.start();
    }

    /** Asks the writer to end, and waits until it has; it may be started again. */
    public void stopWriter() {
        writer.close();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public OptionalLong brokerPid() {
        return broker.pid();
    }

    public OptionalLong writerPid() {
        return writer.pid();
    }

    /** Kills the writer and starts it again, as a supervisor would; returns when it is ready. */
    public void killWriter() throws LabException {
        writer.kill();
        writer.start();
    }

    /** The first of both that has died by itself; empty is good. */
    public Optional<String> dead() {
        if (!broker.isAlive()) {
            return Optional.of(Part.BROKER.title());
        }
        return writer.isAlive() ? Optional.empty() : Optional.of(Part.DB_WRITER.title());
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            // Whatever happened to the other one.
            broker.close();
        }
        try {
            DirectoryTree.delete(logDirectory);
        } catch (LabException e) {
            // The next trial tries again, and tells what stands in its way.
        }
    }
}
