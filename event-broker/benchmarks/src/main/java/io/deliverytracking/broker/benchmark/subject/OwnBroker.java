package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Ours, by the words of whoever starts it for users: those are asked each time, so that flags, settings and start archive can't
 * drift apart.
 */
abstract class OwnBroker implements BrokerUnderTest {

    final Path checkout;
    final Path deliveryHome;

    /** @param deliveryHome where start archives are kept */
    OwnBroker(Path checkout, Path deliveryHome) {
        this.checkout = checkout;
        this.deliveryHome = deliveryHome;
    }

    /** What a command has built in the checkout. */
    final Path built(String jar, String command) throws IOException {
        Path built = checkout.resolve(jar);
        if (!Files.exists(built)) {
            throw new IOException(built + " is missing, which " + command + " builds");
        }
        return built;
    }

    /**
     * Asks for the command line.
     *
     * @param directory of its data
     * @param record    whether it records its start
     */
    abstract Words words(Path directory, int port, boolean record) throws IOException;

    @Override
    public final Launch prepare(Path directory, Formatting formatting) throws IOException {
        return prepare(directory, false);
    }

    @Override
    public final BrokerUnderTest withRoomForPartitions() {
        return this;
    }

    /** Where there is no archive for this JVM, these flags and this jar, the command names none. */
    @Override
    public final boolean isRecorded() throws IOException {
        return settings().stream().anyMatch(word -> word.matches("-XX:(AOTCache|SharedArchiveFile)=.*"));
    }

    /** {@code ./delivery} has done it after the build, unless that failed. */
    @Override
    public final void record(Path directory, Work work) throws IOException {
        Files.createDirectories(deliveryHome.resolve("cache/start"));
        try (RunningBroker running = prepare(directory, true).run()) {
            work.on(running.bootstrapServers());
            running.stop();
        }
    }

    private Launch prepare(Path directory, boolean record) throws IOException {
        Files.createDirectories(directory);
        int port = FreePorts.next();
        Words words = words(directory, port, record);
        Path log = directory.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(words.command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(words.environment());
        return () -> new RunningBroker(builder.start().toHandle(), port, log);
    }

    @Override
    public final List<String> settings() throws IOException {
        return Settings.readable(words(Path.of("data"), FreePorts.next(), false).command());
    }
}
