package io.deliverytracking.apachekafka;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The program behind {@code infra/apache-kafka/kafka}: formats an empty directory, then runs a single Apache Kafka node
 * in the foreground until it is stopped.
 *
 * <p>Arguments: {@code --port N} (default 19092), {@code --dir PATH} (default {@code .delivery/data/apache-kafka}),
 * {@code --steps all|format} ({@code format} ends when the directory is formatted) and any number of
 * {@code --override key=value} with Apache Kafka's property names.
 *
 * <p>Exit status: 2 for arguments that make no sense, 1 when the node could not start, else what Kafka returns.
 */
public final class ApacheKafka {

    static final int DEFAULT_PORT = 19092;

    private ApacheKafka() {}

    /** Runs the node; returns when it has been stopped. */
    public static void main(String[] args) throws IOException {
        Map<String, String> overrides = new LinkedHashMap<>();
        int port = DEFAULT_PORT;
        Path directory = Path.of(".delivery", "data", "apache-kafka");
        boolean serves = true;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                usage("'" + args[i] + "' needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--port" -> port = parsePort(value);
                case "--dir" -> directory = Path.of(value);
                case "--steps" -> {
                    if (!value.equals("all") && !value.equals("format")) {
                        usage("--steps wants all or format, got '" + value + "'");
                    }
                    serves = value.equals("all");
                }
                case "--override" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        usage("--override wants key=value, got '" + value + "'");
                    }
                    overrides.put(value.substring(0, equals), value.substring(equals + 1));
                }
                default -> usage("unknown option '" + args[i] + "'");
            }
        }
        run(port, directory.toAbsolutePath(), overrides, serves);
    }

    private static void run(int port, Path directory, Map<String, String> overrides, boolean serves)
            throws IOException {
        requireFree(port);
        Files.createDirectories(directory);
        Path logDirectory = directory.resolve("log");
        Path configFile = directory.resolve("server.properties");
        SingleNodeProperties node = new SingleNodeProperties(port, freePort(), logDirectory, overrides);
        try (OutputStream out = Files.newOutputStream(configFile)) {
            node.toProperties().store(out, "written by infra/apache-kafka at each start");
        }
        if (!Files.exists(logDirectory.resolve("meta.properties"))) {
            String clusterId = Uuid.randomUuid().toString();
            int status = StorageTool.execute(
                    new String[] {"format", "--cluster-id", clusterId, "--config", configFile.toString()}, System.out);
            if (status != 0) {
                System.err.println("kafka: formatting " + logDirectory + " failed");
                System.exit(1);
            }
        }
        if (!serves) {
            System.exit(0);
        }
        Kafka.main(new String[] {configFile.toString()});
    }

    private static int parsePort(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // falls through to the same message as a number out of range
        }
        usage("--port wants a number from 1 to 65535, got '" + text + "'");
        return -1;
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Kafka will: a port that only lingers after its last owner is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            System.err.println("kafka: port " + port + " is taken on 127.0.0.1; choose another with --port");
            System.exit(1);
        }
    }

    /** A port for the controller listener, which only this node itself uses. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void usage(String problem) {
        System.err.println("kafka: " + problem);
        System.err.println("usage: kafka [--port N] [--dir PATH] [--steps all|format] [--override key=value]...");
        System.exit(2);
    }
}
