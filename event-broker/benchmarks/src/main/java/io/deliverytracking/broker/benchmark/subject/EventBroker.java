package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ours, as {@code ./delivery demo} starts it: same package, same flags, same start archive. The demo's own jar is asked for the
 * command line, so that the two can't drift apart.
 */
public final class EventBroker implements BrokerUnderTest {

    private final Path checkout;
    private final Path deliveryHome;
    private final Path java;

    /**
     * Ours.
     *
     * @param deliveryHome where the demo keeps its start archives
     */
    public EventBroker(Path checkout, Path deliveryHome) {
        this.checkout = checkout;
        this.deliveryHome = deliveryHome;
        this.java = Path.of(System.getProperty("java.home"), "bin", "java");
    }

    @Override
    public String name() {
        return "event-broker";
    }

    @Override
    public Launch prepare(Path directory, Formatting formatting) throws IOException {
        return prepare(directory, false);
    }

    @Override
    public BrokerUnderTest withRoomForPartitions() {
        return this;
    }

    /** The demo finds its archive by JVM, flags and jar; where there is none the command names none. */
    @Override
    public boolean isRecorded() throws IOException {
        return settings().stream().anyMatch(word -> word.matches("-XX:(AOTCache|SharedArchiveFile)=.*"));
    }

    /** {@code ./delivery} has done it after the build, unless that failed. */
    @Override
    public void record(Path directory, Work work) throws IOException {
        Files.createDirectories(deliveryHome.resolve("cache/start"));
        try (RunningBroker running = prepare(directory, true).run()) {
            work.on(running.bootstrapServers());
            running.stop();
        }
    }

    private Launch prepare(Path directory, boolean record) throws IOException {
        Files.createDirectories(directory);
        int port = FreePorts.next();
        Words words = Words.parse(ask(directory, port, FreePorts.next(), record));
        Path log = directory.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(words.command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(words.environment);
        return () -> new RunningBroker(builder.start().toHandle(), port, log);
    }

    @Override
    public List<String> settings() throws IOException {
        return Settings.readable(Words.parse(ask(Path.of("data"), FreePorts.next(), FreePorts.next(), false)).command);
    }

    private List<String> ask(Path data, int port, int httpPort, boolean record) throws IOException {
        Path jar = checkout.resolve("infra/demo/target/demo.jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing, which ./delivery builds");
        }
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar.toString(),
                        "broker-command",
                        "--data=" + data,
                        "--port=" + port,
                        "--http-port=" + httpPort,
                        "--record=" + record)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DELIVERY_HOME", deliveryHome.toString());
        builder.environment().put("DELIVERY_ROOT", checkout.toString());
        Process asked = builder.start();
        List<String> lines = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try {
            if (asked.waitFor() != 0) {
                throw new IOException("the demo does not say how it starts the broker");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return lines;
    }

    /** The demo's answer: {@code env NAME=VALUE} and {@code arg WORD}, a line each. */
    record Words(Map<String, String> environment, List<String> command) {

        static Words parse(List<String> lines) throws IOException {
            Map<String, String> environment = new LinkedHashMap<>();
            List<String> command = new ArrayList<>();
            for (String line : lines) {
                String word = line.substring(Math.min(4, line.length()));
                int equals = word.indexOf('=');
                if (line.startsWith("arg ")) {
                    command.add(word);
                } else if (line.startsWith("env ") && equals > 0) {
                    environment.put(word.substring(0, equals), word.substring(equals + 1));
                } else {
                    throw new IOException("no word of a command: " + line);
                }
            }
            if (command.isEmpty()) {
                throw new IOException("the demo does not say how it starts the broker");
            }
            return new Words(environment, command);
        }
    }
}
