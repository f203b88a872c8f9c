package io.deliverytracking.analytics.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalyticsConfigCheckTest {

    @Test
    void theDefaultsPass() {
        assertThatCode(() -> AnalyticsConfigCheck.check(TestConfig.with(Map.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        AnalyticsConfig config = TestConfig.with(Map.of(
                "analytics.commit-interval", "5s",
                "analytics.windows.allowed-lateness", "1h",
                "analytics.windows.idle-after", "0s",
                "analytics.history", "0",
                "analytics.city.latitude", "91"));
        assertThatThrownBy(() -> AnalyticsConfigCheck.check(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("analytics.commit-interval")
                .hasMessageContaining("allowed-lateness and max-ahead must not exceed")
                .hasMessageContaining("analytics.windows.idle-after")
                .hasMessageContaining("analytics.history")
                .hasMessageContaining("analytics.city.latitude");
    }

    @Test
    void anIntervalThatNoTimerCanKeepIsRefused() {
        AnalyticsConfig config = TestConfig.with(Map.of("analytics.commit-interval", "PT0.0001S"));
        assertThatThrownBy(() -> AnalyticsConfigCheck.check(config))
                .hasMessageContaining("analytics.commit-interval must be at least 1 ms");
    }
}
