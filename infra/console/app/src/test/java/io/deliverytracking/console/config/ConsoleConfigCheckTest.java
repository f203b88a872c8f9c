package io.deliverytracking.console.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleConfigCheckTest {

    @Test
    void theDefaultsPass() {
        assertThatCode(() -> ConsoleConfigCheck.check(with(Map.of()))).doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        ConsoleConfig config = with(Map.of(
                "console.services.simulator", "https://127.0.0.1:8082",
                "console.proxy.max-calls", "0",
                "console.proxy.silence", "0s",
                "console.pipeline.interval", "20s",
                "console.pipeline.groups", "a,b,a"));

        assertThatThrownBy(() -> ConsoleConfigCheck.check(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("console.services.simulator must be http://host:port")
                .hasMessageContaining("console.proxy.max-calls")
                .hasMessageContaining("console.proxy.silence")
                .hasMessageContaining("console.pipeline.interval (PT20S) must not exceed pipeline.idle-after")
                .hasMessageContaining("console.pipeline.groups names something twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "localhost:8082",
                "http://127.0.0.1:8082/api",
                "http://user@127.0.0.1:8082",
                "http://127.0.0.1:8082?x=1",
                "http://127.0.0.1:8082#x"
            })
    void anAddressIsSchemeHostAndPortAndNothingMore(String address) {
        ConsoleConfig config = with(Map.of("console.services.broker", address));

        assertThatThrownBy(() -> ConsoleConfigCheck.check(config)).hasMessageContaining("console.services.broker");
    }

    private static ConsoleConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ConsoleConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(ConsoleConfig.class);
    }
}
