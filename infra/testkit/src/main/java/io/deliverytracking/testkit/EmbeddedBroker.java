package io.deliverytracking.testkit;

import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our broker in this JVM, on a temporary directory and a port of the system's choice that stays the same over
 * restarts. It keeps records of any age, unless told otherwise. Several may run at a time.
 *
 * <p>Threading: clients by any thread; stop, kill and restart by one at a time.
 *
 * <p>Ownership: owns its directory, deleted by {@link #close()}, and the client given by {@link #client()}.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final String clusterId;
    private final BrokerConfig config;
    private @Nullable BrokerServer server;
    private @Nullable LogClient client;

    private EmbeddedBroker(Path directory, BrokerConfig config, BrokerServer server) {
        this.directory = directory;
        this.config = config.with("listeners", "PLAINTEXT://127.0.0.1:" + server.port());
        this.port = server.port();
        this.clusterId = server.clusterId();
        this.server = server;
    }

    public static EmbeddedBroker start() {
        return start(Map.of());
    }

    /** A broker with some of Kafka's broker properties changed. */
    public static EmbeddedBroker start(Map<String, String> properties) {
        try {
            Path directory = Files.createTempDirectory("delivery-testkit-broker-");
            // Tests send records of times that they chose, and retention goes by the clock on the wall.
            BrokerConfig config = BrokerConfig.ephemeral(directory).with("log.retention.ms", "-1");
            for (Map.Entry<String, String> property : properties.entrySet()) {
                config = config.with(property.getKey(), property.getValue());
            }
            return new EmbeddedBroker(directory, config, BrokerServer.start(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public String clusterId() {
        return clusterId;
    }

    public boolean isRunning() {
        return server != null;
    }

    /** The broker itself, for what its own API tells. */
    public BrokerServer server() {
        if (server == null) {
            throw new IllegalStateException("the broker is stopped");
        }
        return server;
    }

    /** A client of this broker, closed with it. */
    public synchronized LogClient client() {
        if (client == null) {
            client = new LogClient(bootstrapServers());
        }
        return client;
    }

    /** Stops it as its process would on SIGTERM. */
    public void stop() {
        server().close();
        server = null;
    }

    /** Ends it as kill -9 would end its process: connections are cut, nothing is flushed or marked. */
    public void kill() {
        server().kill();
        server = null;
    }

    /** Starts it again on the same directory and port. */
    public void restart() {
        if (server != null) {
            throw new IllegalStateException("the broker still runs");
        }
        server = BrokerServer.start(config);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            stop();
        }
        TemporaryFiles.delete(directory);
    }
}
