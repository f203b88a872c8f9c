package io.deliverytracking.service.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The context of a trace in a record's header.
 *
 * <p>Source: W3C Trace Context, "traceparent": version-trace id-parent id-flags, in hexadecimal digits.
 */
final class TraceHeader {

    private static final String NAME = "traceparent";
    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Headers> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            Header header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null
                    ? null
                    : new String(header.value(), StandardCharsets.US_ASCII);
        }
    };

    private TraceHeader() {}

    static void write(Headers headers, Span span) {
        PROPAGATOR.inject(
                Context.root().with(span),
                headers,
                (target, name, value) -> target.remove(name).add(name, value.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The span that the record was sent in, if it is sampled. Usually there is no header, and this is all. */
    static @Nullable Context sampled(Headers headers) {
        if (headers.lastHeader(NAME) == null) {
            return null;
        }
        Context context = PROPAGATOR.extract(Context.root(), headers, GETTER);
        SpanContext span = Span.fromContext(context).getSpanContext();
        return span.isValid() && span.isSampled() ? context : null;
    }
}
