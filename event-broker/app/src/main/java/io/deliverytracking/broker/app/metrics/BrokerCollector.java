package io.deliverytracking.broker.app.metrics;

import io.deliverytracking.broker.app.BrokerProcess;
import io.deliverytracking.broker.app.Lag;
import io.deliverytracking.broker.app.config.BrokerSettings;
import io.deliverytracking.broker.app.metrics.BrokerNumbers.GroupNumbers;
import io.deliverytracking.broker.app.metrics.BrokerNumbers.PartitionNumbers;
import io.deliverytracking.broker.log.compaction.CleanerFacts;
import io.deliverytracking.broker.log.scrub.ScrubFacts;
import io.deliverytracking.broker.server.BrokerServer;
import io.deliverytracking.broker.server.ServerMetrics;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the broker's numbers into a scrape: asks the lane once, at the moment of the scrape, so that all
 * numbers of one scrape belong together.
 *
 * <p>Threading: a scrape comes on a worker thread and waits for the lane. Without a broker, or when it
 * takes too long, the scrape has no numbers of the broker.
 */
@ApplicationScoped
public class BrokerCollector extends Collector {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerCollector.class);

    private static final double NS_PER_S = 1e9;
    private static final List<String> PARTITION = List.of("topic", "partition");

    private final BrokerProcess process;
    private final BrokerSettings settings;
    private final PrometheusMeterRegistry registry;

    BrokerCollector(BrokerProcess process, BrokerSettings settings, PrometheusMeterRegistry registry) {
        this.process = process;
        this.settings = settings;
        this.registry = registry;
    }

    void onStart(@Observes StartupEvent event) {
        registry.getPrometheusRegistry().register(this);
    }

    /** Nothing is known of the families before the first scrape. */
    @Override
    public List<MetricFamilySamples> collect() {
        BrokerServer server = process.server();
        if (server == null || !process.isServing()) {
            return List.of();
        }
        CompletionStage<ServerMetrics> network = server.metrics();
        CompletionStage<BrokerNumbers> numbers =
                process.ask(settings.inspection().timeout(), BrokerNumbers::of);
        try {
            return families(get(network), get(numbers));
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().setCause(e).log("The broker did not answer a scrape");
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private <T> T get(CompletionStage<T> stage) throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(settings.inspection().timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<MetricFamilySamples> families(ServerMetrics network, BrokerNumbers numbers) {
        Families families = new Families();
        traffic(families, network, numbers);
        requests(families, network);
        cluster(families, numbers);
        logs(families, numbers.partitions());
        compaction(families, numbers.cleaner());
        scrubbing(families, numbers.scrub());
        groups(families, numbers);
        return families.all();
    }

    private static void traffic(Families families, ServerMetrics network, BrokerNumbers numbers) {
        families.counter(
                        "kafka_server_brokertopicmetrics_messagesin",
                        "Records appended by clients.",
                        numbers.data().recordsIn())
                .counter(
                        "kafka_server_brokertopicmetrics_bytesin",
                        "Bytes of record batches appended by clients.",
                        numbers.data().bytesIn())
                .counter(
                        "kafka_server_brokertopicmetrics_bytesout",
                        "Bytes of record batches fetched by clients.",
                        numbers.data().bytesOut())
                .counter(
                        "broker_batches_refused",
                        "Batches that clients sent and the broker did not append.",
                        numbers.data().batchesRefused())
                .counter(
                        "broker_cold_reads",
                        "Fetches that had to leave the lane because they read a sealed segment.",
                        numbers.data().coldReads())
                .gauge("kafka_server_socketservermetrics_connection_count", "Open connections.", network.connections())
                .counter(
                        "kafka_server_socketservermetrics_connection_creation",
                        "Connections accepted.",
                        network.connectionsAccepted())
                .counter(
                        "broker_connections_refused",
                        "Connections closed because of a connection limit.",
                        network.connectionsRefused())
                .counter(
                        "broker_invalid_requests",
                        "Connections closed because of what they sent.",
                        network.invalidRequests())
                .counter(
                        "broker_failed_requests",
                        "Connections closed because of a fault of the broker's; each has an error in the log.",
                        network.failedRequests())
                .counter(
                        "kafka_server_socketservermetrics_incoming_byte",
                        "Bytes received, frame lengths included.",
                        network.bytesIn())
                .counter(
                        "kafka_server_socketservermetrics_outgoing_byte",
                        "Bytes sent, frame lengths included.",
                        network.bytesOut())
                .gauge(
                        "broker_requests_in_flight_bytes",
                        "Bytes of requests received and not yet answered.",
                        network.inFlightBytes())
                .gauge(
                        "kafka_server_delayedoperationpurgatory_purgatorysize",
                        "Requests that wait for data or acknowledgement.",
                        numbers.parkedRequests())
                .gauge(
                        "kafka_server_fetchsessioncache_numincrementalfetchsessions",
                        "Incremental fetch sessions.",
                        numbers.fetchSessions());
    }

    private static void requests(Families families, ServerMetrics network) {
        List<String> label = List.of("request");
        Families.Histogram durations = new Families.Histogram(
                "kafka_network_requestmetrics_totaltime_seconds",
                "From the last byte of a request to handing its response to the socket.",
                "request");
        for (ServerMetrics.Api api : network.apis()) {
            long[] counts =
                    api.durationBuckets().stream().mapToLong(Long::longValue).toArray();
            double[] bounds = new double[counts.length];
            for (int i = 0; i < bounds.length; i++) {
                long boundNs = api.upperBoundNs(i);
                bounds[i] = boundNs == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : boundNs / NS_PER_S;
            }
            durations.add(api.api(), counts, bounds, api.totalNs() / NS_PER_S);
        }
        families.add(durations)
                .counters(
                        "kafka_network_requestmetrics_requests",
                        "Requests answered.",
                        label,
                        network.apis(),
                        api -> List.of(api.api()),
                        ServerMetrics.Api::requests)
                .counters(
                        "kafka_network_requestmetrics_requestbytes",
                        "Bytes of requests.",
                        label,
                        network.apis(),
                        api -> List.of(api.api()),
                        ServerMetrics.Api::requestBytes)
                .counters(
                        "kafka_network_requestmetrics_responsebytes",
                        "Bytes of responses.",
                        label,
                        network.apis(),
                        api -> List.of(api.api()),
                        ServerMetrics.Api::responseBytes);
    }

    private static void cluster(Families families, BrokerNumbers numbers) {
        BrokerNumbers.Cluster cluster = numbers.cluster();
        List<PartitionNumbers> replicas = numbers.partitions();
        families.gauge(
                        "kafka_controller_kafkacontroller_activebrokercount",
                        "Brokers that serve.",
                        cluster.activeBrokers())
                .gauge(
                        "kafka_controller_kafkacontroller_fencedbrokercount",
                        "Brokers that are fenced.",
                        cluster.fencedBrokers())
                .gauge("kafka_controller_kafkacontroller_globaltopiccount", "Topics.", cluster.topics())
                .gauge("kafka_controller_kafkacontroller_globalpartitioncount", "Partitions.", cluster.partitions())
                .gauge(
                        "kafka_controller_kafkacontroller_offlinepartitionscount",
                        "Partitions without a leader.",
                        cluster.withoutLeader())
                .gauge("kafka_server_replicamanager_partitioncount", "Replicas on this broker.", replicas.size())
                .gauge(
                        "kafka_server_replicamanager_leadercount",
                        "Partitions that this broker leads.",
                        replicas.stream().filter(PartitionNumbers::leader).count())
                .gauge(
                        "kafka_server_replicamanager_underreplicatedpartitions",
                        "Partitions led here with fewer replicas in sync than there are.",
                        replicas.stream()
                                .filter(partition -> partition.leader() && partition.underReplicated())
                                .count())
                .gauge(
                        "kafka_server_replicamanager_offlinereplicacount",
                        "Replicas whose disk failed.",
                        replicas.stream().filter(PartitionNumbers::offline).count());
    }

    private static void logs(Families families, List<PartitionNumbers> partitions) {
        families.gauges(
                        "kafka_log_log_logstartoffset",
                        "The first offset of the partition.",
                        PARTITION,
                        partitions,
                        BrokerCollector::labels,
                        PartitionNumbers::logStartOffset)
                .gauges(
                        "kafka_log_log_logendoffset",
                        "The next offset of the partition.",
                        PARTITION,
                        partitions,
                        BrokerCollector::labels,
                        PartitionNumbers::logEndOffset)
                .gauges(
                        "broker_partition_high_watermark",
                        "Consumers read below this offset.",
                        PARTITION,
                        partitions,
                        BrokerCollector::labels,
                        PartitionNumbers::highWatermark)
                .gauges(
                        "kafka_log_log_size",
                        "Bytes of the partition's segments.",
                        PARTITION,
                        partitions,
                        BrokerCollector::labels,
                        PartitionNumbers::sizeBytes)
                .gauges(
                        "kafka_log_log_numlogsegments",
                        "Segments of the partition.",
                        PARTITION,
                        partitions,
                        BrokerCollector::labels,
                        PartitionNumbers::segments);
    }

    private static void compaction(Families families, CleanerFacts cleaner) {
        families.gauge(
                        "kafka_log_logcleanermanager_max_dirty_percent",
                        "How dirty the dirtiest compacted log was when the cleaner looked last.",
                        100 * cleaner.maxDirtyRatio())
                .gauge(
                        "kafka_log_logcleanermanager_uncleanable_partitions_count",
                        "Logs that cannot be compacted; each has an error in the log, with file and position.",
                        cleaner.uncleanable().size())
                .counter("broker_cleaner_rounds", "Logs compacted, each as often as it was.", cleaner.rounds())
                .counter(
                        "broker_cleaner_records_dropped",
                        "Records that compaction has dropped, because they had become void.",
                        cleaner.recordsDropped())
                .counter("broker_cleaner_bytes", "Bytes that compaction has read and written.", cleaner.bytes());
    }

    private static void scrubbing(Families families, ScrubFacts scrub) {
        families.counter("broker_scrub_bytes", "Bytes of closed segments read again and checked.", scrub.bytes())
                .counter("broker_scrub_segments", "Closed segments checked.", scrub.segments())
                .counter(
                        "broker_scrub_indexes_rebuilt",
                        "Segments whose indexes were missing or wrong, and were built again.",
                        scrub.indexesRebuilt())
                .gauge(
                        "broker_scrub_findings",
                        "Corrupt segments found; each has an error in the log, with file and position.",
                        scrub.findings().size());
    }

    private static List<String> labels(PartitionNumbers partition) {
        return List.of(partition.topic(), partition.partition());
    }

    /** A group's lag in one partition. */
    private record GroupLag(String group, Lag lag) {

        List<String> labels() {
            return List.of(group, lag.topic(), Integer.toString(lag.partition()));
        }
    }

    private static void groups(Families families, BrokerNumbers numbers) {
        List<GroupLag> offsets = new ArrayList<>();
        List<GroupLag> lags = new ArrayList<>();
        for (GroupNumbers group : numbers.groups()) {
            for (Lag lag : group.lags()) {
                offsets.add(new GroupLag(group.group(), lag));
                if (lag.lag() != null) {
                    lags.add(new GroupLag(group.group(), lag));
                }
            }
        }
        List<String> groupPartition = List.of("group", "topic", "partition");
        families.gauges(
                        "kafka_consumergroup_lag",
                        "Records between the group's committed offset and the high watermark.",
                        groupPartition,
                        lags,
                        GroupLag::labels,
                        row -> row.lag().lag() == null ? 0 : row.lag().lag())
                .gauges(
                        "kafka_consumergroup_current_offset",
                        "The group's committed offset.",
                        groupPartition,
                        offsets,
                        GroupLag::labels,
                        row -> row.lag().committedOffset())
                .gauges(
                        "kafka_consumergroup_members",
                        "Members of the group.",
                        List.of("group", "state"),
                        numbers.groups(),
                        group -> List.of(group.group(), group.state()),
                        GroupNumbers::members)
                .gauge(
                        "kafka_coordinator_group_groupmetadatamanager_numgroups",
                        "Groups that this broker coordinates.",
                        numbers.groups().size())
                .counter(
                        "kafka_server_group_coordinator_metrics_group_completed_rebalance",
                        "Generations whose assignment was accepted.",
                        numbers.completedRebalances())
                .counter(
                        "kafka_server_group_coordinator_metrics_offset_commit",
                        "Partitions for which an offset was committed.",
                        numbers.offsetCommits())
                .counter(
                        "kafka_server_group_coordinator_metrics_offset_expiration",
                        "Committed offsets that nobody had used for the retention time.",
                        numbers.offsetExpirations())
                .counter(
                        "kafka_server_group_coordinator_metrics_offset_deletion",
                        "Committed offsets removed by administrators or with their topic.",
                        numbers.offsetDeletions());
    }
}
