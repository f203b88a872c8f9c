package io.deliverytracking.service.trace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Settings of traces, the same for every service. */
@ConfigMapping(prefix = "tracing")
public interface TracingConfig {

    /** Where spans go by OTLP over HTTP, such as {@code http://127.0.0.1:4318}; without it nothing is traced. */
    Optional<URI> endpoint();

    /** Share of the records sent that begin a trace; readers follow what the producer decided. */
    @WithDefault("0.00001")
    double ratio();
}
