package io.deliverytracking.console.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.console.config.ConsoleConfig;
import io.deliverytracking.console.domain.ServiceState;
import io.deliverytracking.console.kafka.LogFigures;
import io.deliverytracking.console.kafka.LogInquiry;
import io.deliverytracking.console.pipeline.PipelineView.ServiceView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the picture fresh while somebody asks for it: with the first question it begins to ask every part once an interval,
 * and some time after the last question it stops. A hundred open pages cost the services as much as one.
 *
 * <p>The picture is put together from what each part said last; a part that does not answer delays only the very first
 * picture, and that no longer than its timeout.
 *
 * <p>Threading: all state belongs to one event loop; questions come from any thread.
 *
 * <p>Failure: none. What is away is shown so, and is asked again with the next turn.
 */
@Singleton
final class PipelineCollector {

    private final Vertx vertx;
    private final Context context;
    private final Clock clock;
    private final long intervalMs;
    private final long idleAfterMs;
    private final ServiceSource simulator;
    private final LogSource log;
    private final ServiceSource location;
    private final ServiceSource analytics;
    private final ServiceSource dbWriter;

    private long lastAskedMs;
    private boolean collecting;
    private Future<Void> firstTurn = Future.succeededFuture();

    PipelineCollector(Vertx vertx, ConsoleConfig config, LogInquiry inquiry, ObjectMapper mapper) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clock = Clock.systemUTC();
        this.intervalMs = config.pipeline().interval().toMillis();
        this.idleAfterMs = config.pipeline().idleAfter().toMillis();
        ServiceCalls calls = new ServiceCalls(vertx, mapper, config.pipeline().timeout());
        this.simulator = source(ServiceKind.SIMULATOR, config.services().simulator(), calls);
        this.location = source(ServiceKind.LOCATION, config.services().location(), calls);
        this.analytics = source(ServiceKind.ANALYTICS, config.services().analytics(), calls);
        this.dbWriter = source(ServiceKind.DB_WRITER, config.services().dbWriter(), calls);
        long timeoutMs = config.pipeline().timeout().toMillis();
        this.log = new LogSource(() -> asked(inquiry, timeoutMs), clock);
    }

    /** The newest picture; the first after a pause waits until every part was asked. */
    CompletionStage<PipelineView> picture() {
        Promise<PipelineView> promise = Promise.promise();
        context.runOnContext(asked -> {
            lastAskedMs = clock.millis();
            if (!collecting) {
                collecting = true;
                firstTurn = turn();
                vertx.setPeriodic(intervalMs, this::onTimer);
            }
            firstTurn.map(done -> view()).onComplete(promise);
        });
        return promise.future().toCompletionStage();
    }

    private void onTimer(long timer) {
        if (clock.millis() - lastAskedMs > idleAfterMs) {
            vertx.cancelTimer(timer);
            collecting = false;
        } else {
            turn();
        }
    }

    private Future<Void> turn() {
        return Future.join(sources().stream().map(Source::poll).toList()).mapEmpty();
    }

    private PipelineView view() {
        return new PipelineView(
                clock.millis(),
                states(),
                simulator.figures(),
                log.figures(),
                location.figures(),
                analytics.figures(),
                dbWriter.figures());
    }

    private List<ServiceView> states() {
        return sources().stream().map(source -> ServiceView.of(stateOf(source))).toList();
    }

    private static ServiceState stateOf(Source<?> source) {
        return Objects.requireNonNull(source.state(), "the first turn has ended");
    }

    /** In the order of an event's way. */
    private List<Source<?>> sources() {
        return List.of(simulator, log, location, analytics, dbWriter);
    }

    /** The questions to the brokers build on each other: each has its own timeout, and all together have this one. */
    private Future<LogFigures> asked(LogInquiry inquiry, long timeoutMs) {
        return Future.fromCompletionStage(inquiry.ask(), context)
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(fault -> Future.failedFuture(
                        fault instanceof TimeoutException
                                ? new IOException("no answer within " + timeoutMs + " ms")
                                : fault));
    }

    private ServiceSource source(ServiceKind kind, URI address, ServiceCalls calls) {
        return new ServiceSource(kind, () -> calls.get(address, kind.path()), clock);
    }
}
