package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConfigResourcesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Groups and loggers as configuration, by the official administrator's client. */
class GroupAndLoggerConfigTest {

    private static final ConfigResource GROUP = new ConfigResource(ConfigResource.Type.GROUP, "riders");
    private static final String NAME = "io.deliverytracking.broker.server.loud";

    @TempDir
    Path directory;

    private static Admin admin(BrokerServer broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static Config describe(Admin admin, ConfigResource resource)
            throws ExecutionException, InterruptedException {
        return admin.describeConfigs(Set.of(resource)).all().get().get(resource);
    }

    private static void alter(Admin admin, ConfigResource resource, OpType operation, String name, String value)
            throws ExecutionException, InterruptedException {
        Collection<AlterConfigOp> changes = List.of(new AlterConfigOp(new ConfigEntry(name, value), operation));
        admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
    }

    private static String nodeId(Admin admin) throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().iterator().next().idString();
    }

    @Test
    void whatIsSetForAGroupOutlivesARestart() throws Exception {
        try (BrokerServer broker = BrokerServer.start(BrokerConfig.ephemeral(directory));
                Admin admin = admin(broker)) {
            assertThat(describe(admin, GROUP).get("consumer.session.timeout.ms").value())
                    .isEqualTo("45000");
            alter(admin, GROUP, OpType.SET, "consumer.session.timeout.ms", "50000");
            assertThatThrownBy(() -> alter(admin, GROUP, OpType.SET, "consumer.session.timeout.ms", "1"))
                    .hasCauseInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("group.consumer.min.session.timeout.ms");
        }
        try (BrokerServer broker = BrokerServer.start(BrokerConfig.ephemeral(directory));
                Admin admin = admin(broker)) {
            ConfigEntry entry = describe(admin, GROUP).get("consumer.session.timeout.ms");
            assertThat(entry.value()).isEqualTo("50000");
            assertThat(entry.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG);
            assertThat(admin.listConfigResources(Set.of(ConfigResource.Type.GROUP), new ListConfigResourcesOptions())
                            .all()
                            .get())
                    .containsExactly(GROUP);
        }
    }

    @Test
    void aLoggerTellsMoreFromTheMomentOnThatItIsToldTo() throws Exception {
        Logger logger = Logger.getLogger(NAME);
        List<String> told = new ArrayList<>();
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        try (BrokerServer broker = BrokerServer.start(BrokerConfig.ephemeral(directory));
                Admin admin = admin(broker)) {
            ConfigResource loggers = new ConfigResource(ConfigResource.Type.BROKER_LOGGER, nodeId(admin));
            String before = describe(admin, loggers).get(NAME).value();
            LoggerFactory.getLogger(NAME).debug("unheard");

            alter(admin, loggers, OpType.SET, NAME, "DEBUG");
            LoggerFactory.getLogger(NAME).debug("heard");
            LoggerFactory.getLogger(NAME).trace("unheard");
            assertThat(describe(admin, loggers).get(NAME).value()).isEqualTo("DEBUG");
            assertThat(describe(admin, loggers).get("root")).isNotNull();

            alter(admin, loggers, OpType.DELETE, NAME, "");
            LoggerFactory.getLogger(NAME).debug("unheard");
            assertThat(describe(admin, loggers).get(NAME).value()).isEqualTo(before);
            assertThat(told).containsExactly("heard");
            assertThatThrownBy(() -> alter(admin, loggers, OpType.SET, "no.such.logger", "DEBUG"))
                    .hasMessageContaining("Logger no.such.logger does not exist!");
        }
    }
}
