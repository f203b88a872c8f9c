package io.deliverytracking.apachekafka;

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
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
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
        ApacheKafkaProcess node = launch(ApacheKafkaJvm.ofClasses(libraries, jvmFlags), directory, port, overrides);
        try {
            node.awaitReady();
        } catch (IOException e) {
            node.close();
            throw e;
        }
        return node;
    }

    /**
     * Starts a node and does not wait for it, so that a clock can run meanwhile; {@link #awaitReady} does.
     *
     * @param directory formatted by the same process when it is empty, see {@link #format}
     */
    public static ApacheKafkaProcess launch(ApacheKafkaJvm jvm, Path directory, int port, Map<String, String> overrides)
            throws IOException {
        Files.createDirectories(directory);
        Path output = directory.resolve("output.log");
        return new ApacheKafkaProcess(jvm.start(arguments("all", directory, port, overrides), output), port, output);
    }

    /**
     * Formats an empty directory in a process of its own, which is how Apache Kafka's quick start does it ({@code kafka-storage
     * format}); returns when that has ended.
     *
     * @throws IOException when it can't; the message quotes its last lines
     */
    public static void format(ApacheKafkaJvm jvm, Path directory, int port, Map<String, String> overrides)
            throws IOException {
        Files.createDirectories(directory);
        Path output = directory.resolve("output.log");
        Process process = jvm.start(arguments("format", directory, port, overrides), output);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("formatting ended with status " + process.exitValue() + lastLines(output));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + directory + " was formatted", e);
        }
    }

    private static List<String> arguments(String steps, Path directory, int port, Map<String, String> overrides) {
        List<String> arguments = new ArrayList<>(
                List.of("--steps", steps, "--port", String.valueOf(port), "--dir", directory.toString()));
        overrides.forEach((key, value) -> arguments.addAll(List.of("--override", key + "=" + value)));
        return arguments;
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

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as {@code kill -9} does; returns when it is gone. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(STOP_PATIENCE);
    }

    /** Ends it in good order; a node that records its start writes the archive while it ends, which takes longer. */
    public void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the node answers; {@link IOException} when it ends, or does not within 90 s. */
    public void awaitReady() throws IOException {
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
        return lastLines(output);
    }

    private static String lastLines(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output);
        return "; last output:\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    private static int ephemeralPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
