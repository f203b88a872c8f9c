package io.deliverytracking.console.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.console.domain.RateWindow;
import io.deliverytracking.console.domain.ServiceState;
import io.deliverytracking.console.domain.ServiceWatch;
import io.deliverytracking.console.pipeline.PipelineView.FiguresView;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One service, asked by REST.
 *
 * <p>Threading: the collector's event loop alone, on which its calls also complete.
 */
final class ServiceSource implements Source {

    private final ServiceKind kind;
    private final Supplier<Future<JsonNode>> call;
    private final Clock clock;
    private final ServiceWatch watch;
    private final Map<String, RateWindow> rates = new LinkedHashMap<>();
    private @Nullable JsonNode status;
    private @Nullable Future<Void> underWay;

    ServiceSource(ServiceKind kind, Supplier<Future<JsonNode>> call, Clock clock) {
        this.kind = kind;
        this.call = call;
        this.clock = clock;
        this.watch = new ServiceWatch(kind.serviceName());
    }

    @Override
    public Future<Void> poll() {
        if (underWay == null) {
            underWay = call.get().map(this::note).otherwise(this::noteSilence);
            underWay.onComplete(done -> underWay = null);
        }
        return underWay == null ? Future.succeededFuture() : underWay;
    }

    @Override
    public @Nullable ServiceState state() {
        return watch.state();
    }

    /** Null while the service is away. */
    @Nullable
    FiguresView figures() {
        if (status == null) {
            return null;
        }
        Map<String, Double> perSecond = new LinkedHashMap<>();
        rates.forEach((name, rate) -> rate.perSecond().ifPresent(value -> perSecond.put(name, value)));
        return new FiguresView(perSecond, status);
    }

    private @Nullable Void note(JsonNode answer) {
        Instant now = clock.instant();
        watch.answered(now, kind.trouble(answer));
        status = answer;
        kind.counters().forEach((name, pointer) -> {
            JsonNode counter = answer.at(pointer);
            if (counter.isIntegralNumber()) {
                rates.computeIfAbsent(name, any -> new RateWindow(Collecting.RATE_SPAN))
                        .add(now.toEpochMilli(), counter.longValue());
            }
        });
        return null;
    }

    private @Nullable Void noteSilence(Throwable fault) {
        watch.silent(clock.instant(), String.valueOf(fault.getMessage()));
        status = null;
        rates.clear();
        return null;
    }
}
