package io.deliverytracking.labs.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Stops a process in the middle of whatever it does (SIGSTOP), and lets it go on (SIGCONT). */
public final class Freezer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Freezer() {}

    /**
     * Returns when each of its threads stands still.
     *
     * @throws IOException when the process has ended, or does not stand still
     */
    public static void freeze(Process process) throws IOException, InterruptedException {
        signal("STOP", process);
        // The signal has been sent; each of its threads has yet to get it.
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!state(process).startsWith("T")) {
            if (!process.isAlive() || System.nanoTime() > deadlineNs) {
                throw new IOException("process " + process.pid() + " could not be stopped for a while");
            }
            Thread.sleep(1);
        }
    }

    public static void thaw(Process process) throws IOException, InterruptedException {
        signal("CONT", process);
    }

    private static String state(Process process) throws IOException, InterruptedException {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", String.valueOf(process.pid())).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        ps.waitFor();
        return state;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " " + process.pid() + " ended with status " + status);
        }
    }
}
