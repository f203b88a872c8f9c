package io.deliverytracking.analytics.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The settings as Quarkus would make them, without Quarkus. */
final class TestConfig {

    private TestConfig() {}

    /** The defaults, with some settings changed. */
    static AnalyticsConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AnalyticsConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(AnalyticsConfig.class);
    }
}
