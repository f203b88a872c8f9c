package io.deliverytracking.labs;

import io.deliverytracking.labs.broker.Freezer;
import io.deliverytracking.labs.broker.KillableBroker;
import io.deliverytracking.labs.broker.OwnBroker;
import io.deliverytracking.labs.files.DirectoryTree;
import java.io.IOException;
import java.net.InetAddress;
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

/**
 * An Apache Kafka by {@code infra/apache-kafka/kafka}, as a learner would start one beside {@code ./delivery lab}, with the
 * settings of the lab's own broker.
 *
 * <p>Ownership: the process and its directory; both are gone after {@link #close()}.
 */
final class ApacheKafkaBroker implements KillableBroker {

    private static final Path SCRIPT =
            Path.of("..", "apache-kafka", "kafka").toAbsolutePath().normalize();

    /** The first time it may have to be built. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private final Path directory;
    private final int port;
    private Process process;

    private ApacheKafkaBroker(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static ApacheKafkaBroker start() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("delivery-lab-apache-kafka-");
        int port = freePort();
        ApacheKafkaBroker broker = new ApacheKafkaBroker(directory, port, launch(directory, port));
        try {
            broker.awaitAnswer();
        } catch (IOException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    private static Process launch(Path directory, int port) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("sh", SCRIPT.toString(), "--port", String.valueOf(port), "--dir", directory.toString()));
        OwnBroker.FOR_LESSONS.forEach((name, value) -> command.addAll(List.of("--override", name + "=" + value)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory).toFile()));
        builder.environment().put("DELIVERY_JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static Path log(Path directory) {
        return directory.resolve("output.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + START_PATIENCE.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            while (true) {
                try {
                    admin.describeCluster().nodes().get(1, TimeUnit.SECONDS);
                    return;
                } catch (ExecutionException | TimeoutException e) {
                    if (!process.isAlive() || System.nanoTime() > deadlineNs) {
                        throw new IOException("Apache Kafka does not answer: " + Files.readString(log(directory)), e);
                    }
                }
            }
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** So that lessons clean up behind them, as on anybody's. */
    @Override
    public boolean outlivesTheLesson() {
        return true;
    }

    @Override
    public void freeze() throws IOException, InterruptedException {
        Freezer.freeze(process);
    }

    @Override
    public void thaw() throws IOException, InterruptedException {
        Freezer.thaw(process);
    }

    @Override
    public void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch(directory, port);
        awaitAnswer();
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
        DirectoryTree.delete(directory);
    }
}
