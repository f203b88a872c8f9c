package io.deliverytracking.apachekafka;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/**
 * A single Apache Kafka node as a child process, for tests and benchmarks that need the real peer.
 *
 * <p>Ownership: owns the process; {@link #close()} ends it (SIGTERM, after 30 s SIGKILL). The directory stays.
 *
 * <p>Threading: not thread-safe.
 */
public final class ApacheKafkaProcess implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final long POLL_MS = 50;

    private final Process process;
    private final int port;
    private final Path output;

    private ApacheKafkaProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    /** Starts a node on an ephemeral port with Apache Kafka's defaults, and waits until it answers. */
    public static ApacheKafkaProcess start(Path libraries, Path directory) throws IOException {
        return start(libraries, directory, Map.of(), List.of());
    }

    /** Starts a node on an ephemeral port and waits until it answers; see the method below. */
    public static ApacheKafkaProcess start(
            Path libraries, Path directory, Map<String, String> overrides, List<String> jvmFlags) throws IOException {
        return start(libraries, directory, ephemeralPort(), overrides, jvmFlags);
    }

    /**
     * Starts a node and waits until it answers.
     *
     * @param libraries this module's {@code target} folder, which holds {@code lib} and {@code classes}
     * @param directory data and output of the node; formatted when empty
     * @param port      port of the client listener on 127.0.0.1
     * @param overrides broker properties by Apache Kafka's names
     * @param jvmFlags  flags of the node's JVM, e.g. {@code -Xmx256m}
     * @throws IOException when the node ends or does not answer within 90 s; the message quotes its last lines
     */
    public static ApacheKafkaProcess start(
            Path libraries, Path directory, int port, Map<String, String> overrides, List<String> jvmFlags)
            throws IOException {
        if (!Files.isDirectory(libraries.resolve("lib"))) {
            throw new IOException(libraries.resolve("lib") + " is missing: build infra/apache-kafka first");
        }
        Files.createDirectories(directory);
        Path output = directory.resolve("output.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.add("-cp");
        command.add(
                libraries.resolve("classes") + File.pathSeparator + libraries.resolve("lib") + File.separator + "*");
        command.add(ApacheKafka.class.getName());
        command.addAll(List.of("--port", String.valueOf(port), "--dir", directory.toString()));
        overrides.forEach((key, value) -> command.addAll(List.of("--override", key + "=" + value)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        ApacheKafkaProcess node = new ApacheKafkaProcess(process, port, output);
        try {
            node.awaitReady();
        } catch (IOException e) {
            node.close();
            throw e;
        }
        return node;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        long deadlineNs = System.nanoTime() + START_TIMEOUT.toNanos();
        awaitListener(deadlineNs);
        Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        Admin admin = Admin.create(config);
        try {
            awaitAnswer(admin.describeCluster().nodes(), deadlineNs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for Apache Kafka", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Apache Kafka does not answer at " + bootstrapServers() + lastLines(), e);
        } finally {
            // A close without a time waits a minute for an answer that is not coming.
            admin.close(Duration.ZERO);
        }
    }

    /** The open port may be somebody else's: then our process has ended, and the answer would never come. */
    private void awaitAnswer(KafkaFuture<?> answer, long deadlineNs)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        while (true) {
            try {
                answer.get(POLL_MS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                requireAlive();
                if (System.nanoTime() > deadlineNs) {
                    throw e;
                }
            }
        }
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("Apache Kafka ended with status " + process.exitValue() + lastLines());
        }
    }

    /** Waits for the port to open, so that the admin client below does not log a warning for every failed try. */
    private void awaitListener(long deadlineNs) throws IOException {
        while (true) {
            requireAlive();
            try (java.net.Socket socket = new java.net.Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadlineNs) {
                    throw new IOException("Apache Kafka did not open port " + port + " in time" + lastLines(), e);
                }
            }
            try {
                process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for Apache Kafka", e);
            }
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return "; last output:\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static int ephemeralPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
