package io.deliverytracking.service.reading;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the log is read; the same for every service that reads it. */
@ConfigMapping(prefix = "delivery.kafka")
public interface ReadingConfig {

    /** {@code connector} or {@code plain-client}. Chosen at the start; both read with the settings of the channel. */
    @WithDefault("connector")
    Adapter adapter();

    /** What stands between the log and the domain. */
    enum Adapter {
        /** SmallRye's connector. */
        CONNECTOR,
        /** {@link PollLoop}; the connector's channel is switched off. */
        PLAIN_CLIENT
    }
}
