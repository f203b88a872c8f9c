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
import io.deliverytracking.dbwriter.domain.PaceControl;
import io.deliverytracking.dbwriter.domain.Pacer;
import io.deliverytracking.dbwriter.domain.StagedBatch;
import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.kafka.LogAdmin;
import io.deliverytracking.dbwriter.kafka.OffsetCommitter;
import io.deliverytracking.dbwriter.kafka.OwnershipListener;
import io.deliverytracking.dbwriter.kafka.PausedChannel;
import io.deliverytracking.dbwriter.kafka.PlainClient;
import io.deliverytracking.dbwriter.kafka.StoredOffsetReader;
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
import io.deliverytracking.dbwriter.persistence.WriterProbe;
import io.deliverytracking.dbwriter.persistence.location.LocationBatchInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationCopy;
import io.deliverytracking.dbwriter.persistence.location.LocationRowInserts;
import io.deliverytracking.dbwriter.persistence.location.LocationUnnest;
import io.deliverytracking.dbwriter.persistence.location.LocationWriter;
import io.deliverytracking.service.reading.Reading;
import io.deliverytracking.service.reading.ReadingConfig;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
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
    Reading reading(
            ReadingConfig reading,
            KafkaClientService clients,
            ChannelRegistry channels,
            PlainClient plainClient,
            StopSignal stop) {
        return switch (reading.adapter()) {
            case CONNECTOR -> new PausedChannel(clients, channels, stop);
            case PLAIN_CLIENT -> plainClient.loop();
        };
    }

    @Produces
    @Singleton
    Pacer pacer() {
        DbWriterConfig.Ingest ingest = config.ingest();
        PaceControl control = new PaceControl(
                ingest.policy(),
                ingest.foregroundP99().toNanos(),
                ingest.maxLag().toNanos(),
                ingest.settling().toNanos(),
                System.nanoTime());
        return new Pacer(
                control,
                ForegroundProbe.isWanted(ingest),
                new PaceLog(ingest.maxLag()),
                System::nanoTime,
                System::currentTimeMillis);
    }

    @Produces
    @Singleton
    BatchStore batchStore(HibernateBatchStore.Factory hibernate, Pacer pacer) {
        return switch (config.ingest().strategy()) {
            case COPY -> postgresStore(new LocationCopy(), pacer);
            case UNNEST -> postgresStore(new LocationUnnest(), pacer);
            case JDBC_BATCH -> postgresStore(new LocationBatchInserts(), pacer);
            case ROW -> postgresStore(new LocationRowInserts(), pacer);
            case HIBERNATE_REACTIVE ->
                hibernate.create(
                        dataSource,
                        partitionCatalog(),
                        postgresStore(new LocationRowInserts(), pacer),
                        config.ingest().synchronousCommit());
            case DISCARD -> {
                LOG.warn("Everything that is read is thrown away, because delivery.ingest.strategy=discard");
                yield new DiscardingStore();
            }
        };
    }

    private PostgresBatchStore postgresStore(LocationWriter locations, Pacer pacer) {
        return new PostgresBatchStore(
                dataSource,
                partitionCatalog(),
                locations,
                pacer,
                config.ingest().synchronousCommit());
    }

    private PartitionCatalog partitionCatalog() {
        return new PartitionCatalog(dataSource, config.partitions().width());
    }

    @Produces
    @Singleton
    Ingest ingest(
            LogAdmin logs,
            BatchStore store,
            StoredOffsetReader reader,
            IngestMonitor monitor,
            Pacer pacer,
            Backoff backoff,
            StopSignal stop) {
        return new Ingest(
                logs, store, new StagedBatch(config.topics().locations()), reader, monitor, pacer, backoff, stop);
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
    WriterProbe writerProbe() {
        return new WriterProbe(dataSource);
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
    RiderCurrentFlush riderCurrentFlush(CurrentPositions positions, StopSignal stop) {
        boolean isDiscarding = config.ingest().strategy() == WriteStrategy.DISCARD;
        // What is thrown away is nobody's current position either.
        // Not all of the interval: a flush that is late for once still ends before the next.
        Duration spread = config.current().flushInterval().multipliedBy(4).dividedBy(5);
        return new RiderCurrentFlush(dataSource, isDiscarding ? new CurrentPositions() : positions, spread, stop);
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
