package io.deliverytracking.loadtest.drain;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.supervisor.LogTail;
import io.deliverytracking.events.Topics;
import io.deliverytracking.loadtest.drain.copy.BareCopyMain;
import io.deliverytracking.loadtest.lab.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The floor: {@link BareCopyMain}, in a JVM with the writer's flags. */
final class BareCopySide implements Side {

    static final String NAME = "bare-copy";

    private final String bootstrapServers;
    private final String jdbcUrl;
    private final int batchRows;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile long stored;

    /** @param batchRows most rows of a COPY and a commit */
    BareCopySide(DeliveryHome home, String bootstrapServers, String jdbcUrl, int batchRows) {
        this.bootstrapServers = bootstrapServers;
        this.jdbcUrl = jdbcUrl;
        this.batchRows = batchRows;
        this.log = home.logs().resolve(NAME + ".log");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "bare COPY";
    }

    @Override
    public void start(long rows) throws LabException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareCopyMain.class.getName(),
                bootstrapServers,
                jdbcUrl,
                Topics.DELIVERY_LOCATION_UPDATES,
                Long.toString(rows),
                Integer.toString(batchRows));
        stored = 0;
        try {
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            Thread reader = new Thread(() -> read(started), "bare-copy-lines");
            reader.setDaemon(true);
            reader.start();
        } catch (IOException e) {
            throw new LabException("the bare COPY can't be started: " + e.getMessage(), e);
        }
    }

    private void read(Process writing) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writing.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                stored = Long.parseLong(line);
            }
        } catch (IOException ended) {
            // In the middle of a line.
        }
    }

    @Override
    public OptionalLong pid() {
        Process running = process;
        return running == null || !running.isAlive() ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    @Override
    public long stored() {
        return stored;
    }

    @Override
    public void check() throws LabException {
        if (pid().isEmpty()) {
            throw new LabException("the bare COPY has ended; the end of its log (" + log + "):" + System.lineSeparator()
                    + LogTail.of(log));
        }
    }

    @Override
    public void stop() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }
}
