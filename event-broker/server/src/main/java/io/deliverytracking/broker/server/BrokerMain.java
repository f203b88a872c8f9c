package io.deliverytracking.broker.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Starts a broker as a process of its own, with the arguments of Kafka's {@code kafka-server-start}:
 *
 * <pre>
 *   BrokerMain [server.properties] [--override name=value]... [--default name=value]...
 * </pre>
 *
 * <p>An override holds whatever the file says; a default, for programs that start brokers, where neither says anything.
 *
 * <p>Prints {@code listening on host:port} on standard output when it accepts connections. Exit status: 0 after a clean
 * stop (SIGTERM, SIGINT), 1 if it could not start or had to give up, 2 for arguments that make no sense.
 */
public final class BrokerMain {

    private static final String OVERRIDE = "--override";
    private static final String DEFAULT = "--default";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        BrokerConfig config;
        try {
            config = BrokerConfig.of(properties(arguments));
        } catch (ConfigException | IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        BrokerServer server;
        try {
            server = BrokerServer.start(config);
        } catch (BrokerStartException | ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "broker-shutdown"));
        System.out.println("listening on " + server.bootstrapServers());
        Throwable fault = server.whenStopped().toCompletableFuture().join();
        if (fault != null) {
            System.err.println("The broker gave up: " + fault);
        }
        end(fault);
    }

    private static void stop(BrokerServer server) {
        server.close();
        end(server.whenStopped().toCompletableFuture().join());
    }

    /** A JVM that ends by itself after a signal tells the signal (143) in its exit status, not how it went. */
    private static void end(@Nullable Throwable fault) {
        Runtime.getRuntime().halt(fault == null ? 0 : 1);
    }

    static Map<String, String> properties(String... arguments) throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        Map<String, String> properties = new TreeMap<>();
        int next = 0;
        if (arguments.length > 0 && !arguments[0].startsWith("--")) {
            properties.putAll(fromFile(Path.of(arguments[0])));
            next = 1;
        }
        while (next < arguments.length) {
            String option = arguments[next];
            String value = next + 1 < arguments.length ? arguments[next + 1] : null;
            if (!(option.equals(OVERRIDE) || option.equals(DEFAULT)) || value == null || value.indexOf('=') <= 0) {
                throw new IllegalArgumentException(
                        "Usage: BrokerMain [server.properties] [--override name=value]... but got: " + option);
            }
            int equals = value.indexOf('=');
            (option.equals(OVERRIDE) ? properties : defaults)
                    .put(
                            value.substring(0, equals).trim(),
                            value.substring(equals + 1).trim());
            next += 2;
        }
        defaults.forEach(properties::putIfAbsent);
        return properties;
    }

    private static Map<String, String> fromFile(Path file) throws IOException {
        Properties read = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            // Neither says by itself which file it is about, or what is wrong with it.
            throw new IOException("The properties file " + file + " cannot be read: " + e, e);
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames()
                .forEach(name -> properties.put(name, read.getProperty(name).trim()));
        return properties;
    }
}
