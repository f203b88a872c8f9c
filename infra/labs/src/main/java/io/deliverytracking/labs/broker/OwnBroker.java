package io.deliverytracking.labs.broker;

import io.deliverytracking.labs.files.DirectoryTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Our broker in a process of its own, on a new directory and a port of the system's choice: {@link LabBrokerMain}. It
 * keeps its port when it is started again.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: the process and its directory; both are gone after {@link #close()}. The process also ends when this
 * one does, however it ends, because its standard input does.
 */
public final class OwnBroker implements KillableBroker {

    /** What a broker is told whose sessions may be short, and that looks often at what may go: for whoever looks on. */
    public static final Map<String, String> FOR_LESSONS = Map.of(
            "group.min.session.timeout.ms", "1000",
            "group.consumer.min.heartbeat.interval.ms", "200",
            "group.consumer.heartbeat.interval.ms", "200",
            "log.retention.check.interval.ms", "500",
            "log.cleaner.backoff.ms", "500");

    private static final long STOP_S = 20;

    private final Path directory;
    private final Map<String, String> properties;
    private final int port;
    private Process process;

    private OwnBroker(Path directory, Map<String, String> properties, Process process, int port) {
        this.directory = directory;
        this.properties = properties;
        this.process = process;
        this.port = port;
    }

    /** Starts one with {@link #FOR_LESSONS}. */
    public static OwnBroker forLessons() throws IOException {
        return start(FOR_LESSONS);
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param properties broker properties with Apache Kafka's names
     * @throws IOException when it does not start; the message says what it said
     */
    public static OwnBroker start(Map<String, String> properties) throws IOException {
        Path directory = Files.createTempDirectory("delivery-lab-");
        try {
            Process process = launch(directory, properties, 0);
            return new OwnBroker(directory, Map.copyOf(properties), process, awaitPort(directory, process));
        } catch (IOException e) {
            DirectoryTree.delete(directory);
            throw e;
        }
    }

    private static Process launch(Path directory, Map<String, String> properties, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                LabBrokerMain.class.getName(),
                directory.resolve("data").toString(),
                "listeners=PLAINTEXT://127.0.0.1:" + port));
        properties.forEach((name, value) -> command.add(name + "=" + value));
        return new ProcessBuilder(command)
                .redirectError(log(directory).toFile())
                .start();
    }

    private static int awaitPort(Path directory, Process process) throws IOException {
        // Whatever it prints later goes nowhere, and is nothing.
        String first =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (first == null || !first.startsWith(LabBrokerMain.READY)) {
            process.destroyForcibly();
            throw new IOException("the lab's broker did not start: "
                    + Files.readString(log(directory)).strip());
        }
        return Integer.parseInt(first.substring(LabBrokerMain.READY.length()));
    }

    private static Path log(Path directory) {
        return directory.resolve("broker.log");
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public boolean outlivesTheLesson() {
        return false;
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
        process = launch(directory, properties, port);
        awaitPort(directory, process);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        DirectoryTree.delete(directory);
    }
}
