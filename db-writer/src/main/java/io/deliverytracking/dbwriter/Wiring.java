package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.config.WriteStrategy;
import io.deliverytracking.dbwriter.domain.Backoff;
import io.deliverytracking.dbwriter.domain.BatchStore;
import io.deliverytracking.dbwriter.domain.CurrentPositions;
import io.deliverytracking.dbwriter.domain.DiscardingStore;
import io.deliverytracking.dbwriter.domain.Ingest;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.OffsetStore;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.kafka.ConnectorReader;
import io.deliverytracking.dbwriter.kafka.LogAdmin;
import io.deliverytracking.dbwriter.kafka.OffsetCommitter;
import io.deliverytracking.dbwriter.kafka.OwnershipListener;
import io.deliverytracking.dbwriter.kafka.Takeover;
import io.deliverytracking.dbwriter.persistence.DeadLetterOutbox;
import io.deliverytracking.dbwriter.persistence.HibernateBatchStore;
import io.deliverytracking.dbwriter.persistence.PartitionCatalog;
import io.deliverytracking.dbwriter.persistence.PartitionMaintenance;
import io.deliverytracking.dbwriter.persistence.PostgresBatchStore;
import io.deliverytracking.dbwriter.persistence.PostgresOffsetStore;
import io.deliverytracking.dbwriter.persistence.RangeSummary;
import io.deliverytracking.dbwriter.persistence.RedriveTable;
import io.deliverytracking.dbwriter.persistence.RiderCurrentFlush;
import io.deliverytracking.dbwriter.persistence.location.LocationBatchInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import io.deliverytracking.dbwriter.persistence.location.LocationRowInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationUnnest;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jboss.logging.Logger;

/** Makes the parts that know nothing of Quarkus, from the configuration. */
@Singleton
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);

    private final DbWriterConfig config;
    private final DataSource dataSource;

    public Wiring(DbWriterConfig config, DataSource dataSource) {
        this.config = config;
        this.dataSource = dataSource;
    }

    @Produces
    @Singleton
    StopSignal stopSignal() {
        return new StopSignal();
    }

    @Produces
    @Singleton
    Backoff backoff() {
        return new Backoff(config.ingest().retryFirst(), config.ingest().retryMax());
    }

    @Produces
    @Singleton
    CurrentPositions currentPositions() {
        return new CurrentPositions();
    }

    @Produces
    @Singleton
    OffsetCommitter offsetCommitter() {
        return new OffsetCommitter();
    }

    @Produces
    @Singleton
    OffsetStore offsetStore() {
        return new PostgresOffsetStore(dataSource);
    }

    @Produces
    @Singleton
    LogAdmin logAdmin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "db-writer-admin");
        return new LogAdmin(Admin.create(settings));
    }

    void close(@Disposes LogAdmin admin) {
        admin.close();
    }

    @Produces
    @Singleton
    Takeover takeover(LogAdmin admin, OffsetStore offsets, Backoff backoff, StopSignal stop) {
        return new Takeover(admin, offsets, backoff, stop);
    }

    @Produces
    @Singleton
    BatchStore batchStore(HibernateBatchStore.Factory hibernate) {
        PartitionCatalog partitions =
                new PartitionCatalog(dataSource, config.partitions().width());
        return switch (config.ingest().strategy()) {
            case COPY -> new PostgresBatchStore(dataSource, partitions, new LocationCopy());
            case UNNEST -> new PostgresBatchStore(dataSource, partitions, new LocationUnnest());
            case JDBC_BATCH -> new PostgresBatchStore(dataSource, partitions, new LocationBatchInserts());
            case ROW -> new PostgresBatchStore(dataSource, partitions, new LocationRowInserts());
            case HIBERNATE_REACTIVE ->
                hibernate.create(
                        dataSource,
                        partitions,
                        new PostgresBatchStore(dataSource, partitions, new LocationRowInserts()));
            case DISCARD -> {
                LOG.warn("Everything that is read is thrown away, because delivery.ingest.strategy=discard");
                yield new DiscardingStore();
            }
        };
    }

    @Produces
    @Singleton
    Ingest ingest(
            LogAdmin logs,
            BatchStore store,
            ConnectorReader reader,
            IngestMonitor monitor,
            Backoff backoff,
            StopSignal stop) {
        return new Ingest(logs, store, new StagedBatch(config.topics().locations()), reader, monitor, backoff, stop);
    }

    /** Only locations have a place in {@code rider_current}. */
    @Produces
    @Singleton
    OwnershipListener ownershipListener(CurrentPositions positions) {
        String locations = config.topics().locations();
        return (LogPartition partition) -> {
            if (partition.topic().equals(locations)) {
                positions.needRebuild(partition);
            }
        };
    }

    @Produces
    @Singleton
    PartitionMaintenance partitionMaintenance() {
        DbWriterConfig.Partitions partitions = config.partitions();
        return new PartitionMaintenance(dataSource, partitions.width(), partitions.ahead(), partitions.retention());
    }

    @Produces
    @Singleton
    RangeSummary rangeSummary() {
        return new RangeSummary(dataSource, config.partitions().width());
    }

    @Produces
    @Singleton
    RiderCurrentFlush riderCurrentFlush(CurrentPositions positions) {
        boolean isDiscarding = config.ingest().strategy() == WriteStrategy.DISCARD;
        // What is thrown away is nobody's current position either.
        return new RiderCurrentFlush(dataSource, isDiscarding ? new CurrentPositions() : positions);
    }

    @Produces
    @Singleton
    DeadLetterOutbox deadLetterOutbox() {
        return new DeadLetterOutbox(dataSource);
    }

    @Produces
    @Singleton
    RedriveTable redriveTable() {
        DbWriterConfig.DeadLetters deadLetters = config.deadLetters();
        return new RedriveTable(dataSource, deadLetters.redriveTimeout(), deadLetters.redriveMaxAttempts());
    }
}
