package io.deliverytracking.broker.clients.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.jspecify.annotations.Nullable;

/**
 * Runs Kafka's tools in this JVM: what they print is returned, and their exit ends them rather than the tests.
 *
 * <p>Threading: one at a time in a JVM, since standard output is its own.
 *
 * <p>Ownership: takes over {@link Exit} until {@link #close()}.
 */
final class KafkaTools implements AutoCloseable {

    /** What takes longer has failed, on the slowest machine too. */
    static final int PATIENCE_MS = 60_000;

    private final String bootstrapServers;
    private final List<Runnable> shutdownHooks = new ArrayList<>();
    private @Nullable Integer exitStatus;

    /** A tool called exit: nothing behind that call may run. */
    private static final class ToolExited extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    interface Tool {
        void main(String... arguments) throws Exception;
    }

    KafkaTools(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        Exit.setExitProcedure(this::onExit);
        Exit.setHaltProcedure(this::onExit);
        Exit.setShutdownHookAdder((name, hook) -> shutdownHooks.add(hook));
    }

    @Override
    public void close() {
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
        Exit.resetShutdownHookAdder();
    }

    /** The first status is the tool's: kafka-topics catches whatever leaves its exit(0), and calls exit(1). */
    private void onExit(int status, @Nullable String message) {
        if (exitStatus == null) {
            exitStatus = status;
        }
        throw new ToolExited();
    }

    /** Runs a tool that must succeed. */
    String run(Tool tool, String... arguments) throws Exception {
        return run("", tool, arguments);
    }

    /** Runs a tool that must succeed, with this on its standard input. */
    String run(String input, Tool tool, String... arguments) throws Exception {
        String printed = runToItsEnd(input, tool, false, arguments);
        assertThat(exitStatus)
                .as("exit status of %s; printed: %s", List.of(arguments), printed)
                .isIn(null, 0);
        return printed;
    }

    /** Runs a tool that must fail; returns what it said on standard error, too. */
    String runInVain(Tool tool, String... arguments) throws Exception {
        String printed = runToItsEnd("", tool, true, arguments);
        assertThat(exitStatus)
                .as("exit status of %s; printed: %s", List.of(arguments), printed)
                .isNotNull()
                .isNotZero();
        return printed;
    }

    /** To the end of its shutdown hooks: some send there what they have not sent yet. */
    private String runToItsEnd(String input, Tool tool, boolean withErrors, String... arguments) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        exitStatus = null;
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        if (withErrors) {
            System.setErr(capture);
        }
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            tool.main(arguments);
        } catch (ToolExited e) {
            assertThat(exitStatus).isNotNull();
        } finally {
            shutdownHooks.forEach(Runnable::run);
            shutdownHooks.clear();
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** These arguments behind the one that names the broker. */
    String[] withBroker(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", bootstrapServers));
        all.addAll(Arrays.asList(arguments));
        return all.toArray(String[]::new);
    }

    String topics(String... arguments) throws Exception {
        return run(TopicCommand::main, withBroker(arguments));
    }

    /** With more patience than the tool's own five seconds. */
    String groups(String... arguments) throws Exception {
        return run(ConsumerGroupCommand::main, withBroker(patiently("--timeout", arguments)));
    }

    void produce(String topic, String... lines) throws Exception {
        run(
                String.join("\n", lines) + "\n",
                ConsoleProducer::main,
                withBroker(patiently("--request-timeout-ms", "--topic", topic)));
    }

    /** Lines 0, 1, 2 and so on. */
    void produceNumbers(String topic, int count) throws Exception {
        produce(topic, IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    }

    List<String> consume(String topic, int count, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--topic", topic, "--max-messages", Integer.toString(count)));
        arguments.addAll(Arrays.asList(more));
        return run(ConsoleConsumer::main, withBroker(patiently("--timeout-ms", arguments.toArray(String[]::new))))
                .lines()
                .toList();
    }

    private static String[] patiently(String option, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(option, Integer.toString(PATIENCE_MS)));
        return all.toArray(String[]::new);
    }
}
