package io.deliverytracking.loadtest.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of what can use one processor and no more: a thread of a JVM, or a process of Postgres, which has one thread. It
 * shows who is at its end while the machine is not.
 *
 * <p>Stateless. Failure: what has ended, or can't be read, is missing.
 */
public final class TaskCpu {

    /**
     * Who.
     *
     * @param id pid or thread id
     * @param name as it calls itself: a thread by the first 15 letters of its name, a process by its title
     */
    public record Task(long id, String name) {}

    private TaskCpu() {}

    /** Seconds of processor time so far of each thread of a process. */
    public static Map<Task, Double> ofThreads(long pid) {
        Map<Task, Double> seconds = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads.forEach(thread -> {
                try {
                    String line = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                    long id = Long.parseLong(thread.getFileName().toString());
                    seconds.put(new Task(id, name(line)), ProcStat.parse(line).ownTicks() / ProcStat.TICKS_PER_SECOND);
                } catch (IOException ended) {
                    // It has no time any more.
                }
            });
        } catch (IOException ended) {
            return Map.of();
        }
        return seconds;
    }

    /** The same of each process that a process has started and that still runs. */
    public static Map<Task, Double> ofChildren(long pid) {
        Map<Task, Double> seconds = new HashMap<>();
        for (long child : ProcStat.childrenOf(pid)) {
            ProcStat.of(child).ifPresent(stat -> {
                try {
                    seconds.put(new Task(child, title(child)), stat.ownTicks() / ProcStat.TICKS_PER_SECOND);
                } catch (IOException ended) {
                    // It has no time any more.
                }
            });
        }
        return seconds;
    }

    /** In parentheses, and may itself contain some. */
    static String name(String stat) {
        return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    }

    private static String title(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
    }
}
