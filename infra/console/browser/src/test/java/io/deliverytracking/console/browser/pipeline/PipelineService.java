package io.deliverytracking.console.browser.pipeline;

import io.deliverytracking.testkit.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One packaged service that can be ended and started again, always on the port that it had at first: the console knows
 * no other.
 *
 * <p>Threading: one test thread.
 */
public final class PipelineService implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Path module;
    private final Map<String, String> properties;
    private @Nullable ServiceProcess process;
    private @Nullable URI uri;

    PipelineService(String name, Path module, Map<String, String> properties) {
        this.name = name;
        this.module = module;
        this.properties = new HashMap<>(properties);
    }

    /** As the console calls it. */
    public String name() {
        return name;
    }

    /** Where it listens, or listened before it was ended. */
    public URI uri() {
        if (uri == null) {
            uri = running().uri();
            properties.put("quarkus.http.port", Integer.toString(uri.getPort()));
        }
        return uri;
    }

    /** Begins to start it, without waiting. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException(name + " already runs");
        }
        process = ServiceProcess.start(module, properties);
    }

    /** kill -9. */
    public void kill() {
        uri();
        running().kill();
        process = null;
    }

    /** SIGTERM, as an operator would. */
    public void stop() {
        uri();
        running().terminate(STOP_PATIENCE);
        process = null;
    }

    public String log() {
        return process == null ? "(ended)" : process.log();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private ServiceProcess running() {
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process;
    }
}
