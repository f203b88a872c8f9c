package io.deliverytracking.broker.app;

import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.config.KafkaProperties;
import io.deliverytracking.broker.node.Node;
import io.deliverytracking.broker.server.BrokerServer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.SortedMap;
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
 * The broker in this process, as beans see it.
 *
 * <p>Whoever starts the application by {@link EventBrokerMain} has it launched before there are beans; tests that run the
 * beans alone have it launched with them.
 *
 * <p>Threading: any thread. {@link #ask} never blocks.
 *
 * <p>Failure: a broker that can't start, or that gives up later, ends the process with status 1 and one
 * line that says why.
 */
@ApplicationScoped
public class BrokerProcess {

    static final int FAILED = 1;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);

    private final BrokerSettings settings;
    private volatile @Nullable BrokerLaunch launch;
    private volatile @Nullable BrokerServer server;
    private volatile boolean stopped;

    BrokerProcess(BrokerSettings settings) {
        this.settings = settings;
    }

    void onStart(@Observes StartupEvent event) {
        BrokerLaunch current = BrokerLaunch.current();
        if (current == null) {
            current = BrokerLaunch.begin(() -> KafkaProperties.of(settings));
        }
        launch = current;
        current.outcome().thenAccept(this::onOutcome);
    }

    private void onOutcome(BrokerLaunch.Outcome outcome) {
        if (outcome instanceof BrokerLaunch.Started started) {
            server = started.server();
            started.server().whenStopped().thenAccept(this::onStopped);
            requireSameSettings(started.properties());
        } else if (outcome instanceof BrokerLaunch.Failed failed) {
            giveUp(failed.why(), failed.fault());
        }
    }

    /** The launch looks for settings in fewer places than Quarkus does; what it did not see must not be passed over. */
    private void requireSameSettings(SortedMap<String, String> launched) {
        try {
            SortedMap<String, String> found = KafkaProperties.of(settings);
            if (!found.equals(launched)) {
                giveUp(
                        "The broker was started with " + launched + ", and Quarkus has found " + found
                                + ": put broker.* into system properties, the environment or"
                                + " config/application.properties.",
                        null);
            }
        } catch (ConfigException e) {
            giveUp(String.valueOf(e.getMessage()), null);
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

    /** Stops cleanly, before the shell is taken down. */
    void onStop(@Observes ShutdownEvent event) {
        BrokerLaunch launched = launch;
        if (launched != null) {
            launched.close();
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
