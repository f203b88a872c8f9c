package io.deliverytracking.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.partition.PartitionChoice;
import io.deliverytracking.traces.Origin;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
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
        assertThat(settings.partitionChoice(12, Optional.empty()).partitionOf(new Fix()))
                .isEqualTo(PartitionChoice.BY_KEY);
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
        "simulator.city.time-factor, 4000",
        "simulator.city.time-factor, NaN",
        "simulator.replay.riders, 0",
        "simulator.replay.skip-lines, -1",
        "simulator.replay.max-rows, 0",
        "simulator.replay.time-format, iso",
        "simulator.replay.time-zone, Mars",
        "simulator.replay.start, soon",
        "simulator.replay.origin, 'Berlin'",
        "simulator.replay.separator, ::",
    })
    void aWrongPropertyIsNamed(String property, String value) {
        assertThatThrownBy(() -> settings(Map.of(property, value, "simulator.replay.file", "x.csv"))
                        .check())
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
                .hasMessageContaining("neither one character nor \"tab\" nor \"blank\"");
    }

    @Test
    void aReplayIsTranslated() {
        SettingsFactory settings = settings(Map.of(
                "simulator.replay.file[0]", "a, b.zip",
                "simulator.replay.riders", "500",
                "simulator.replay.loop", "true",
                "simulator.replay.origin", "40.4,-3.7",
                "simulator.replay.start", "2022-06-01T09:00:00Z",
                "simulator.replay.time-format", "dd.MM.yyyy HH:mm",
                "simulator.replay.separator", "blank"));
        settings.check();
        assertThat(settings.replaySettings().riders()).hasValue(500);
        assertThat(settings.replaySettings().loop()).isTrue();
        assertThat(settings.traceOptions().origin()).contains(new Origin(40.4, -3.7));
        assertThat(settings.traceOptions().timePattern()).contains("dd.MM.yyyy HH:mm");
        assertThat(settings.traceOptions().separator()).contains(' ');
        assertThatThrownBy(() -> settings(Map.of(
                                "simulator.replay.file", "x.csv",
                                "simulator.replay.riders", "500",
                                "simulator.replay.copies", "2"))
                        .check())
                .hasMessageContaining("say the same thing in two ways");
        assertThatThrownBy(() -> settings(Map.of("simulator.replay.file", "x.csv", "simulator.replay.speed-up", "0"))
                        .check())
                .hasMessageContaining("speed-up 0.0 is outside of 0 to 1000000");
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
