package io.deliverytracking.dbwriter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.dbwriter.domain.PacePolicy;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigCheckTest {

    @Test
    void theDefaultsPass() {
        assertThatCode(() -> ConfigCheck.check(with(Map.of()))).doesNotThrowAnyException();
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        DbWriterConfig config = with(Map.of(
                "delivery.database.lock-timeout", "1h",
                "delivery.ingest.commit-interval", "5s",
                "delivery.ingest.linger", "0s",
                "delivery.ingest.max-records", "0",
                "delivery.ingest.retry-first", "1m",
                "delivery.partitions.width", "7m",
                "delivery.query.max-results", "0"));
        assertThatThrownBy(() -> ConfigCheck.check(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delivery.database.lock-timeout=PT1H has to be below")
                .hasMessageContaining("delivery.ingest.commit-interval=PT5S has to be at most PT1S")
                .hasMessageContaining("delivery.ingest.linger=PT0S has to be positive")
                .hasMessageContaining("delivery.ingest.max-records=0 has to be at least 1")
                .hasMessageContaining("delivery.ingest.retry-first=PT1M has to be below")
                .hasMessageContaining("delivery.partitions.width=PT7M has to divide a day")
                .hasMessageContaining("delivery.query.max-results=0 has to be at least 1");
    }

    @Test
    void aBoundThatIsNoBoundAndALimitOfLagThatIsAlwaysPassedAreRefused() {
        assertThatThrownBy(() -> ConfigCheck.check(with(Map.of(
                        "delivery.ingest.foreground-p99", "0s",
                        "delivery.ingest.max-lag", "100ms",
                        "delivery.ingest.linger", "200ms",
                        "delivery.ingest.probe-interval", "1s"))))
                .hasMessageContaining("delivery.ingest.foreground-p99=PT0S has to be positive")
                .hasMessageContaining(
                        "delivery.ingest.linger=PT0.2S has to be below delivery.ingest.max-lag=PT0.1S: records are as"
                                + " old as the broker gathers them")
                .hasMessageContaining("delivery.ingest.probe-interval=PT1S has to be from PT0.005S to PT0.1S");
        assertThatThrownBy(() -> ConfigCheck.check(with(Map.of("delivery.ingest.foreground-p99", "3m"))))
                .hasMessageContaining(
                        "delivery.ingest.foreground-p99=PT3M has to be below delivery.ingest.max-lag=PT2M");
    }

    @Test
    void aPaceWithNothingToGoByIsRefused() {
        Map<String, String> blind = Map.of(
                "delivery.ingest.policy", "foreground-first",
                "delivery.ingest.probe", "false",
                "delivery.ingest.strategy", "hibernate-reactive");
        assertThatThrownBy(() -> ConfigCheck.check(with(blind)))
                .hasMessageContaining("nothing would stand for the foreground");
        Map<String, String> hasty = Map.of(
                "delivery.ingest.policy", "foreground-first",
                "delivery.ingest.probe", "false",
                "delivery.ingest.synchronous-commit", "false");
        assertThatThrownBy(() -> ConfigCheck.check(with(hasty)))
                .hasMessageContaining("commits that don't wait for the disk tell nothing of those that do");
        assertThatCode(() -> ConfigCheck.check(
                        with(Map.of("delivery.ingest.policy", "foreground-first", "delivery.ingest.probe", "false"))))
                .doesNotThrowAnyException();
    }

    @Test
    void policiesAreNamedAsPeopleWriteThem() {
        assertThat(with(Map.of()).ingest().policy()).isEqualTo(PacePolicy.LAG_FIRST);
        assertThat(with(Map.of("delivery.ingest.policy", "foreground-first"))
                        .ingest()
                        .policy())
                .isEqualTo(PacePolicy.FOREGROUND_FIRST);
    }

    @Test
    void noCommitIntervalIsNoneAtAll() {
        assertThatThrownBy(() -> ConfigCheck.check(with(Map.of("delivery.ingest.commit-interval", "0s"))))
                .hasMessageContaining("delivery.ingest.commit-interval=PT0S has to be positive");
    }

    private static DbWriterConfig with(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(DbWriterConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build()
                .getConfigMapping(DbWriterConfig.class);
    }
}
