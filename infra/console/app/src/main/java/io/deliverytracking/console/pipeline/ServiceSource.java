package io.deliverytracking.console.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.deliverytracking.console.domain.RateWindow;
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
final class ServiceSource extends Source<JsonNode> {

    private final ServiceKind kind;
    private final Map<String, RateWindow> rates = new LinkedHashMap<>();
    private @Nullable JsonNode status;

    ServiceSource(ServiceKind kind, Supplier<Future<JsonNode>> call, Clock clock) {
        super(kind.serviceName(), call, clock);
        this.kind = kind;
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

    @Override
    @Nullable
    String answered(JsonNode answer, Instant now) {
        status = answer;
        kind.counters().forEach((name, pointer) -> {
            JsonNode counter = answer.at(pointer);
            if (counter.isIntegralNumber()) {
                rates.computeIfAbsent(name, any -> new RateWindow(Collecting.RATE_SPAN))
                        .add(now.toEpochMilli(), counter.longValue());
            }
        });
        return kind.trouble(answer);
    }

    @Override
    void silent() {
        status = null;
        rates.clear();
    }
}
