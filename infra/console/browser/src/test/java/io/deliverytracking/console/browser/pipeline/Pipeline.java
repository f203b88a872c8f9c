package io.deliverytracking.console.browser.pipeline;

import io.deliverytracking.testkit.LogClient;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Broker, simulator, the three groups, Postgres and the console: the demo with {@value #RIDERS} riders, as processes of
 * their own on free ports, so that each of them can be killed while a browser looks.
 *
 * <p>Starting it takes some ten seconds on two cores; all test classes share one.
 *
 * <p>Ownership: owns the processes, the database and the working directory; {@link #close()} ends and deletes them.
 */
public final class Pipeline implements AutoCloseable {
    /** Enough for every zone and chart, and little for a machine that also runs a browser. */
    public static final int RIDERS = 2000;

    private static final Path CHECKOUT = Path.of("../../..");

    private final Path directory;
    private final PostgresDatabase database;
    private final LogClient log;
    private final PipelineService broker;
    private final PipelineService simulator;
    private final PipelineService location;
    private final PipelineService analytics;
    private final PipelineService dbWriter;
    private final PipelineService console;
    /** The last one first. */
    private final Deque<AutoCloseable> made;

    private Pipeline(Path directory, Deque<AutoCloseable> made, Map<String, String> riders) throws IOException {
        this.directory = directory;
        this.made = made;
        this.database = toClose(PostgresServer.shared().createDatabase());
        String bootstrap = "127.0.0.1:" + freePort();
        broker = start(
                "broker",
                "event-broker/app",
                Map.of(
                        "broker.kafka.\"listeners\"",
                        "PLAINTEXT://" + bootstrap,
                        "broker.kafka.\"log.dirs\"",
                        directory.resolve("broker").toString(),
                        "broker.kafka.\"group.initial.rebalance.delay.ms\"",
                        "0"));
        location = start("location", "location-consumer", Map.of("kafka.bootstrap.servers", bootstrap));
        analytics = start(
                "analytics",
                "analytics-consumer",
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrap,
                        "analytics.data-directory",
                        directory.resolve("analytics").toString()));
        dbWriter = start(
                "db-writer",
                "db-writer",
                Map.of(
                        "kafka.bootstrap.servers", bootstrap,
                        "delivery.database.url", database.jdbcUrl(),
                        "delivery.database.user", database.user(),
                        "delivery.database.password", database.password()));
        Map<String, String> simulation = new HashMap<>(riders);
        simulation.put("kafka.bootstrap.servers", bootstrap);
        simulation.put("simulator.ledger-directory", directory.resolve("ledger").toString());
        simulator = start("simulator", "rider-simulator/app", simulation);
        // A client has much to say of a broker that does not listen yet.
        broker.uri();
        log = toClose(new LogClient(bootstrap));
        // Its address book is complete only when they all listen.
        console = start(
                "console",
                "infra/console/app",
                Map.of(
                        "kafka.bootstrap.servers", bootstrap,
                        "console.services.broker", broker.uri().toString(),
                        "console.services.simulator", simulator.uri().toString(),
                        "console.services.location", location.uri().toString(),
                        "console.services.analytics", analytics.uri().toString(),
                        "console.services.db-writer", dbWriter.uri().toString()));
        console.uri();
    }

    /** With riders of the city, at the time when most people order. */
    public static Pipeline start() {
        return start(Map.of("simulator.riders", Integer.toString(RIDERS), "simulator.city.time-of-day", "19:30"));
    }

    /** With the riders of a trace, at its own speed, again and again. */
    public static Pipeline replaying(Path trace) {
        return start(Map.of(
                "simulator.replay.file", trace.toString(),
                "simulator.replay.speed-up", "1",
                "simulator.replay.start", "now",
                "simulator.replay.loop", "true"));
    }

    private static Pipeline start(Map<String, String> riders) {
        try {
            Deque<AutoCloseable> made = new ArrayDeque<>();
            Path directory = Files.createTempDirectory("delivery-browser-");
            try {
                return new Pipeline(directory, made, riders);
            } catch (RuntimeException | IOException e) {
                end(made, directory);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PipelineService start(String name, String module, Map<String, String> properties) {
        PipelineService service = toClose(new PipelineService(name, CHECKOUT.resolve(module), properties));
        service.start();
        return service;
    }

    private <T extends AutoCloseable> T toClose(T part) {
        made.push(part);
        return part;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the console's pages are. */
    public URI address() {
        return console.uri();
    }

    public PipelineService broker() {
        return broker;
    }

    public PipelineService simulator() {
        return simulator;
    }

    public PipelineService location() {
        return location;
    }

    public PipelineService analytics() {
        return analytics;
    }

    public PipelineService dbWriter() {
        return dbWriter;
    }

    public PipelineService console() {
        return console;
    }

    public List<PipelineService> services() {
        return List.of(broker, simulator, location, analytics, dbWriter, console);
    }

    public PostgresDatabase database() {
        return database;
    }

    public LogClient log() {
        return log;
    }

    @Override
    public void close() {
        end(made, directory);
    }

    private static void end(Deque<AutoCloseable> made, Path directory) {
        while (!made.isEmpty()) {
            AutoCloseable part = made.pop();
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("could not end " + part, e);
            }
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
