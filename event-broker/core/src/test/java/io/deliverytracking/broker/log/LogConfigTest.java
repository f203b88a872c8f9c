package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.record.MessageTimestampType;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Topic properties, by Kafka's names. */
class LogConfigTest {

    @Test
    void withoutPropertiesTheDefaultsAreApacheKafkas() {
        LogConfig config = LogConfig.DEFAULT;
        assertThat(config.segmentBytes()).isEqualTo(1_073_741_824);
        assertThat(config.segmentMs()).isEqualTo(604_800_000);
        assertThat(config.retentionMs()).isEqualTo(604_800_000);
        assertThat(config.retentionBytes()).isEqualTo(-1);
        assertThat(config.maxMessageBytes()).isEqualTo(1_048_588);
        assertThat(config.indexIntervalBytes()).isEqualTo(4096);
        assertThat(config.timestampType()).isEqualTo(MessageTimestampType.CREATE_TIME);
        assertThat(config.timestampAfterMaxMs()).isEqualTo(3_600_000);
        assertThat(config.minInsyncReplicas()).isEqualTo(1);
        assertThat(config.delete()).isTrue();
        assertThat(config.compact()).isFalse();
    }

    @Test
    void everyNameIsOneOfApacheKafkas() throws ReflectiveOperationException {
        Set<Object> names = new HashSet<>();
        for (Field field : TopicConfig.class.getFields()) {
            names.add(field.get(null));
        }
        assertThat(LogConfigKeys.all()).allMatch(key -> names.contains(key.name()));
    }

    @Test
    void aTopicsPropertyGoesBeforeTheBrokersDefault() {
        Map<String, String> defaults = LogConfigKeys.topicDefaults(
                Map.of("log.segment.bytes", "2000000", "log.retention.hours", "2", "listeners", "x"));
        assertThat(defaults).containsEntry("segment.bytes", "2000000").containsEntry("retention.ms", "7200000");
        LogConfig config = LogConfig.fromProperties(defaults, Map.of("segment.bytes", "3000000"));
        assertThat(config.segmentBytes()).isEqualTo(3_000_000);
        assertThat(config.retentionMs()).isEqualTo(7_200_000);
    }

    @Test
    void millisecondsGoBeforeMinutesAndMinutesBeforeHours() {
        assertThat(LogConfigKeys.topicDefaults(
                        Map.of("log.retention.hours", "1", "log.retention.minutes", "2", "log.retention.ms", "3")))
                .containsEntry("retention.ms", "3");
        assertThat(LogConfigKeys.topicDefaults(Map.of("log.retention.hours", "1", "log.retention.minutes", "2")))
                .containsEntry("retention.ms", "120000");
        assertThat(LogConfigKeys.topicDefaults(Map.of("log.retention.hours", "-1")))
                .containsEntry("retention.ms", "-1");
    }

    @ParameterizedTest
    @CsvSource({
        "segment.bytes, 1000, at least 1048576",
        "segment.bytes, many, INT",
        "segment.bytes, 3000000000, INT",
        "retention.ms, -2, at least -1",
        "retention.ms, soon, LONG",
        "cleanup.policy, shred, one of: compact",
        "cleanup.policy, 'compact,', one of: compact",
        "preallocate, yes, either true or false",
        "unclean.leader.election.enable, 1, either true or false",
        "message.timestamp.type, Now, CreateTime",
        "compression.type, brotli, producer",
        "min.insync.replicas, 0, at least 1",
        "min.cleanable.dirty.ratio, 2, between 0 and 1",
        "max.compaction.lag.ms, 0, at least 1",
        "retention.weeks, 1, Unknown topic config name: retention.weeks",
    })
    void aBadValueIsNamedWithItsReason(String name, String value, String reason) {
        assertThatThrownBy(() -> LogConfig.fromProperties(Map.of(name, value)))
                .isInstanceOf(InvalidLogConfigException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value)
                .hasMessageContaining(reason);
    }

    @Test
    void compactionLagsMustNotContradictEachOther() {
        assertThatThrownBy(() ->
                        LogConfig.fromProperties(Map.of("min.compaction.lag.ms", "100", "max.compaction.lag.ms", "50")))
                .isInstanceOf(InvalidLogConfigException.class)
                .hasMessageContaining("min.compaction.lag.ms")
                .hasMessageContaining("max.compaction.lag.ms");
    }

    @Test
    void noCleanupPolicyIsOneToo() {
        LogConfig config = LogConfig.fromProperties(Map.of("cleanup.policy", " "));
        assertThat(config.compact()).isFalse();
        assertThat(config.delete()).isFalse();
    }

    @Test
    void whatHasNoEffectIsTakenIfItIsWellFormed() {
        assertThat(LogConfig.fromProperties(Map.of("preallocate", "true", "unclean.leader.election.enable", " FALSE ")))
                .isEqualTo(LogConfig.DEFAULT);
    }

    @Test
    void bothCleanupPoliciesMayBeNamed() {
        LogConfig config = LogConfig.fromProperties(Map.of("cleanup.policy", "compact, delete"));
        assertThat(config.compact()).isTrue();
        assertThat(config.delete()).isTrue();
    }
}
