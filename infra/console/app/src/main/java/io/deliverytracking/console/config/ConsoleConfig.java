package io.deliverytracking.console.config;

import io.deliverytracking.events.Topics;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The settings of the console; relations between them are checked by {@link ConsoleConfigCheck} at the start. */
@ConfigMapping(prefix = "console")
public interface ConsoleConfig {

    /** Where the services are: scheme http, host and port, nothing more. */
    Services services();

    /** How calls are passed on to the services. */
    Proxy proxy();

    /** How the picture of the pipeline is collected. */
    Pipeline pipeline();

    /** One address a service. */
    interface Services {

        /** rider-simulator. */
        @WithDefault("http://127.0.0.1:8082")
        URI simulator();

        /** location-consumer. */
        @WithDefault("http://127.0.0.1:8083")
        URI location();

        /** analytics-consumer. */
        @WithDefault("http://127.0.0.1:8084")
        URI analytics();

        /** db-writer. */
        @WithDefault("http://127.0.0.1:8085")
        URI dbWriter();

        /** The inspection interface of event-broker; nothing answers there when the cluster is Apache Kafka. */
        @WithDefault("http://127.0.0.1:8081")
        URI broker();
    }

    /** Bounds of passing on. */
    interface Proxy {

        /** How long a service may take to accept a connection. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** How long a service may be silent, before its answer begins or within it. */
        @WithDefault("10s")
        Duration silence();

        /** Calls under way to one service; some more wait, the rest is refused. */
        @WithDefault("32")
        int maxCalls();

        /** Calls that wait for their turn. */
        @WithDefault("128")
        int maxWaiting();

        /** Open WebSockets to one service. */
        @WithDefault("256")
        int maxWebSockets();
    }

    /** The picture of the pipeline. */
    interface Pipeline {

        /** Between two collections, which serve all browsers. */
        @WithDefault("1s")
        Duration interval();

        /** Without a question for this long nothing is collected any more. */
        @WithDefault("10s")
        Duration idleAfter();

        /** How long a service or the brokers may take to answer; it counts as away when it does not twice in a row. */
        @WithDefault("3s")
        Duration timeout();

        /** The topics in the picture. */
        @WithDefault(Topics.DELIVERY_LOCATION_UPDATES + "," + Topics.RESTAURANT_UPDATES)
        List<String> topics();

        /** The consumer groups in the picture. */
        @WithDefault("location-consumer,analytics-consumer,db-writer")
        List<String> groups();
    }
}
