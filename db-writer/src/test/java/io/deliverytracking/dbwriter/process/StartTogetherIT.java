package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.dbwriter.persistence.TestSchema;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Several writers come to an empty database at the same moment: they all wait for its server, which is started last. One
 * of them makes the tables, and all of them share the work.
 */
@Tag("long")
class StartTogetherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EmbeddedBroker broker;
    private PostgresServer postgres;
    private Pipeline pipeline;

    @BeforeEach
    void startServers() {
        broker = EmbeddedBroker.start(
                Map.of("group.min.session.timeout.ms", "500", "group.initial.rebalance.delay.ms", "0"));
        postgres = PostgresServer.start();
        pipeline = Pipeline.withoutTables(broker.client(), postgres);
        pipeline.createLocationTopic();
    }

    @AfterEach
    void stopServers() {
        pipeline.close();
        broker.close();
        postgres.close();
    }

    @Test
    void migrationsRunOnceWhoeverComesFirst() throws SQLException {
        postgres.stop();
        List<WriterProcess> writers = Stream.generate(() -> pipeline.startWriter(Map.of()))
                .limit(Pipeline.PARTITIONS)
                .toList();
        writers.forEach(writer -> writer.awaitLog("Waiting for the database"));

        postgres.restart();

        writers.forEach(writer -> await().atMost(PATIENCE).until(writer::isReady));
        pipeline.awaitMembersWithPartitions(writers.size());
        pipeline.send(10);
        pipeline.awaitAllStoredOnce();
        List<String> migrations = TestSchema.query(
                pipeline.database(), "SELECT version, success FROM flyway_schema_history ORDER BY installed_rank");
        assertThat(migrations).doesNotHaveDuplicates().first().isEqualTo("1 t");
        assertThat(migrations).allSatisfy(migration -> assertThat(migration).endsWith(" t"));
        assertThat(writers.stream().map(WriterProcess::log).filter(log -> log.contains("Successfully applied")))
                .as("logs of those who migrated")
                .hasSize(1);
    }
}
