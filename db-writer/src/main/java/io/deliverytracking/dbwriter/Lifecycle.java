package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.config.ConfigCheck;
import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.kafka.LogAdmin;
import io.deliverytracking.dbwriter.persistence.DurabilityCheck;
import io.deliverytracking.dbwriter.persistence.PartitionMaintenance;
import io.deliverytracking.service.reading.Reading;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The order of things at the start and at the end.
 *
 * <p>Start: settings agree, the database answers, its schema is migrated, it is durable, partitions exist, the
 * topics exist; then reading begins. A client that subscribes to a topic before it exists would learn of it only at its next
 * refresh of metadata, so waiting here is quicker, too.
 */
@ApplicationScoped
public class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);
    private static final Duration TOPIC_CHECK = Duration.ofMillis(300);
    private static final int CHECKS_PER_REMINDER = 50;

    private final DbWriterConfig config;
    private final DataSource dataSource;
    private final SchemaStart schema;
    private final PartitionMaintenance partitions;
    private final ForegroundProbe probe;
    private final LogAdmin logs;
    private final Reading reading;
    private final String bootstrapServers;
    private final WriterStatus status;
    private final StopSignal stop;

    public Lifecycle(
            DbWriterConfig config,
            DataSource dataSource,
            SchemaStart schema,
            PartitionMaintenance partitions,
            ForegroundProbe probe,
            LogAdmin logs,
            Reading reading,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            WriterStatus status,
            StopSignal stop) {
        this.config = config;
        this.dataSource = dataSource;
        this.schema = schema;
        this.partitions = partitions;
        this.probe = probe;
        this.logs = logs;
        this.reading = reading;
        this.bootstrapServers = bootstrapServers;
        this.status = status;
        this.stop = stop;
    }

    void onStart(@Observes StartupEvent event) throws SQLException {
        ConfigCheck.check(config);
        schema.migrate(() -> {
            checkDurability();
            partitions.run(Instant.now());
        });
        probe.start();
        status.become(WriterStatus.State.WAITING_FOR_TOPICS, null);
        Thread starter = new Thread(this::readWhenTopicsExist, "wait-for-topics");
        starter.setDaemon(true);
        starter.start();
    }

    private void checkDurability() throws SQLException {
        List<String> weak = DurabilityCheck.weaknesses(dataSource);
        if (weak.isEmpty()) {
            return;
        }
        String message = "The database forgets acknowledged commits in a crash: " + weak;
        if (config.database().requireDurable()) {
            throw new IllegalStateException(message + ", and delivery.database.require-durable forbids that");
        }
        LOG.warnf("%s. Exactly once holds only while it does not crash.", message);
    }

    private void readWhenTopicsExist() {
        Set<String> topics = Set.of(config.topics().locations(), config.topics().orders());
        for (int checks = 0; !allExist(topics, checks); checks++) {
            if (!stop.await(TOPIC_CHECK)) {
                return;
            }
        }
        status.become(WriterStatus.State.RUNNING, null);
        LOG.infof("Topics exist, reading begins topics=%s", topics);
        reading.begin();
    }

    private boolean allExist(Set<String> topics, int checks) {
        try {
            Set<String> existing = logs.existing(topics);
            if (existing.size() < topics.size() && checks % CHECKS_PER_REMINDER == 0) {
                LOG.infof("Waiting for topics expected=%s existing=%s", topics, existing);
            }
            return existing.size() == topics.size();
        } catch (KafkaException e) {
            // Each of these questions has waited for its time-out.
            LOG.warnf("Waiting for the cluster bootstrapServers=%s reason=%s", bootstrapServers, e.getMessage());
            return false;
        }
    }

    /** Before the consumer is closed, by us or by the connector: whoever waits for the database must let go of its thread. */
    void onStop(@Observes @Priority(1) ShutdownEvent event) {
        stop.stop();
        reading.close();
    }
}
