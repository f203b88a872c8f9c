/**
 * Traces of single events, from the rider who sends to the row: one in many thousands, and none at all unless asked for.
 *
 * <pre>
 *  send delivery-location-updates          producer: from send() to the acknowledgement
 *   ├─ apply (location-consumer)           each reader: from the poll to the end of the batch
 *   ├─ count (analytics-consumer)
 *   └─ store (db-writer)                   to the commit ── link ──▶ store batch ── links ──▶ every sampled record in it
 * </pre>
 *
 * <p>The context travels in the record's header {@code traceparent} (W3C Trace Context). The producer decides who is sampled
 * ({@link io.deliverytracking.service.trace.ProducerTraces}), readers follow
 * ({@link io.deliverytracking.service.trace.BatchTrace}). A batch serves many traces and belongs to none, so it has a trace
 * of its own, linked with all of them. Spans leave by OTLP over HTTP.
 */
@NullMarked
package io.deliverytracking.service.trace;

import org.jspecify.annotations.NullMarked;
