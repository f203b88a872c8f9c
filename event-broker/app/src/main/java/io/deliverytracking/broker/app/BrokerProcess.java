package io.deliverytracking.broker.app;

import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.config.KafkaProperties;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import io.deliverytracking.broker.server.BrokerStartException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker in this process: started with it, stopped with it.
 *
 * <p>It starts beside Quarkus, on a thread of its own: HTTP answers "not ready" while logs are being
 * recovered.
 *
 * <p>Threading: any thread. {@link #ask} never blocks.
 *
 * <p>Failure: a broker that can't start, or that gives up later, ends the process with status 1 and one
 * line that says why.
 */
@ApplicationScoped
public class BrokerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);

    private static final int FAILED = 1;

    private final BrokerSettings settings;
    private final CompletableFuture<BrokerServer> starting = new CompletableFuture<>();
    private volatile @Nullable BrokerServer server;
    private volatile boolean stopped;

    BrokerProcess(BrokerSettings settings) {
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        new Thread(this::start, "broker-start").start();
    }

    private void start() {
        try {
            BrokerServer started = BrokerServer.start(BrokerConfig.of(KafkaProperties.of(settings)));
            server = started;
            started.whenStopped().thenAccept(this::onStopped);
            starting.complete(started);
        } catch (ConfigException | BrokerStartException e) {
            starting.completeExceptionally(e);
            giveUp(String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | Error e) {
            starting.completeExceptionally(e);
            giveUp("The broker cannot start: " + e, e);
        }
    }

    private void onStopped(@Nullable Throwable fault) {
        stopped = true;
        if (fault != null) {
            giveUp("The broker gave up: " + fault.getMessage(), fault);
        }
    }

    private static void giveUp(String why, @Nullable Throwable cause) {
        LOG.atError().setCause(cause).log(why);
        Quarkus.asyncExit(FAILED);
    }

    /** Stops cleanly; waits for a start that is under way, because its files must be closed too. */
    void onStop(@Observes ShutdownEvent event) {
        try {
            starting.join().close();
        } catch (CompletionException e) {
            LOG.atDebug().setCause(e).log("Nothing to stop: the broker never started");
        }
    }

    /** Whether connections are accepted, which comes after all logs are recovered. */
    public boolean isServing() {
        return server != null && !stopped;
    }

    /** Whether the broker was started and is no more. */
    public boolean isStopped() {
        return stopped;
    }

    /** The broker, or null before it accepts connections. */
    public @Nullable BrokerServer server() {
        return server;
    }

    /**
     * Asks the broker something, on its lane.
     *
     * @param query must not block, and must hand out nothing that the lane goes on changing
     * @return fails with {@link BrokerUnavailableException} when there is no broker to ask, or no
     *     answer in time
     */
    public <T> CompletionStage<T> ask(Duration timeout, Function<? super Node, ? extends T> query) {
        BrokerServer asked = server;
        if (asked == null || stopped) {
            return CompletableFuture.failedFuture(
                    new BrokerUnavailableException(stopped ? "The broker has stopped." : "The broker is starting."));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        asked.<T>onLane(query).whenComplete((result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : failure;
            return CompletableFuture.failedFuture(
                    cause instanceof TimeoutException
                            ? new BrokerUnavailableException("The broker's lane did not answer within " + timeout + ".")
                            : cause);
        });
    }
}
