package io.deliverytracking.demo.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process in a session of its own, started by us now or found through its pid file after the supervisor that started it has
 * gone.
 *
 * <p>Invariant: a signal is sent only after the identity has been checked; between check and signal the pid could in theory be
 * reused, in the microseconds that take 2^15 to 2^22 other processes to pass.
 * <p>Threading: any thread; holds nothing but immutable values.
 * <p>Ownership: the process ends only by {@link #stop}, {@link #kill} or its own doing; the pid file stays until somebody starts
 * the next one or deletes it.
 */
public final class DetachedProcess {

    private static final Duration PID_FILE_PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String name;
    private final ProcessIdentity identity;

    private DetachedProcess(String name, ProcessIdentity identity) {
        this.name = name;
        this.identity = identity;
    }

    /** The process that the pid file names, if it still runs. */
    public static Optional<DetachedProcess> find(String name, PidFile pidFile) {
        return pidFile.running().map(identity -> new DetachedProcess(name, identity));
    }

    /**
     * Starts the program. Returns once it has written its pid file, which is before it does anything of its own.
     *
     * @throws IOException if it can't be started, or is gone before it has written its pid file
     */
    public static DetachedProcess start(ProcessSpec spec, PidFile pidFile, OwnSession session) throws IOException {
        Files.createDirectories(pidFile.path().getParent());
        Files.createDirectories(spec.log().getParent());
        pidFile.delete();
        ProcessBuilder builder = new ProcessBuilder(session.wrap(pidFile, spec.command()))
                .directory(spec.workDirectory().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().putAll(spec.environment());
        builder.start();
        long deadline = System.nanoTime() + PID_FILE_PATIENCE.toNanos();
        while (true) {
            Optional<ProcessIdentity> written = pidFile.read();
            if (written.isPresent()) {
                return new DetachedProcess(spec.name(), written.get());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(spec.name() + " did not start; its log is " + spec.log());
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return identity.pid();
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Asks it to end, and kills it when it has not within the patience. Returns whether it ended by itself. */
    public boolean stop(String signal, Duration patience) {
        signal(signal);
        if (awaitEnd(patience)) {
            return true;
        }
        kill();
        return false;
    }

    /** Ends it at once, as a power cut would, and waits until the system has removed it. */
    public void kill() {
        // A stopped process (SIGSTOP) dies of KILL as well.
        signal("KILL");
        awaitEnd(PID_FILE_PATIENCE);
    }

    /** Sends a signal by its name without SIG; does nothing when the process is no more. */
    public void signal(String signal) {
        if (!identity.isAlive()) {
            return;
        }
        try {
            // The shell's own kill: a bare Linux may lack /bin/kill, and Java knows only TERM and KILL.
            new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(identity.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("can't signal " + name + " (pid " + identity.pid() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it is gone; false when the patience ended first. */
    public boolean awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (identity.isAlive()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }
}
