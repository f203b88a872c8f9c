package io.deliverytracking.service.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Begins the trace of a few of the records that a producer sends, by lot, and ends the sending at the acknowledgement.
 *
 * <p>Made by Kafka, for producers whose settings have {@link Tracing#producerSettings()}.
 *
 * <p>Threading: any thread sends, the producer's own one acknowledges. Memory: a span for each sampled record that the
 * producer holds, which ends all of them, by time-out if need be.
 */
public final class ProducerTraces implements ProducerInterceptor<Object, Object> {

    private final Map<String, Span> open = new ConcurrentHashMap<>();
    private @Nullable Tracer tracer;
    private double ratio;

    @Override
    public void configure(Map<String, ?> settings) {
        Tracing tracing = Tracing.current();
        tracer = tracing == null ? null : tracing.tracer();
        ratio = tracing == null ? 0 : tracing.ratio();
    }

    @Override
    public ProducerRecord<Object, Object> onSend(ProducerRecord<Object, Object> record) {
        if (tracer != null && ThreadLocalRandom.current().nextDouble() < ratio) {
            Span span = tracer.spanBuilder("send " + record.topic())
                    .setNoParent()
                    .setSpanKind(SpanKind.PRODUCER)
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.destination.name", record.topic())
                    .startSpan();
            TraceHeader.write(record.headers(), span);
            open.put(span.getSpanContext().getSpanId(), span);
        }
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception fault, Headers headers) {
        if (open.isEmpty()) {
            return;
        }
        Context sent = TraceHeader.sampled(headers);
        Span span = sent == null
                ? null
                : open.remove(Span.fromContext(sent).getSpanContext().getSpanId());
        if (span == null) {
            return;
        }
        if (fault != null) {
            span.setStatus(StatusCode.ERROR, String.valueOf(fault.getMessage()));
        } else if (metadata != null) {
            span.setAttribute("messaging.destination.partition.id", Integer.toString(metadata.partition()));
            span.setAttribute("messaging.kafka.offset", metadata.offset());
        }
        span.end();
    }

    @Override
    public void close() {
        open.values().forEach(Span::end);
        open.clear();
    }
}
