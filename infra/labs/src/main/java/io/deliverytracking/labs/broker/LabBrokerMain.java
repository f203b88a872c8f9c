package io.deliverytracking.labs.broker;

import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process of {@link OwnBroker}: a broker that says its port in one line on standard output, and ends when standard
 * input does, or on SIGTERM.
 *
 * <p>Arguments: its directory, and any number of {@code name=value} with Apache Kafka's property names.
 */
public final class LabBrokerMain {

    /** Begins the line that ends with the port. */
    static final String READY = "ready ";

    private LabBrokerMain() {}

    /** Returns when the broker has ended. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        BrokerConfig config = BrokerConfig.ephemeral(directory);
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            config = config.with(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        BrokerServer server = BrokerServer.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println(READY + server.port());
        while (System.in.read() >= 0) {
            // Nobody says anything; the end of the stream is what counts.
        }
        System.exit(0);
    }
}
