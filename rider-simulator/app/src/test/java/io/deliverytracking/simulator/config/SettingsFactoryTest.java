package io.deliverytracking.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.partition.PartitionChoice;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFactoryTest {

    @Test
    void theDefaultsAreSound() {
        SettingsFactory settings = settings(Map.of());
        assertThatCode(settings::check).doesNotThrowAnyException();
        assertThat(settings.acks()).isEqualTo(-1);
        assertThat(settings.faults().any()).isFalse();
        assertThat(settings.partitionChoice(12).partitionOf(new Fix())).isEqualTo(PartitionChoice.BY_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "simulator.riders, 0",
        "simulator.rate-per-rider, 1000",
        "simulator.rate-per-rider, NaN",
        "simulator.duration, 0s",
        "simulator.producer.acks, most",
        "simulator.producer.linger-ms, -1",
        "simulator.producer.max-block-ms, 0",
        "simulator.topics.location-partitions, 0",
        "simulator.city.latitude, 88",
        "simulator.city.longitude, 200",
    })
    void aWrongPropertyIsNamed(String property, String value) {
        assertThatThrownBy(() -> settings(Map.of(property, value)).check())
                .isInstanceOfSatisfying(
                        InvalidSettingException.class,
                        e -> assertThat(e.field()).isEqualTo(property));
    }

    @Test
    void relationsBetweenPropertiesAreChecked() {
        assertThatThrownBy(() -> settings(Map.of("simulator.producer.delivery-timeout-ms", "10000"))
                        .check())
                .hasMessage("simulator.producer.delivery-timeout-ms 10000 is below 10020");
        assertThatThrownBy(() -> settings(Map.of("simulator.producer.buffer-memory", "1000"))
                        .check())
                .hasMessageContaining("buffer-memory");
        assertThatThrownBy(() -> settings(
                                Map.of("simulator.partitioner", "explicit", "simulator.explicit-partition", "12"))
                        .check())
                .hasMessage("simulator.explicit-partition 12 is not one of 12 partitions");
        assertThatThrownBy(() -> settings(Map.of("simulator.topics.location-retention-bytes", "1000"))
                        .check())
                .hasMessageContaining("location-retention-bytes 1000 is below 33554432");
        assertThatThrownBy(() -> settings(Map.of("simulator.faults.duplicate-rate", "1.5"))
                        .check())
                .hasMessageContaining("duplicateRate");
        assertThatThrownBy(
                        () -> settings(Map.of("simulator.city.radius-m", "1")).check())
                .hasMessageContaining("radius");
        assertThatThrownBy(
                        () -> settings(Map.of("simulator.replay.file", "x.csv", "simulator.replay.time-zone", "Mars"))
                                .check())
                .hasMessageContaining("\"Mars\" is no time zone");
        assertThatThrownBy(() -> settings(Map.of("simulator.replay.file", "x.csv", "simulator.replay.separator", "::"))
                        .check())
                .hasMessageContaining("neither one character nor \"tab\"");
    }

    private static SettingsFactory settings(Map<String, String> properties) {
        return new SettingsFactory(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SimulatorConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SimulatorConfig.class));
    }
}
