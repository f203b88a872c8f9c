package io.deliverytracking.broker.benchmark.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A broker's process.
 *
 * <p>Ownership: of the process; {@link #stop} or {@link #kill} end it. What the process says is in {@code log}.
 */
public final class RunningBroker implements AutoCloseable {

    /** One that records its start writes the archive while it ends. */
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);

    private static final int TAIL_LINES = 15;

    private final ProcessHandle process;
    private final int port;
    private final Path log;

    RunningBroker(ProcessHandle process, int port, Path log) throws IOException {
        this.process = process;
        this.port = port;
        this.log = log;
        PidNote.write(log.resolveSibling(PidNote.FILE), process);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** @throws IOException when it has ended; quotes its last lines */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the broker has ended; its last output:\n" + tail());
        }
    }

    /** The end of what it said. */
    public String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /**
     * Ends it in good order.
     *
     * @throws IOException when it would not end within two minutes; then it has been killed
     */
    public void stop() throws IOException {
        process.destroy();
        try {
            process.onExit().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new IOException(
                    "the broker did not stop within " + STOP_PATIENCE + "; its last output:\n" + tail(), e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    /** Ends it as {@code kill -9} does; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Kills what has not been stopped. */
    @Override
    public void close() {
        kill();
    }
}
