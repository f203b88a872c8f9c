package io.deliverytracking.location.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocationConfigCheckTest {

    @Test
    void theDefaultsPass() {
        assertThatCode(() -> LocationConfigCheck.check(TestConfig.with(Map.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        LocationConfig config = TestConfig.with(Map.of(
                "location.commit-interval", "5s",
                "location.restore.locations", "20m",
                "location.live.min-interval", "2s",
                "location.rest.default-riders", "0",
                "location.map.cell-degrees", "0"));
        assertThatThrownBy(() -> LocationConfigCheck.check(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("location.commit-interval")
                .hasMessageContaining("location.restore.locations (PT20M) must not exceed retention.silent-riders")
                .hasMessageContaining("location.live.min-interval")
                .hasMessageContaining("location.rest.default-riders")
                .hasMessageContaining("location.map.cell-degrees");
    }

    @Test
    void anIntervalThatNoTimerCanKeepIsRefused() {
        LocationConfig config = TestConfig.with(Map.of(
                "location.commit-interval", "PT0.0001S",
                "location.retention.check-interval", "PT0.0001S",
                "location.live.min-interval", "PT0.0001S",
                "location.live.max-unread-bytes", "0"));
        assertThatThrownBy(() -> LocationConfigCheck.check(config))
                .hasMessageContaining("location.commit-interval must be at least 1 ms")
                .hasMessageContaining("location.retention.check-interval must be at least 1 ms")
                .hasMessageContaining("location.live.min-interval must be at least 1 ms")
                .hasMessageContaining("location.live.max-unread-bytes must be at least 1");
    }
}
