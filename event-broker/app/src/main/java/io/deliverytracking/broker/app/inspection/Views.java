package io.deliverytracking.broker.app.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.broker.app.Lag;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The answers of the inspection API, one record a shape. Times are milliseconds since the epoch. */
final class Views {

    private Views() {}

    /** The cluster. */
    record ClusterView(
            String clusterId,
            int controllerId,
            List<BrokerView> brokers,
            int topics,
            int partitions,
            int underReplicatedPartitions,
            int partitionsWithoutLeader,
            RecoveryView lastRecovery) {}

    /** A broker of the cluster. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BrokerView(
            int id, long epoch, boolean fenced, @Nullable String rack, List<EndpointView> endpoints) {}

    /** A listener of a broker. */
    record EndpointView(String listener, String host, int port) {}

    /** What this broker's start found in its log directory. */
    record RecoveryView(boolean afterCleanShutdown, int partitions, long cutBytes, List<String> failures) {}

    /** A topic in a list. */
    record TopicSummary(
            String name,
            String id,
            boolean internal,
            int partitions,
            int underReplicatedPartitions,
            long records,
            long sizeBytes) {}

    /** A topic. */
    record TopicView(
            String name,
            String id,
            boolean internal,
            SortedMap<String, String> configs,
            List<PartitionView> partitions) {}

    /**
     * A partition; what only a replica knows is missing where this broker has none.
     *
     * @param logStartOffset the first offset
     * @param highWatermark consumers read below it
     * @param logEndOffset the next offset
     * @param state {@code leader}, {@code follower}, {@code offline} or {@code elsewhere}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PartitionView(
            int partition,
            int leader,
            int leaderEpoch,
            List<Integer> replicas,
            List<Integer> inSyncReplicas,
            String state,
            @Nullable Long logStartOffset,
            @Nullable Long highWatermark,
            @Nullable Long logEndOffset,
            @Nullable Long sizeBytes,
            @Nullable Integer segments) {}

    /** A segment of a partition's log. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SegmentView(
            String file,
            long baseOffset,
            long nextOffset,
            long sizeBytes,
            int indexEntries,
            int timeIndexEntries,
            @Nullable Long largestTimestampMs,
            boolean active) {}

    /**
     * Records of a partition.
     *
     * @param nextOffset where to go on reading
     */
    record RecordsView(
            String topic,
            int partition,
            long logStartOffset,
            long highWatermark,
            List<BatchHeaderView> batches,
            long nextOffset) {}

    /** A record batch: its header, and those of its records that were asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchHeaderView(
            long baseOffset,
            long lastOffset,
            int records,
            int sizeBytes,
            int leaderEpoch,
            String compression,
            String timestampType,
            long maxTimestampMs,
            boolean transactional,
            boolean control,
            @Nullable Long producerId,
            @Nullable Integer producerEpoch,
            @Nullable Integer baseSequence,
            boolean crcValid,
            List<RecordView> content) {}

    /** One record. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RecordView(
            long offset,
            long timestampMs,
            @Nullable BytesView key,
            @Nullable BytesView value) {}

    /**
     * A key or a value.
     *
     * @param encoding {@code text} (UTF-8) or {@code base64}
     * @param sizeBytes of the whole, also when {@code data} was cut
     */
    record BytesView(String encoding, String data, int sizeBytes, boolean cut) {}

    /** A group in a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupSummary(
            String groupId,
            String state,
            String type,
            String protocolType,
            int members,
            @Nullable Long lag) {}

    /**
     * A group.
     *
     * @param generation the generation, or the group epoch of a group of the consumer protocol
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupView(
            String groupId,
            String state,
            String type,
            String protocolType,
            @Nullable String protocol,
            int generation,
            @Nullable String leader,
            int coordinatorPartition,
            @Nullable Long stateSinceMs,
            List<MemberView> members,
            List<Lag> offsets,
            @Nullable Long lag) {}

    /**
     * A member of a group.
     *
     * @param sessionTimeoutMs null in a group of the consumer protocol, where the broker's setting holds for all
     * @param assignment partitions by topic
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberView(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            @Nullable Integer sessionTimeoutMs,
            int rebalanceTimeoutMs,
            Map<String, List<Integer>> assignment) {}
}
