package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.handler.AdminServices;
import io.deliverytracking.broker.handler.AlterReplicaLogDirsHandler;
import io.deliverytracking.broker.handler.ApiHandler;
import io.deliverytracking.broker.handler.ApiRegistry;
import io.deliverytracking.broker.handler.ApiVersionsHandler;
import io.deliverytracking.broker.handler.DataCounters;
import io.deliverytracking.broker.handler.DeleteRecordsHandler;
import io.deliverytracking.broker.handler.DescribeProducersHandler;
import io.deliverytracking.broker.handler.DescribeQuorumHandler;
import io.deliverytracking.broker.handler.FetchHandler;
import io.deliverytracking.broker.handler.GroupHandlers;
import io.deliverytracking.broker.handler.InitProducerIdHandler;
import io.deliverytracking.broker.handler.InternalTopics;
import io.deliverytracking.broker.handler.ListOffsetsHandler;
import io.deliverytracking.broker.handler.OffsetForLeaderEpochHandler;
import io.deliverytracking.broker.handler.ProduceHandler;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogDirectory;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.RecoveryReport;
import io.deliverytracking.broker.log.compaction.CleanerFacts;
import io.deliverytracking.broker.log.scrub.ScrubFacts;
import io.deliverytracking.broker.metadata.BrokerConfigs;
import io.deliverytracking.broker.metadata.BrokerEndpoint;
import io.deliverytracking.broker.metadata.BrokerLifecycle;
import io.deliverytracking.broker.metadata.BrokerRegistration;
import io.deliverytracking.broker.metadata.Decision;
import io.deliverytracking.broker.metadata.GroupConfigs;
import io.deliverytracking.broker.metadata.LocalMetadataLog;
import io.deliverytracking.broker.metadata.LoggerConfigs;
import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.MetadataRecord;
import io.deliverytracking.broker.metadata.ProducerIds;
import io.deliverytracking.broker.metadata.TopicConfigs;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.quota.ByteQuotas;
import io.deliverytracking.broker.quota.QuotaWindows;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole broker but for its sockets.
 *
 * <pre>
 *   open()        any one thread: locks the directory, recovers the logs
 *   start(...)    replays the metadata, registers the broker, leads its partitions, begins to load its groups
 *   apis()        serves, from here on; a group whose partition is not loaded yet answers COORDINATOR_LOAD_IN_PROGRESS
 *   shutDown()    answers what is parked, flushes, marks the directory as cleanly closed
 *   kill()        drops everything, as the end of the process would
 * </pre>
 *
 * <p>Threading: {@link #open} may run on any thread before the lane knows the node; everything else is confined to the
 * lane.
 *
 * <p>Failure: what keeps a node from starting leaves {@link #open} as an exception or reaches the completion of
 * {@link #start}. Later, a failed metadata log goes to the fatal handler: without it the node must not go on.
 *
 * <p>A full disk does not take a registration either. A node that was registered before then serves what can be read, and is
 * registered when there is room. Until then its partitions take no appends: each start begins new leader epochs, by which
 * consumers notice what a loss of power took, and appends in the old ones would hide that.
 */
public final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** Where nothing is set, a snapshot of the metadata comes after so much of its log: some 100,000 records. */
    private static final long METADATA_SNAPSHOT_BYTES = 8L * 1024 * 1024;

    private static final String METADATA_SNAPSHOT_BYTES_SET = "metadata.log.max.record.bytes.between.snapshots";

    private static final String METADATA_DIRECTORY = "__cluster_metadata-0";

    private static final int FORMAT_TIMEOUT_MS = 60_000;

    private static final int FIRST_REGISTRATION_RETRY_MS = 1_000;
    private static final int LONGEST_REGISTRATION_RETRY_MS = 10_000;

    private final NodeConfig config;
    private final LogDirectory directory;
    private final LogRegistry logs;
    private final MetadataController metadata;
    private final BrokerLifecycle lifecycle;
    private final TopicConfigs topicConfigs;
    private final Partitions partitions = new Partitions();
    private final Purgatory<Partition> purgatory;
    private final GroupCoordinator groups;
    private final GroupShards groupShards;
    private final ReplicaOpener replicaOpener;
    private final Housekeeping housekeeping;
    private final DataCounters counters = new DataCounters();
    private final ByteQuotas produceQuotas;
    private final ByteQuotas fetchQuotas;
    private final FetchHandler fetchHandler;
    private final ApiRegistry apis;
    private final Consumer<Throwable> onFatal;
    private final Retry registrations;
    private boolean serving;
    private @Nullable Completion<Void> onStarted;
    private List<BrokerEndpoint> endpoints = List.of();

    /**
     * Locks the log directory and recovers what is in it; synchronous.
     *
     * @param onFatal hears, on the lane, why the node can't go on
     */
    public static Node open(NodeConfig config, NodeServices services, Consumer<Throwable> onFatal) {
        LocalMetadataLog.refuseThatOfApacheKafka(services.storage().directory(METADATA_DIRECTORY));
        LogDirectory directory = LogDirectory.open(services.storage(), config.nodeId(), null, services.random());
        LogRegistry logs = LogRegistry.open(
                directory,
                new TopicConfigs(config.properties()).logConfig(Map.of()),
                config.producerIdExpirationMs(),
                logServices(services));
        makeMetadataDirectory(services.storage());
        return new Node(config, services, directory, logs, onFatal);
    }

    private static LogServices logServices(NodeServices services) {
        return new LogServices(services.clock(), services.timers(), services.background(), services.random());
    }

    /** Forced to disk before anything in it can be: what its log says is safe must not go with the directory's name. */
    private static void makeMetadataDirectory(StorageDirectory root) {
        StorageDirectory home = root.directory(METADATA_DIRECTORY);
        if (!home.exists()) {
            home.create();
            root.flush();
        }
    }

    private Node(
            NodeConfig config,
            NodeServices services,
            LogDirectory directory,
            LogRegistry logs,
            Consumer<Throwable> onFatal) {
        this.config = config;
        this.directory = directory;
        this.logs = logs;
        this.onFatal = onFatal;
        this.metadata = new MetadataController(
                new LocalMetadataLog(
                        services.storage().directory(METADATA_DIRECTORY),
                        services.background(),
                        metadataSnapshotBytes(config)),
                services.timers(),
                this::onMetadataReady,
                onFatal::accept);
        this.lifecycle = new BrokerLifecycle(metadata, services.random());
        this.purgatory = new Purgatory<>(services.timers(), config.maxParkedOperations());
        this.topicConfigs = new TopicConfigs(config.properties(), config.nodeId());
        AdminServices admin = adminServices(services);
        ConsumerOffsets offsetsTopic = new ConsumerOffsets(metadata, admin.topicCreator(), config.group());
        this.groups = new GroupCoordinator(
                config.group(),
                services.clock(),
                services.timers(),
                services.random(),
                offsetsTopic,
                new MetadataTopics(metadata),
                groupId -> metadata.image().configs(new ConfigResource(ConfigResource.Type.GROUP, groupId)));
        this.groupShards = new GroupShards(groups, partitions, purgatory, services.background(), services.clock());
        this.replicaOpener = new ReplicaOpener(
                config.nodeId(),
                logs,
                topicConfigs,
                partitions,
                purgatory,
                new Progress(services.timers(), purgatory, groupShards::onOffline),
                services.timers(),
                groupShards::follow);
        this.registrations = new Retry(services.timers(), FIRST_REGISTRATION_RETRY_MS, LONGEST_REGISTRATION_RETRY_MS);
        logs.onPartitionFailure(this::onPartitionFailure);
        this.housekeeping = new Housekeeping(config, logServices(services), logs, partitions);
        QuotaWindows windows = QuotaWindows.from(config.properties());
        this.produceQuotas = new ByteQuotas(services.clock(), windows);
        this.fetchQuotas = new ByteQuotas(services.clock(), windows);
        this.fetchHandler = new FetchHandler(
                partitions,
                purgatory,
                services.background(),
                services.readMemory(),
                counters,
                services.clock(),
                services.random(),
                fetchQuotas,
                config.fetchMaxBytes(),
                config.maxFetchSessions());
        List<ApiHandler<?, ?>> handlers = new ArrayList<>(admin.handlers());
        handlers.addAll(
                GroupHandlers.all(groups, offsetsTopic, new MetadataTopics(metadata), metadata, config.nodeId()));
        handlers.addAll(dataHandlers(services));
        this.apis = new ApiRegistry(handlers);
        this.apis.register(new ApiVersionsHandler(this::apis));
    }

    private static long metadataSnapshotBytes(NodeConfig config) {
        String set = config.properties().get(METADATA_SNAPSHOT_BYTES_SET);
        return set == null ? METADATA_SNAPSHOT_BYTES : Long.parseLong(set.trim());
    }

    private AdminServices adminServices(NodeServices services) {
        GroupConfig group = config.group();
        InternalTopics internalTopics = new InternalTopics()
                .define(
                        GroupConfig.OFFSETS_TOPIC,
                        group.offsetsTopicPartitions(),
                        group.offsetsTopicReplicationFactor(),
                        group.offsetsTopicConfigs());
        return new AdminServices(
                metadata,
                config.topicDefaults(),
                topicConfigs,
                new BrokerConfigs(config.definitions(), config.properties(), config.nodeId()),
                new GroupConfigs(config.properties()),
                new LoggerConfigs(services.logLevels(), config.nodeId()),
                internalTopics,
                new LocalLogDirs(services.storage(), logs),
                services.random(),
                config.nodeId());
    }

    private List<ApiHandler<?, ?>> dataHandlers(NodeServices services) {
        return List.of(
                new ProduceHandler(partitions, purgatory, services.clock(), counters, produceQuotas),
                fetchHandler,
                new ListOffsetsHandler(partitions),
                new OffsetForLeaderEpochHandler(partitions),
                new DeleteRecordsHandler(partitions, logs),
                new AlterReplicaLogDirsHandler(metadata, partitions, new LocalLogDirs(services.storage(), logs)),
                new DescribeQuorumHandler(metadata, services.clock(), config.nodeId(), directory.directoryId()),
                new DescribeProducersHandler(partitions),
                new InitProducerIdHandler(new ProducerIds(metadata)));
    }

    /**
     * Brings the node into service.
     *
     * @param endpoints where clients reach it, one for each listener
     * @param completion says when the node serves, or why it can't
     */
    public void start(List<BrokerEndpoint> endpoints, Completion<Void> completion) {
        this.endpoints = List.copyOf(endpoints);
        this.onStarted = completion;
        metadata.start();
    }

    private void onMetadataReady() {
        String formatted = metadata.image().clusterId();
        if (formatted == null && !logs.all().isEmpty()) {
            // All of them would pass for logs of deleted topics, and go.
            started(new IllegalStateException("There is no metadata in "
                    + directory.root().path() + "/"
                    + METADATA_DIRECTORY + ", but there are partition logs beside it; refusing to start, because "
                    + logs.all().size() + " of them would be deleted"));
        } else if (formatted == null) {
            MetadataRecord format = new MetadataRecord.ClusterFormatted(directory.clusterId());
            metadata.<String>submit(
                    FORMAT_TIMEOUT_MS,
                    image -> new Decision<>(List.of(format), directory.clusterId()),
                    (clusterId, failure) -> {
                        if (clusterId == null) {
                            started(failure);
                        } else {
                            register();
                        }
                    });
        } else if (formatted.equals(directory.clusterId())) {
            register();
        } else {
            started(new IllegalStateException(
                    "The metadata in " + directory.root().path() + " belongs to cluster " + formatted
                            + ", the logs to cluster " + directory.clusterId() + " by "
                            + directory.root().path() + "/" + LogDirectory.META_PROPERTIES));
        }
    }

    private void register() {
        lifecycle.register(config.nodeId(), endpoints, config.rack(), (registration, failure) -> {
            if (registration != null) {
                onRegistered();
            } else if (serving || (failure instanceof KafkaStorageException && isRegisteredAsBefore())) {
                onRegistrationRefused();
            } else {
                started(failure);
            }
        });
    }

    private void onRegistered() {
        if (serving) {
            LOG.info("registered, appends are taken");
        }
        replicaOpener.setReadOnly(false);
        serve();
    }

    /** Whether clients that believe the metadata as it is find this node. */
    private boolean isRegisteredAsBefore() {
        BrokerRegistration known = metadata.image().broker(config.nodeId());
        return known != null && known.endpoints().equals(endpoints) && Objects.equals(known.rack(), config.rack());
    }

    private void onRegistrationRefused() {
        if (!serving) {
            LOG.error(
                    "not registered, the disk is full: what is there is read, nothing is written until there is room path={}",
                    directory.root().path());
        }
        replicaOpener.setReadOnly(true);
        serve();
        registrations.schedule(this::register);
    }

    private void serve() {
        if (serving) {
            return;
        }
        serving = true;
        replicaOpener.deleteStrays(metadata.image());
        metadata.addListener(replicaOpener);
        metadata.addListener(groupShards);
        metadata.addListener(new QuotaFollower(produceQuotas, fetchQuotas));
        housekeeping.start();
        started(null);
    }

    private void started(@Nullable Throwable failure) {
        Completion<Void> completion = onStarted;
        onStarted = null;
        if (completion != null) {
            completion.complete(null, failure);
        } else if (failure != null) {
            onFatal.accept(failure);
        }
    }

    /** The disk failed where no request is there to notice: in a flush. */
    private void onPartitionFailure(TopicPartition failed, StorageException cause) {
        Partition partition = partitions.find(failed.topic(), failed.partition());
        if (partition != null) {
            partition.goOffline(cause);
        }
    }

    /** Every API this node answers. */
    public ApiRegistry apis() {
        return apis;
    }

    public NodeConfig config() {
        return config;
    }

    /** The cluster's id, stable over restarts. */
    public String clusterId() {
        return directory.clusterId();
    }

    /** The newest metadata: topics, partitions, brokers, configurations. */
    public MetadataImage metadata() {
        return metadata.image();
    }

    /** The partitions that this node serves, with their logs. */
    public Partitions partitions() {
        return partitions;
    }

    /** The group coordinator, for inspection. */
    public GroupCoordinator groups() {
        return groups;
    }

    /** Records and bytes since the start. */
    public DataCounters counters() {
        return counters;
    }

    /** What the last start found in the log directory. */
    public RecoveryReport recoveryReport() {
        return logs.recoveryReport();
    }

    /** What log compaction has done since the start. */
    public CleanerFacts cleanerFacts() {
        return housekeeping.cleanerFacts();
    }

    /** What the scrubber has seen since the start. */
    public ScrubFacts scrubFacts() {
        return housekeeping.scrubFacts();
    }

    /** Requests that wait for data or acknowledgement. */
    public int parkedRequests() {
        return purgatory.size();
    }

    /** Incremental fetch sessions that are open. */
    public int fetchSessions() {
        return fetchHandler.sessionCount();
    }

    /** What topics get when nothing else is said. */
    public LogConfig logDefaults() {
        return topicConfigs.in(metadata.image()).logConfig(Map.of());
    }

    /** Ends the service cleanly: answers what is parked, forces everything to disk and says so in the directory. */
    public void shutDown() {
        stopTimers();
        groups.close();
        purgatory.expireAll();
        metadata.close();
        logs.close();
    }

    /** Drops everything and writes nothing: what is in the page cache stays, what is parked is never answered. */
    public void kill() {
        stopTimers();
        metadata.close();
        logs.kill();
    }

    private void stopTimers() {
        housekeeping.stop();
        registrations.stop();
        replicaOpener.stop();
    }
}
