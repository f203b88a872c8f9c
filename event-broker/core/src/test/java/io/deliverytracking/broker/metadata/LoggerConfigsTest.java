package io.deliverytracking.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.metadata.ConfigAlteration.Change;
import io.deliverytracking.broker.port.LogLevels;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.Test;

/** KIP-412, in the words of Apache Kafka. */
class LoggerConfigsTest {

    private final SortedMap<String, String> levels = new TreeMap<>(Map.of("root", "INFO", "a.b", "INFO"));
    private final LoggerConfigs configs = new LoggerConfigs(
            new LogLevels() {
                @Override
                public SortedMap<String, String> levels() {
                    return levels;
                }

                @Override
                public void set(String logger, String level) {
                    levels.put(logger, level);
                }

                @Override
                public void unset(String logger) {
                    levels.put(logger, levels.get("root"));
                }
            },
            1);

    private void alter(OpType operation, String logger, String level) {
        configs.alter("1", List.of(new Change(logger, operation, level)), false);
    }

    @Test
    void levelsAreToldSetAndInheritedAgain() {
        alter(OpType.SET, "a.b", "DEBUG");
        assertThat(configs.describe("1"))
                .extracting(ConfigValue::name, ConfigValue::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a.b", "DEBUG"),
                        org.assertj.core.groups.Tuple.tuple("root", "INFO"));

        alter(OpType.DELETE, "a.b", null);
        assertThat(levels).containsEntry("a.b", "INFO");
    }

    @Test
    void aResourceChangesAsAWholeOrNotAtAll() {
        List<Change> changes = List.of(new Change("a.b", OpType.SET, "DEBUG"), new Change("no", OpType.SET, "DEBUG"));
        assertThatThrownBy(() -> configs.alter("1", changes, false))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("Logger no does not exist!");
        configs.alter("1", List.of(new Change("a.b", OpType.SET, "DEBUG")), true);

        assertThat(levels).containsEntry("a.b", "INFO");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        refused(OpType.SET, "a.b", "LOUD", InvalidConfigurationException.class, "is not a supported log level. Valid");
        refused(OpType.APPEND, "a.b", "DEBUG", InvalidRequestException.class, "APPEND operation is not allowed");
        refused(OpType.DELETE, "root", null, InvalidRequestException.class, "Removing the log level of the root");
        refused(OpType.SET, "a.b", null, InvalidRequestException.class, "Null value not supported for : a.b");
        assertThatThrownBy(() -> configs.describe("")).hasMessage("Broker id must not be empty");
        assertThatThrownBy(() -> configs.describe("2")).hasMessage("Unexpected broker id, expected 1 but received 2");
        assertThatThrownBy(() -> configs.alter("x", List.of(), false))
                .hasMessage("Node id must be an integer, but it is: x");
    }

    private void refused(
            OpType operation, String logger, String level, Class<? extends ApiException> type, String message) {
        assertThatThrownBy(() -> alter(operation, logger, level))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }
}
