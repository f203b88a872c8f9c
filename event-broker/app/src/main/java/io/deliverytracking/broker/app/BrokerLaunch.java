package io.deliverytracking.broker.app;

import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import io.deliverytracking.broker.server.BrokerStartException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The start of this process's one broker, on a thread of its own; and its end.
 *
 * <p>It is begun by {@link EventBrokerMain}, ahead of everything else, and found by {@link BrokerProcess} when there are
 * beans. It outlives neither {@link #close()} nor the process: a shutdown hook closes it, whether there is a shell yet or
 * not.
 *
 * <p>Threading: any thread.
 */
final class BrokerLaunch implements AutoCloseable {

    /** How a start may have come out. */
    sealed interface Outcome permits Started, Failed {}

    /**
     * Clients are served.
     *
     * @param properties what it was started with
     */
    record Started(BrokerServer server, SortedMap<String, String> properties) implements Outcome {}

    /**
     * There is no broker, and nothing of one is left.
     *
     * @param why for an operator, one line
     * @param fault ours; null for what {@code why} says all about
     */
    record Failed(String why, @Nullable Throwable fault) implements Outcome {}

    private static final AtomicReference<@Nullable BrokerLaunch> CURRENT = new AtomicReference<>();

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Thread closing = new Thread(this::closeServer, "broker-stop");

    private BrokerLaunch() {}

    /** The launch of this process; null before there is one, and after its end. */
    static @Nullable BrokerLaunch current() {
        return CURRENT.get();
    }

    /**
     * Begins to start a broker, and returns at once.
     *
     * @param properties Kafka's; evaluated on the starting thread, may throw {@link ConfigException}
     */
    static BrokerLaunch begin(Supplier<SortedMap<String, String>> properties) {
        BrokerLaunch launch = new BrokerLaunch();
        CURRENT.set(launch);
        Runtime.getRuntime().addShutdownHook(launch.closing);
        new Thread(() -> launch.outcome.complete(start(properties)), "broker-start").start();
        return launch;
    }

    private static Outcome start(Supplier<SortedMap<String, String>> properties) {
        try {
            SortedMap<String, String> settings = properties.get();
            return new Started(BrokerServer.start(BrokerConfig.of(settings)), settings);
        } catch (ConfigException | BrokerStartException e) {
            return new Failed(String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | Error e) {
            return new Failed("The broker cannot start: " + e, e);
        }
    }

    /** Completes always normally, with what became of the start. */
    CompletionStage<Outcome> outcome() {
        return outcome.copy();
    }

    /** What became of the start; null when that is open after {@code patience}. */
    @Nullable
    Outcome awaitOutcome(Duration patience) {
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The outcome of a start never is an exception", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Stops the broker cleanly; waits for a start that is under way, because its files must be closed too. */
    @Override
    public void close() {
        closeServer();
        CURRENT.compareAndSet(this, null);
        try {
            Runtime.getRuntime().removeShutdownHook(closing);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs, and finds nothing to do.
        }
    }

    private void closeServer() {
        if (outcome.join() instanceof Started started) {
            started.server().close();
        }
    }
}
