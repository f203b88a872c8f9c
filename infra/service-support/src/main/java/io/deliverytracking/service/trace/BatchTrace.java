package io.deliverytracking.service.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What is done with a batch, seen from the sampled records in it: a span for each of them, in the trace that its producer
 * began, and one for the batch, in a trace of its own. They are linked, both ways.
 *
 * <p>Threading: one thread. A batch without sampled records, which is nearly every one, has no spans.
 */
public final class BatchTrace implements AutoCloseable {

    static final BatchTrace NONE = new BatchTrace(List.of());

    /** A foreign producer may have sampled everything. */
    private static final int MAX_RECORDS = 64;

    private final List<Span> spans;

    private BatchTrace(List<Span> spans) {
        this.spans = spans;
    }

    private record Sampled(ConsumerRecord<?, ?> record, Context sentIn) {}

    static BatchTrace of(Tracer tracer, String name, ConsumerRecords<?, ?> poll) {
        List<Sampled> sampled = sampled(poll);
        if (sampled.isEmpty()) {
            return NONE;
        }
        SpanBuilder whole = tracer.spanBuilder(name + " batch")
                .setNoParent()
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.batch.message_count", poll.count());
        sampled.forEach(one -> whole.addLink(Span.fromContext(one.sentIn()).getSpanContext()));
        Span batch = whole.startSpan();
        List<Span> spans = new ArrayList<>();
        for (Sampled one : sampled) {
            spans.add(span(tracer, name, one, batch.getSpanContext()));
        }
        spans.add(batch);
        return new BatchTrace(spans);
    }

    private static List<Sampled> sampled(ConsumerRecords<?, ?> poll) {
        List<Sampled> sampled = new ArrayList<>();
        for (ConsumerRecord<?, ?> record : poll) {
            Context sentIn = TraceHeader.sampled(record.headers());
            if (sentIn != null && sampled.size() < MAX_RECORDS) {
                sampled.add(new Sampled(record, sentIn));
            }
        }
        return sampled;
    }

    private static Span span(Tracer tracer, String name, Sampled one, SpanContext batch) {
        return tracer.spanBuilder(name + ' ' + one.record().topic())
                .setParent(one.sentIn())
                .setSpanKind(SpanKind.CONSUMER)
                .addLink(batch)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", one.record().topic())
                .setAttribute(
                        "messaging.destination.partition.id",
                        Integer.toString(one.record().partition()))
                .setAttribute("messaging.kafka.offset", one.record().offset())
                .startSpan();
    }

    /** The batch was not done with here, for this reason. */
    public void notDone(String reason) {
        spans.forEach(span -> span.setStatus(StatusCode.ERROR, reason));
    }

    /** The batch is done with. */
    @Override
    public void close() {
        spans.forEach(Span::end);
    }
}
