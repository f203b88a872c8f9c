package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One command of {@code ./delivery} as a process with a process group of its own, as a shell would give it. */
final class DemoCommandLine {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(200);

    /** A line of the running demo: minutes and seconds, events a second, ..., rows a second. */
    private static final Pattern LIVE_LINE =
            Pattern.compile("(?m)^ *\\d+:\\d\\d +([\\d,?]+) events/s .* +([\\d,?]+) rows/s");

    private final Process process;
    private final Path output;

    private DemoCommandLine(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static DemoCommandLine start(Path jar, Path checkout, Path home, Path output, List<String> arguments)
            throws IOException {
        // A test that is run in the background inherits ignored signals, as does what it starts; a terminal's commands
        // do not.
        List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,HUP"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("DELIVERY_HOME", home.toString());
        builder.environment().put("DELIVERY_ROOT", checkout.toString());
        builder.environment().remove("DELIVERY_TERMINAL");
        return new DemoCommandLine(builder.start(), output);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for words on the terminal; fails at once when the command ends without them. */
    DemoCommandLine awaitOutput(String words, Duration patience) {
        await(words).atMost(patience).until(() -> {
            boolean ended = !process.isAlive();
            boolean said = output().contains(words);
            assertThat(ended && !said).as("it has ended:\n" + output()).isFalse();
            return said;
        });
        return this;
    }

    DemoCommandLine awaitReady() {
        return awaitOutput("Ready after", READY_PATIENCE);
    }

    /** Waits for this many more lines that show events and rows on their way. */
    void awaitFlow(int lines) {
        int before = flowingLines();
        await("events and rows flow").atMost(Duration.ofSeconds(120)).until(() -> flowingLines() >= before + lines);
    }

    private int flowingLines() {
        int flowing = 0;
        Matcher line = LIVE_LINE.matcher(output());
        while (line.find()) {
            if (isPositive(line.group(1)) && isPositive(line.group(2))) {
                flowing++;
            }
        }
        return flowing;
    }

    private static boolean isPositive(String number) {
        return !number.equals("?") && !number.equals("0");
    }

    /** Ctrl-C: the signal reaches the whole process group. */
    void pressCtrlC() throws Exception {
        Process kill = new ProcessBuilder("sh", "-c", "kill -s INT -- -" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    int awaitExit(Duration patience) throws InterruptedException {
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("it does not end:\n" + output()).isTrue();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }
}
