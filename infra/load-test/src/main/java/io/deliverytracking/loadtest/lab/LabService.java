package io.deliverytracking.loadtest.lab;

import io.deliverytracking.demo.process.DetachedProcess;
import io.deliverytracking.demo.process.OwnSession;
import io.deliverytracking.demo.process.PidFile;
import io.deliverytracking.demo.process.ProcessSpec;
import io.deliverytracking.demo.supervisor.Health;
import io.deliverytracking.demo.supervisor.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A service that runs for one trial; it may be killed and started again in between.
 *
 * <p>Threading: started, killed and closed by one thread at a time; {@link #pid()} from any.
 * <p>Ownership: the process, ended by {@link #close()}.
 */
public final class LabService implements AutoCloseable {

    private static final Duration READY_PATIENCE = Duration.ofSeconds(60);

    /** What it holds is thrown away after the trial. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ProcessSpec spec;
    private final String readinessUrl;
    private final PidFile pidFile;
    private final OwnSession session = OwnSession.ofThisMachine();
    private volatile @Nullable DetachedProcess process;

    /**
     * A service that does not run yet.
     *
     * @param readinessUrl answers 200 when it is ready
     * @param runDirectory where its pid file goes
     */
    public LabService(ProcessSpec spec, String readinessUrl, Path runDirectory) {
        this.spec = spec;
        this.readinessUrl = readinessUrl;
        this.pidFile = PidFile.in(runDirectory, spec.name());
    }

    /** Starts it and waits until it says that it is ready. */
    public void start() throws LabException {
        DetachedProcess started;
        try {
            started = DetachedProcess.start(spec, pidFile, session);
        } catch (IOException e) {
            throw new LabException(spec.name() + " can't be started: " + e.getMessage(), e);
        }
        process = started;
        long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
        while (!Health.isReady(readinessUrl)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new LabException(spec.name()
                        + (started.isAlive() ? " does not become ready" : " has ended")
                        + "; the end of its log (" + spec.log() + "):"
                        + System.lineSeparator() + LogTail.of(spec.log()));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LabException("interrupted while " + spec.name() + " started");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** As a power cut would. */
    void kill() {
        DetachedProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    public boolean isAlive() {
        DetachedProcess running = process;
        return running != null && running.isAlive();
    }

    public OptionalLong pid() {
        DetachedProcess running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    @Override
    public void close() {
        DetachedProcess running = process;
        if (running != null) {
            running.stop(spec.stopSignal(), STOP_PATIENCE);
        }
        pidFile.delete();
    }
}
