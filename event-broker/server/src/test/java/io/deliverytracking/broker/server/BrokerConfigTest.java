package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.metadata.BrokerConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigTest {

    @Test
    void nothingSetMeansKafkasDefaultsOnTheLoopbackInterface() {
        BrokerConfig config = BrokerConfig.of(Map.of());

        assertThat(config.listener()).isEqualTo(new Endpoint("PLAINTEXT", "127.0.0.1", 9092));
        assertThat(config.advertised()).isEqualTo(config.listener());
        assertThat(config.integer(NetworkProperties.SOCKET_REQUEST_MAX_BYTES)).isEqualTo(104_857_600);
        assertThat(NodeConfigs.of(config).topicDefaults().autoCreationEnabled()).isTrue();
        assertThat(NodeConfigs.of(config).group().initialRebalanceDelayMs()).isEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log.segment.bytes | many | log.segment.bytes",
                "log.segment.bytes | 3 | log.segment.bytes",
                "socket.request.max.bytes | 0 | at least 1",
                "log.message.timestamp.type | Yesterday | CreateTime",
                "listeners | localhost:9092 | NAME://host:port",
                "listeners | PLAINTEXT://127.0.0.1:99999 | NAME://host:port",
                "listeners | SSL://127.0.0.1:9092 | PLAINTEXT",
                "listeners | PLAINTEXT://0.0.0.0:9092 | advertised.listeners",
                "log.dirs | /a,/b | exactly one",
                "group.min.session.timeout.ms | 9999999 | group.max.session.timeout.ms",
                "queued.max.request.bytes | 1 | queued.max.request.bytes",
                "default.replication.factor | 3 | one replica",
                "offsets.topic.segment.bytes | 100000 | offsets.topic.segment.bytes: Value must be at least 1048576",
                "quota.window.num | 2147483647 | quota.window.num",
                "quota.window.num | 1 | quota.window.num",
            })
    void aBadValueIsNamedWithWhatIsAllowed(String property, String value, String expected) {
        assertThatThrownBy(() -> NodeConfigs.of(BrokerConfig.of(Map.of(property, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void ipv6AddressesStandInBrackets() {
        BrokerConfig config = BrokerConfig.of(Map.of("listeners", "PLAINTEXT://[::1]:0"));
        assertThat(config.listener().host()).isEqualTo("::1");
        assertThat(config.listener().hostAndPort()).isEqualTo("[::1]:0");
    }

    @Test
    void oneChangedPropertyLeavesTheOthers() {
        BrokerConfig config = BrokerConfig.ephemeral(Path.of("/tmp/x")).with("num.partitions", "7");
        assertThat(config.logDir()).isEqualTo(Path.of("/tmp/x"));
        assertThat(NodeConfigs.of(config).topicDefaults().partitions()).isEqualTo(7);
    }

    @Test
    void overridesFollowThePropertiesFileOnTheCommandLine() throws Exception {
        assertThat(BrokerMain.properties("--override", "a=b=c", "--override", "d=e"))
                .isEqualTo(Map.of("a", "b=c", "d", "e"));
        assertThatThrownBy(() -> BrokerMain.properties("--override", "nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--override name=value");
    }

    @Test
    void aDefaultHoldsWhereNeitherFileNorOverrideSaysAnything(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("server.properties");
        Files.writeString(file, "a=of the file\nb=of the file\n");

        assertThat(BrokerMain.properties(
                        file.toString(),
                        "--default",
                        "a=1",
                        "--override",
                        "b=2",
                        "--default",
                        "b=3",
                        "--default",
                        "c=4"))
                .isEqualTo(Map.of("a", "of the file", "b", "2", "c", "4"));
    }

    @Test
    void aPropertiesFileThatCannotBeReadIsNamedWithTheReason(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("missing.properties");
        Path damaged = directory.resolve("damaged.properties");
        Files.writeString(damaged, "a=\\u12\n");
        Path binary = directory.resolve("binary.properties");
        Files.write(binary, new byte[] {'a', '=', (byte) 0xff});

        assertThatThrownBy(() -> BrokerMain.properties(missing.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing + " cannot be read: ")
                .hasMessageContaining("NoSuchFile");
        assertThatThrownBy(() -> BrokerMain.properties(damaged.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(damaged + " cannot be read: ")
                .hasMessageContaining("Malformed");
        assertThatThrownBy(() -> BrokerMain.properties(binary.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(binary + " cannot be read: ");
    }

    /** The themes say of each property whether it can be changed while the broker runs; this is what they go by. */
    @Test
    void theDefaultsOfTopicsAreWhatCanBeChangedWhileItRuns() {
        BrokerConfigs configs = new BrokerConfigs(BrokerConfig.of(Map.of()).definitions(), Map.of(), 1);
        ConfigDef theme = new ConfigDef();
        TopicDefaultProperties.addTo(theme);
        Set<String> expected = new TreeSet<>(theme.names());
        expected.removeAll(Set.of("log.roll.hours", "log.retention.minutes", "log.retention.hours"));

        assertThat(BrokerProperties.DEFINITION.names())
                .filteredOn(configs::isDynamic)
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
