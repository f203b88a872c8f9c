package io.deliverytracking.labs.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.labs.stage.LessonFailure;
import io.deliverytracking.labs.stage.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program of {@code infra/labs/node} that runs beside the lesson, and prints a JSON object a line.
 *
 * <p>Threading: everything public may be called from any thread.
 *
 * <p>Ownership: the process, whose end of its standard input asks it to end, and two threads that listen to it;
 * {@link #close()} ends them. The process also ends when this one does, because its input does.
 */
public final class NodeProgram implements AutoCloseable {

    private static final long END_S = 20;

    private final Process process;
    private final List<JsonNode> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> listeners;

    private NodeProgram(Process process, Consumer<JsonNode> listener) {
        ObjectMapper json = new ObjectMapper();
        this.process = process;
        this.listeners = List.of(
                listen(process.getInputStream(), line -> {
                    JsonNode object = read(json, line);
                    listener.accept(object);
                    told.add(object);
                }),
                listen(process.getErrorStream(), errors::add));
    }

    /**
     * Starts {@code script} with {@code arguments}.
     *
     * @param listener hears each object that it prints, on a thread of this program's
     */
    public static NodeProgram start(NodeJs node, Consumer<JsonNode> listener, String script, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(node.node().toString(), node.scripts().resolve(script).toString()));
        command.addAll(List.of(arguments));
        return new NodeProgram(new ProcessBuilder(command).start(), listener);
    }

    private static JsonNode read(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException("not JSON: " + line, e);
        }
    }

    private static Thread listen(InputStream from, Consumer<String> to) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            to.accept(line);
                        }
                    } catch (IOException e) {
                        // Killed in the middle of a line.
                    }
                },
                "lab-node");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What it has printed up to now. */
    public List<JsonNode> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it said on standard error, on one line. */
    public String errors() {
        synchronized (errors) {
            return String.join(" ", errors);
        }
    }

    /**
     * Waits until it has come to its end by itself.
     *
     * @throws LessonFailure if that was not a good one
     */
    public List<JsonNode> awaitEnd(Stage stage) throws InterruptedException {
        stage.await("a Node.js program to end", () -> !process.isAlive());
        for (Thread listener : listeners) {
            listener.join(TimeUnit.SECONDS.toMillis(END_S));
        }
        if (process.exitValue() != 0) {
            throw new LessonFailure("the Node.js program failed: " + errors());
        }
        return told();
    }

    /** Asks it to end, and waits for that. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_S, TimeUnit.SECONDS);
            }
            for (Thread listener : listeners) {
                listener.join(TimeUnit.SECONDS.toMillis(END_S));
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
