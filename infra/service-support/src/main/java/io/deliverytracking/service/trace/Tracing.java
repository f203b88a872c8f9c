package io.deliverytracking.service.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The service's traces, if it is asked for any. Switched off, there is no interceptor, no thread, and one look at a null
 * for each poll.
 *
 * <p>Plain SDK instead of Quarkus' extension: that one instruments HTTP, data sources and channels, all of it when the
 * application is built; here a handful of records is followed, decided at the start.
 *
 * <p>Threading: any thread. Memory: the exporter's queue is bounded, and drops what does not fit.
 */
@Singleton
@Startup
public class Tracing {

    private static final Logger LOG = Logger.getLogger(Tracing.class);
    private static final long LAST_FLUSH_S = 3;

    /** Kafka makes its interceptors itself, so they have to find this one: the process has one application. */
    private static volatile @Nullable Tracing current;

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;
    private final double ratio;

    @Inject
    public Tracing(TracingConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        this(config.endpoint().map(Tracing::exporting), config.ratio(), service);
        if (provider != null) {
            LOG.infof("Traces: endpoint=%s ratio=%s", config.endpoint().orElse(null), ratio);
        }
    }

    /** Traces whose spans go there. */
    Tracing(Optional<SpanProcessor> spans, double ratio, String service) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("tracing.ratio must lie within 0 and 1, is " + ratio);
        }
        this.ratio = ratio;
        this.provider = spans.map(processor -> SdkTracerProvider.builder()
                        .setResource(Resource.getDefault()
                                .merge(Resource.create(Attributes.builder()
                                        .put("service.name", service)
                                        .build())))
                        .addSpanProcessor(processor)
                        .build())
                .orElse(null);
        this.tracer = provider == null ? null : provider.get("io.deliverytracking");
        current = provider == null ? null : this;
    }

    private static SpanProcessor exporting(URI endpoint) {
        return BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint.resolve("/v1/traces").toString())
                        .build())
                .build();
    }

    /** What a producer's settings need to begin traces; nothing if none are asked for. */
    public static Map<String, Object> producerSettings() {
        return current == null
                ? Map.of()
                : Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, ProducerTraces.class.getName());
    }

    static @Nullable Tracing current() {
        return current;
    }

    @Nullable
    Tracer tracer() {
        return tracer;
    }

    double ratio() {
        return ratio;
    }

    /** Follows the sampled records of a poll until the trace is closed; {@code name} says what is done with them. */
    public BatchTrace begin(String name, ConsumerRecords<?, ?> poll) {
        return tracer == null ? BatchTrace.NONE : BatchTrace.of(tracer, name, poll);
    }

    /** Sends what waits, for a moment. */
    @PreDestroy
    void close() {
        if (provider != null) {
            current = null;
            provider.shutdown().join(LAST_FLUSH_S, TimeUnit.SECONDS);
        }
    }
}
