package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deliverytracking.broker.group.assignor.PartitionAssignor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerGroupConfigTest {

    @Test
    void defaultsAreKafkas() {
        ConsumerGroupConfig config = GroupConfig.DEFAULT.consumer();

        assertThat(config.sessionTimeoutMs()).isEqualTo(45_000);
        assertThat(config.heartbeatIntervalMs()).isEqualTo(5_000);
        assertThat(config.maxSize()).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.assignors()).extracting(PartitionAssignor::name).containsExactly("uniform", "range");
        assertThat(config.migrationPolicy()).isEqualTo(MigrationPolicy.BIDIRECTIONAL);
    }

    @ParameterizedTest
    @CsvSource({"Disabled, DISABLED", "upgrade, UPGRADE", "downgrade, DOWNGRADE", "BIDIRECTIONAL, BIDIRECTIONAL"})
    void policiesAreNamedInAnyCase(String name, MigrationPolicy policy) {
        GroupConfig config = GroupConfig.from(Map.of("group.consumer.migration.policy", name));

        assertThat(config.consumer().migrationPolicy()).isEqualTo(policy);
    }

    @Test
    void theFirstAssignorIsTheDefault() {
        ConsumerGroupConfig config = GroupConfig.from(Map.of("group.consumer.assignors", "range, uniform"))
                .consumer();

        assertThat(config.assignors()).extracting(PartitionAssignor::name).containsExactly("range", "uniform");
    }

    @ParameterizedTest
    @CsvSource({
        "group.consumer.session.timeout.ms, 44999",
        "group.consumer.session.timeout.ms, 60001",
        "group.consumer.min.heartbeat.interval.ms, 5001",
        "group.consumer.heartbeat.interval.ms, 15001",
        "group.consumer.max.session.timeout.ms, 44999",
        "group.consumer.max.size, 0",
        "group.consumer.assignors, mine",
        "group.consumer.migration.policy, both"
    })
    void aPropertyOutOfRangeIsNamed(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.from(Map.of(name, value)))
                .withMessageContaining(value);
    }

    @Test
    void membersCallMoreOftenThanTheirSessionsLast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupConfig.from(Map.of(
                        "group.consumer.min.session.timeout.ms", "100", "group.consumer.session.timeout.ms", "5000")))
                .withMessageContaining("group.consumer.heartbeat.interval.ms=5000");
    }
}
