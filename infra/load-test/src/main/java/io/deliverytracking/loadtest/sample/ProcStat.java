package io.deliverytracking.loadtest.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One reading of {@code /proc/<pid>/stat}.
 *
 * <p>Source: proc_pid_stat(5).
 *
 * @param ownTicks user and system time of all its threads, in clock ticks
 * @param reapedTicks the same of its children that have ended and that it has waited for, theirs included
 * @param startTicks when it started, since boot: tells it from another process that got the same pid
 */
record ProcStat(long ownTicks, long reapedTicks, long startTicks) {

    /** USER_HZ; 100 on every Linux that runs a JVM. */
    static final double TICKS_PER_SECOND = 100;

    // Counted from the field after the name, which is in parentheses and may itself contain blanks and parentheses.
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;
    private static final int START_TIME = 19;

    /** Empty where there is no such process, or no {@code /proc}. */
    static Optional<ProcStat> of(long pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static ProcStat parse(String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
        return new ProcStat(
                Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]),
                Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CSTIME]),
                Long.parseLong(fields[START_TIME]));
    }

    /** Pids of the children that a process's first thread has now; Postgres has no other thread. */
    static List<Long> childrenOf(long pid) {
        try {
            return pids(Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children")));
        } catch (IOException gone) {
            return List.of();
        }
    }

    static List<Long> pids(String children) {
        List<Long> pids = new ArrayList<>();
        for (String child : children.strip().split(" ")) {
            if (!child.isEmpty()) {
                pids.add(Long.valueOf(child));
            }
        }
        return pids;
    }
}
