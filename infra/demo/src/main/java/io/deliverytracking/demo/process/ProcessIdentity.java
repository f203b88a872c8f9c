package io.deliverytracking.demo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process beyond doubt: its pid, and a stamp of when it started.
 *
 * <p>Invariant: two processes never share an identity, even when the system reuses the pid. On Linux the stamp is the boot id
 * and the start time in clock ticks since boot, which no change of the wall clock moves ({@link ProcessHandle.Info} derives its
 * start instant from the wall clock and may differ by a second between two readings). Elsewhere it is what {@code ps} prints.
 * <p>Threading: immutable.
 */
public record ProcessIdentity(long pid, String stamp) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The field "start time" counted from the one after the process name, which may itself contain blanks. */
    private static final int START_TIME_AFTER_NAME = 19;

    /** The identity of the process that has this pid now; empty when there is none, or only its unreaped remains. */
    public static Optional<ProcessIdentity> of(long pid) {
        return Files.exists(BOOT_ID) ? fromProc(pid) : fromPs(pid);
    }

    public static ProcessIdentity ofSelf() {
        return of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("this process does not find itself"));
    }

    /** Whether this very process still runs. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    private static Optional<ProcessIdentity> fromProc(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME_AFTER_NAME + 2);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return Optional.empty();
            }
            String boot = Files.readString(BOOT_ID).strip();
            return Optional.of(new ProcessIdentity(pid, boot + " " + fields[START_TIME_AFTER_NAME]));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessIdentity> fromPs(long pid) {
        ProcessBuilder ps = new ProcessBuilder("ps", "-o", "stat=,lstart=", "-p", Long.toString(pid));
        ps.environment().put("LC_ALL", "C");
        ps.environment().put("TZ", "UTC");
        try {
            Process process = ps.redirectErrorStream(true).start();
            String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0 || line.startsWith("Z")) {
                return Optional.empty();
            }
            int blank = line.indexOf(' ');
            return blank < 0
                    ? Optional.empty()
                    : Optional.of(
                            new ProcessIdentity(pid, line.substring(blank + 1).strip()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
