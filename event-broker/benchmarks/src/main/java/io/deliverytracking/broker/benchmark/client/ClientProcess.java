package io.deliverytracking.broker.benchmark.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@link ClientMain} as a child process: one for all turns of a row, so that both brokers meet the same client, equally warm.
 *
 * <p>Threading: confined to one thread, but for the one that reads the answers.
 * <p>Ownership: the process, which {@link #close()} ends.
 */
public final class ClientProcess implements AutoCloseable {

    /** Half of one would do; what clients throw away is then swept seldom, and as seldom for both brokers. */
    private static final List<String> FLAGS = List.of("-Xms768m", "-Xmx768m", "-Xmn512m", "-XX:+UseSerialGC");

    private static final String GONE = Order.FAILED + "the clients' process has ended";
    private static final long PATIENCE_S = 300;
    private static final long TICK_MS = 500;

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final ObjectMapper json = new ObjectMapper();

    /** Is told when the counted time begins and ends, and meanwhile twice a second. */
    public interface Window {
        void begin() throws IOException;

        void tick() throws IOException;

        void end() throws IOException;
    }

    private ClientProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "clients-answers");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param log what the clients have to say */
    public static ClientProcess start(Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ClientMain.class.getName()));
        return new ClientProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException ended) {
            // In the middle of a line.
        }
        answers.add(GONE);
    }

    public SteadyResult run(SteadyLoad load, Window window) throws IOException, LoadException {
        send(Order.of(load));
        boolean measuring = false;
        while (true) {
            String answer = next(measuring ? window : null);
            if (answer.equals(Order.MEASURING)) {
                window.begin();
                measuring = true;
            } else if (answer.equals(Order.MEASURED)) {
                window.end();
                measuring = false;
            } else {
                return json.readValue(resultOf(answer), SteadyResult.class);
            }
        }
    }

    public FlatOutResult run(FlatOutLoad load) throws IOException, LoadException {
        send(Order.of(load));
        return json.readValue(resultOf(next(null)), FlatOutResult.class);
    }

    private void send(Order order) throws IOException {
        orders.write(order.line() + "\n");
        orders.flush();
    }

    private String next(@Nullable Window ticking) throws IOException, LoadException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        try {
            while (System.nanoTime() < deadlineNs) {
                String answer = answers.poll(TICK_MS, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer;
                }
                if (ticking != null) {
                    ticking.tick();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LoadException("the clients do not answer", null);
    }

    private static String resultOf(String answer) throws LoadException {
        if (!answer.startsWith(Order.RESULT)) {
            throw new LoadException(
                    answer.startsWith(Order.FAILED) ? answer.substring(Order.FAILED.length()) : answer, null);
        }
        return answer.substring(Order.RESULT.length());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
