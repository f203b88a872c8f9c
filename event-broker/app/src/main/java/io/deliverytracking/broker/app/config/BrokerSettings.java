package io.deliverytracking.broker.app.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The broker's settings: everything below {@code broker.} */
@ConfigMapping(prefix = "broker")
public interface BrokerSettings {

    /**
     * The broker's properties under Kafka's names, quoted because they contain dots:
     * {@code broker.kafka."log.retention.ms"=60000}. They go before those of the file.
     */
    Map<String, String> kafka();

    /** What this application has for properties that neither the file nor a setting names; under Kafka's names. */
    Map<String, String> defaults();

    /** A {@code server.properties} as Kafka's own broker reads it; none by default. */
    Optional<Path> propertiesFile();

    /**
     * HTTP comes up when the broker accepts connections, but waits no longer than this for it: while logs are recovered for
     * long, it answers "not ready".
     */
    @WithDefault("5s")
    Duration headStart();

    /** The broker's lane must answer within this time, or the process is said not to be live. */
    @WithDefault("5s")
    Duration livenessTimeout();

    /** Settings of the inspection API. */
    Inspection inspection();

    /** The inspection API: what one request may cost. */
    interface Inspection {

        /** How long a request waits for the broker's lane. */
        @WithDefault("5s")
        Duration timeout();

        /** The most records in one answer. */
        @WithDefault("500")
        int maxRecords();

        /** The most bytes of log read for one answer; always at least one batch. */
        @WithDefault("1048576")
        int maxBytes();

        /** Keys and values are cut behind this many bytes. */
        @WithDefault("4096")
        int maxFieldBytes();
    }
}
