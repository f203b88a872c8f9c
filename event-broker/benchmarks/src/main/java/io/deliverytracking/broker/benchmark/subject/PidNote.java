package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says beside a broker's data which process has it: a benchmark that was killed leaves its brokers behind, and the next one ends
 * them. The start's time tells a process from another that has got its number since.
 */
public final class PidNote {

    static final String FILE = "broker.pid";
    private static final int DEPTH = 2;

    private PidNote() {}

    static void write(Path file, ProcessHandle process) throws IOException {
        Files.writeString(file, process.pid() + "\n" + started(process) + "\n");
    }

    /** Kills what the notes below this folder name, and waits until it is gone. Returns how many there were. */
    public static int killLeftovers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, kind) -> file.endsWith(FILE))) {
            return files.mapToInt(PidNote::kill).sum();
        }
    }

    private static int kill(Path note) {
        try {
            List<String> lines = Files.readAllLines(note);
            if (lines.size() < 2) {
                return 0;
            }
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(process -> process.isAlive() && started(process).equals(lines.get(1)))
                    .map(process -> {
                        process.destroyForcibly();
                        process.onExit().join();
                        return 1;
                    })
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
