package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupConfigTest {

    @Test
    void theDefaultsAreKafkas() {
        GroupConfig config = GroupConfig.DEFAULT;

        assertThat(config.minSessionTimeoutMs()).isEqualTo(6_000);
        assertThat(config.maxSessionTimeoutMs()).isEqualTo(1_800_000);
        assertThat(config.initialRebalanceDelayMs()).isEqualTo(3_000);
        assertThat(config.offsetMetadataMaxSize()).isEqualTo(4_096);
        assertThat(config.offsetsRetentionMs()).isEqualTo(7L * 24 * 60 * 60 * 1_000);
        assertThat(config.offsetsTopicPartitions()).isEqualTo(50);
        assertThat(config.offsetsTopicConfigs()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void aPropertyThatIsNoNumberIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.from(Map.of("group.max.size", "many")))
                .withMessageContaining("group.max.size=many");
    }

    @Test
    void aPropertyOutOfRangeIsNamedWithItsRule() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.from(Map.of("group.max.session.timeout.ms", "5000")))
                .withMessageContaining("group.max.session.timeout.ms=5000")
                .withMessageContaining("group.min.session.timeout.ms=6000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.from(Map.of("offsets.retention.minutes", "0")))
                .withMessageContaining("offsets.retention.minutes=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.from(Map.of("offsets.topic.num.partitions", "9001")))
                .withMessageContaining("from 1 to 9000");
    }
}
