package io.deliverytracking.broker.clients.connect;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.broker.clients.ClientProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.cli.ConnectStandalone;

/**
 * A worker of Kafka Connect as a process, and its REST interface.
 *
 * <p>Ownership: owns the process; its files are in the directory that it was given.
 */
final class ConnectWorker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** It loads all plug-ins of the class path and some hundred classes of its own, ten seconds of a processor. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int HTTP_CONFLICT = 409;
    private static final List<String> JVM_FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClientProcess process;
    private final String url;

    private ConnectWorker(ClientProcess process, int port) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
    }

    /** With its offsets in a file, and its connectors given at its start. */
    static ConnectWorker standalone(String bootstrapServers, Path directory, List<Map<String, String>> connectors) {
        int port = freePort();
        Map<String, String> settings = settings(bootstrapServers, port);
        settings.put(
                "offset.storage.file.filename", directory.resolve("offsets").toString());
        List<String> arguments = new ArrayList<>();
        arguments.add(write(directory.resolve("worker.properties"), settings));
        for (Map<String, String> connector : connectors) {
            arguments.add(write(directory.resolve(connector.get("name") + ".properties"), connector));
        }
        return new ConnectWorker(ClientProcess.java(ConnectStandalone.class, JVM_FLAGS, arguments), port).started();
    }

    /** A member of group {@code group}, with everything that it knows in three topics named after it. */
    static ConnectWorker distributed(String bootstrapServers, Path directory, String group) {
        int port = freePort();
        Map<String, String> settings = settings(bootstrapServers, port);
        settings.put("group.id", group);
        for (String store : List.of("config", "offset", "status")) {
            settings.put(store + ".storage.topic", group + "-" + store);
            settings.put(store + ".storage.replication.factor", "1");
        }
        settings.put("offset.storage.partitions", "3");
        settings.put("status.storage.partitions", "2");
        // What a worker leaves is taken over at once, rather than kept for its return for five minutes.
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        settings.put("heartbeat.interval.ms", "500");
        String file = write(directory.resolve("worker-" + port + ".properties"), settings);
        return new ConnectWorker(ClientProcess.java(ConnectDistributed.class, JVM_FLAGS, List.of(file)), port)
                .started();
    }

    private static Map<String, String> settings(String bootstrapServers, int port) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("listeners", "http://127.0.0.1:" + port);
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("offset.flush.interval.ms", "500");
        // Everything is on the class path, and nothing is to be looked for by reading it all.
        settings.put("plugin.discovery", "service_load");
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Path file, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    private ConnectWorker started() {
        try {
            await().atMost(START_PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> {
                        process.requireAlive();
                        return send(request("/connectors").GET()).statusCode() == 200;
                    });
            return this;
        } catch (RuntimeException | Error e) {
            process.close();
            throw new AssertionError(process.describe("did not come to serve " + url), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Creates a connector, or changes it; tries again while the workers are about to share their work anew. */
    void configure(Map<String, String> connector) throws IOException {
        String body = JSON.writeValueAsString(connector);
        await().atMost(ClientProcess.PATIENCE).until(() -> {
            HttpResponse<String> answer = send(request("/connectors/" + connector.get("name") + "/config")
                    .PUT(HttpRequest.BodyPublishers.ofString(body)));
            if (answer.statusCode() >= 400 && answer.statusCode() != HTTP_CONFLICT) {
                throw new AssertionError(answer.body());
            }
            return answer.statusCode() < 400;
        });
    }

    /** The workers that run a connector's tasks; fails when one of them has failed. */
    List<String> runningTasks(String connector) throws IOException {
        JsonNode status = JSON.readTree(
                send(request("/connectors/" + connector + "/status").GET()).body());
        List<String> workers = new ArrayList<>();
        for (JsonNode task : status.path("tasks")) {
            String state = task.path("state").asText();
            if (state.equals("FAILED")) {
                throw new AssertionError(task.path("trace").asText());
            }
            if (state.equals("RUNNING")) {
                workers.add(task.path("worker_id").asText());
            }
        }
        return workers;
    }

    /** As the others know it. */
    String id() {
        return url.substring("http://".length());
    }

    /** SIGTERM: it commits what it has done, and leaves. */
    void stop() {
        process.terminate();
    }

    @Override
    public void close() {
        process.close();
    }
}
