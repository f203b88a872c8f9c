package io.deliverytracking.broker.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;

/**
 * What {@code ./delivery} runs after a build: a broker on throw-away data, whose JVM records how it starts, is given a little
 * to do, and is ended.
 *
 * <pre>
 *   StartRecording DIRECTORY WORD...       the words start the broker; the directory is deleted before and after
 * </pre>
 *
 * <p>Exit status: 0 when it ended in good order, 1 when not; then there may be no record.
 *
 * <p>Ownership: of the broker's process, which ends with this one.
 */
public final class StartRecording {

    private static final String LISTENING = "listening on ";

    /** The JVM writes what it has learnt while it ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private StartRecording() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("Usage: StartRecording DIRECTORY WORD...");
        }
        Path directory = Path.of(arguments[0]);
        Utils.delete(directory.toFile());
        int status;
        try {
            Files.createDirectories(directory);
            status = record(directory, Arrays.asList(arguments).subList(1, arguments.length));
        } finally {
            Utils.delete(directory.toFile());
        }
        System.exit(status == 0 ? 0 : 1);
    }

    /** Returns the broker's exit status. */
    private static int record(Path directory, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("--override", "listeners=PLAINTEXT://127.0.0.1:0"));
        command.addAll(List.of("--override", "log.dirs=" + directory.resolve("data")));
        Process broker = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroyForcibly, "end-broker"));
        endIfItHangs(broker);
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8))) {
            String first = output.readLine();
            if (first != null && first.startsWith(LISTENING)) {
                SmallLoad.on(first.substring(LISTENING.length()));
                // Not by Process.destroy, which closes its output.
                broker.toHandle().destroy();
            }
            output.lines().forEach(System.out::println);
            return broker.waitFor();
        } finally {
            broker.destroyForcibly();
        }
    }

    /** Its output ends then, for which we wait. */
    private static void endIfItHangs(Process broker) {
        Thread watch = new Thread(
                () -> {
                    try {
                        if (!broker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                            System.err.println("The broker did not end within " + PATIENCE);
                            broker.destroyForcibly();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch-broker");
        watch.setDaemon(true);
        watch.start();
    }
}
