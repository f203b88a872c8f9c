package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.TimestampOffset;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Finds offsets: the earliest, the latest, or that of the first record at or after a time.
 *
 * <pre>
 *   timestamp   meaning                               from version
 *   >= 0        first record at or after it
 *   -1          the end: the high watermark, or the last stable offset with read_committed
 *   -2          the log's start
 *   -3          the record with the greatest timestamp     7  (KIP-734)
 *   -4          the start of what lies on local disks      8  (KIP-405)
 *   -5          the end of what lies in tiered storage     9  (KIP-1005)
 *   -6          the first record not in tiered storage    11  (KIP-1023)
 * </pre>
 *
 * <p>There is no tiered storage: -4 is the log's start, -5 and -6 find nothing. The leader epoch of the answer is the
 * found record's, not the leader's (KIP-320): a consumer checks with it whether the log was truncated since.
 */
public final class ListOffsetsHandler implements ApiHandler<ListOffsetsRequestData, ListOffsetsResponseData> {

    static final long LATEST = -1;
    static final long EARLIEST = -2;
    static final long MAX_TIMESTAMP = -3;
    static final long EARLIEST_LOCAL = -4;
    static final long LATEST_TIERED = -5;
    static final long EARLIEST_PENDING_UPLOAD = -6;

    private static final short FIRST_VERSION_WITH_LEADER_EPOCH = 4;
    private static final int NO_EPOCH = -1;
    private static final byte READ_COMMITTED = 1;
    private static final TimestampOffset NOTHING = new TimestampOffset(-1, -1, NO_EPOCH);

    private final PartitionAnswers answers;

    public ListOffsetsHandler(Partitions partitions) {
        this.answers = new PartitionAnswers(partitions);
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.LIST_OFFSETS;
    }

    @Override
    public short lowestVersion() {
        return 1;
    }

    @Override
    public short highestVersion() {
        return 11;
    }

    @Override
    public void handle(RequestContext context, ListOffsetsRequestData request, Reply<ListOffsetsResponseData> reply) {
        List<ListOffsetsTopicResponse> topics = new ArrayList<>(request.topics().size());
        for (ListOffsetsTopic topic : request.topics()) {
            Set<Integer> twice = namedTwice(topic.partitions());
            Set<Integer> refused = new HashSet<>();
            List<ListOffsetsPartitionResponse> partitions = new ArrayList<>();
            for (ListOffsetsPartition asked : topic.partitions()) {
                int index = asked.partitionIndex();
                if (!twice.contains(index)) {
                    partitions.add(answer(context, request.isolationLevel(), topic.name(), asked));
                } else if (refused.add(index)) {
                    partitions.add(failed(index, Errors.INVALID_REQUEST));
                }
            }
            topics.add(new ListOffsetsTopicResponse().setName(topic.name()).setPartitions(partitions));
        }
        reply.send(new ListOffsetsResponseData().setTopics(topics));
    }

    private static Set<Integer> namedTwice(List<ListOffsetsPartition> partitions) {
        Set<Integer> seen = new HashSet<>();
        Set<Integer> twice = new HashSet<>();
        for (ListOffsetsPartition partition : partitions) {
            if (!seen.add(partition.partitionIndex())) {
                twice.add(partition.partitionIndex());
            }
        }
        return twice;
    }

    private ListOffsetsPartitionResponse answer(
            RequestContext context, byte isolationLevel, String topic, ListOffsetsPartition asked) {
        if (!isKnownIn(context.apiVersion(), asked.timestamp())) {
            return failed(asked.partitionIndex(), Errors.UNSUPPORTED_VERSION);
        }
        return answers.ask(
                topic,
                asked.partitionIndex(),
                asked.currentLeaderEpoch(),
                partition -> found(
                        context.apiVersion(), partition.index(), lookUp(partition, asked.timestamp(), isolationLevel)),
                ListOffsetsHandler::failed);
    }

    private static boolean isKnownIn(short version, long timestamp) {
        return !((timestamp == MAX_TIMESTAMP && version < 7)
                || (timestamp == EARLIEST_LOCAL && version < 8)
                || (timestamp == LATEST_TIERED && version < 9)
                || (timestamp == EARLIEST_PENDING_UPLOAD && version < 11)
                || timestamp < EARLIEST_PENDING_UPLOAD);
    }

    private static TimestampOffset lookUp(Partition partition, long timestamp, byte isolationLevel) {
        PartitionLog log = partition.log();
        long end = isolationLevel == READ_COMMITTED ? partition.lastStableOffset() : partition.highWatermark();
        if (timestamp == LATEST) {
            return new TimestampOffset(-1, end, partition.leaderEpoch());
        }
        if (timestamp == EARLIEST || timestamp == EARLIEST_LOCAL) {
            long start = log.logStartOffset();
            return new TimestampOffset(-1, start, log.epochForOffset(start).orElse(-1));
        }
        if (timestamp == LATEST_TIERED || timestamp == EARLIEST_PENDING_UPLOAD) {
            return NOTHING;
        }
        Optional<TimestampOffset> found =
                timestamp == MAX_TIMESTAMP ? log.offsetOfMaxTimestamp() : log.offsetForTimestamp(timestamp);
        // What is not safe yet may not be shown, not even as an offset.
        return found.filter(record -> record.offset() < end).orElse(NOTHING);
    }

    private static ListOffsetsPartitionResponse found(short version, int index, TimestampOffset found) {
        return new ListOffsetsPartitionResponse()
                .setPartitionIndex(index)
                .setTimestamp(found.timestampMs())
                .setOffset(found.offset())
                // Versions before can't carry it, and the codec refuses to leave out what was set.
                .setLeaderEpoch(version >= FIRST_VERSION_WITH_LEADER_EPOCH ? found.leaderEpoch() : NO_EPOCH);
    }

    private static ListOffsetsPartitionResponse failed(int index, Errors error) {
        return found(FIRST_VERSION_WITH_LEADER_EPOCH, index, NOTHING).setErrorCode(error.code());
    }
}
