package io.deliverytracking.broker.benchmark.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used, from {@code /proc}.
 *
 * <p>Stateless. Failure: {@link IOException} when the process is gone, or on a system without {@code /proc}.
 *
 * <p>Source: proc_pid_stat(5), proc_pid_status(5).
 */
public final class ProcessProbe {

    /** USER_HZ; 100 on every Linux that runs a JVM. */
    private static final double TICKS_PER_SECOND = 100;

    // Counted from the field after the name, which is in parentheses and may itself contain blanks and parentheses.
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private static final String RESIDENT = "VmRSS:";
    private static final double KB_PER_MB = 1024;

    private ProcessProbe() {}

    /** Seconds of processor time, user and system, of all its threads so far. */
    public static double cpuSeconds(long pid) throws IOException {
        return cpuSecondsOf(Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1));
    }

    /** Megabytes of its memory that are in the machine's, files that it has mapped included. */
    public static double residentMb(long pid) throws IOException {
        return residentMbOf(Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1));
    }

    static double cpuSecondsOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    static double residentMbOf(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith(RESIDENT)) {
                return Long.parseLong(line.substring(RESIDENT.length()).strip().split(" ")[0]) / KB_PER_MB;
            }
        }
        throw new IOException("the process has ended");
    }
}
