package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.log.EpochEndOffset;
import io.deliverytracking.broker.log.LogSlice;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.ReadMemory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the partitions of one Fetch, in their order, within the response's limits.
 *
 * <p>Limits: a partition gives at most its {@code partition.max.bytes}, all together {@code max.bytes}; but the first
 * batch of the first partition that has one is given whatever its size, or a consumer could never get past it (KIP-74).
 * Where clients that are slow to take their answers hold most of the memory for them, all get smaller ones.
 *
 * <p>What lies near the log's end is in memory and is read on the lane. A slice further back may wait for the disk: then
 * all such slices of the request are loaded in the background, and only this request waits.
 *
 * <p>Threading: confined to the lane, but for loading.
 */
final class FetchRead {

    private static final short FIRST_VERSION_WITH_ZSTD = 10;
    private static final short FIRST_VERSION_WITH_CURRENT_LEADER = 12;
    private static final short FIRST_VERSION_WITH_TOPIC_IDS = 13;
    private static final int ZSTD = 4;
    private static final byte READ_COMMITTED = 1;
    private static final int NO_EPOCH = -1;

    private final Partitions partitions;
    private final BackgroundTasks background;
    private final ReadMemory.Lease memory;
    private final DataCounters counters;
    private final short apiVersion;
    private final byte isolationLevel;
    private final List<FetchedPartition> fetched;
    private final List<PartitionData> result;
    private final List<ColdSlice> cold = new ArrayList<>();
    private int remainingBytes;
    private int givenBytes;
    private boolean givenAny;

    /** A slice to load in the background, and where it goes. */
    private record ColdSlice(Partition partition, LogSlice slice, PartitionData target) {}

    /** What loading a slice came to: one of the two. */
    private record Loaded(
            @Nullable RecordBatches records, @Nullable StorageException failure) {}

    FetchRead(
            Partitions partitions,
            BackgroundTasks background,
            ReadMemory.Lease memory,
            DataCounters counters,
            short apiVersion,
            byte isolationLevel,
            int maxBytes,
            List<FetchedPartition> fetched) {
        this.partitions = partitions;
        this.background = background;
        this.memory = memory;
        this.counters = counters;
        this.apiVersion = apiVersion;
        this.isolationLevel = isolationLevel;
        this.remainingBytes = maxBytes;
        this.fetched = fetched;
        this.result = new ArrayList<>(fetched.size());
    }

    /**
     * Reads; {@code whenRead} gets one result a partition, in order, now or when cold slices are loaded, and with them the care
     * for the memory that they lie in.
     */
    void read(Consumer<List<PartitionData>> whenRead) {
        try {
            remainingBytes = memory.reserve(remainingBytes);
            readAll();
        } catch (RuntimeException e) { // a fault of ours, which leaves the broker running
            memory.release();
            throw e;
        }
        if (cold.isEmpty()) {
            memory.settle();
            whenRead.accept(result);
        } else {
            loadCold(whenRead);
        }
    }

    private void readAll() {
        for (FetchedPartition asked : fetched) {
            PartitionData data = new PartitionData()
                    .setPartitionIndex(asked.key().index())
                    .setHighWatermark(-1)
                    .setRecords(RecordBatches.EMPTY.toRecords());
            result.add(data);
            Partition partition = find(partitions, asked.key());
            if (partition == null) {
                data.setErrorCode(notFound(asked.key()).code());
            } else {
                readOne(partition, asked, data);
            }
        }
    }

    /** Bytes of record batches in the results; once they are read. */
    int givenBytes() {
        return givenBytes;
    }

    private void readOne(Partition partition, FetchedPartition asked, PartitionData data) {
        Errors error = partition.checkLeader(asked.currentLeaderEpoch());
        if (error != Errors.NONE) {
            fail(data, error);
            nameLeader(partition, data, error);
            return;
        }
        PartitionLog log = partition.log();
        FetchResponseData.@Nullable EpochEndOffset diverging = divergesFrom(log, asked);
        if (diverging != null && diverging.endOffset() == EpochEndOffset.UNDEFINED.endOffset()) {
            // It fetched an epoch that this log never knew: there is no place to truncate to.
            fail(data, Errors.OFFSET_OUT_OF_RANGE);
            return;
        }
        if (diverging != null) {
            describe(partition, data);
            data.setDivergingEpoch(diverging);
            return;
        }
        LogSlice slice;
        try {
            slice = log.read(
                    asked.fetchOffset(),
                    Math.max(0, Math.min(asked.maxBytes(), remainingBytes)),
                    partition.highWatermark(),
                    !givenAny);
        } catch (StorageException e) {
            fail(data, partition.onReadFailed(e));
            return;
        }
        if (slice.error() != Errors.NONE) {
            fail(data, slice.error());
            return;
        }
        describe(partition, data);
        if (slice.isCold()) {
            counters.onColdRead();
            cold.add(new ColdSlice(partition, slice, data));
            givenAny = true;
            remainingBytes -= Math.min(remainingBytes, asked.maxBytes());
        } else {
            give(partition, slice, data, load(slice));
        }
    }

    private Loaded load(LogSlice slice) {
        try {
            return new Loaded(slice.load(memory::allocate), null);
        } catch (StorageException e) {
            return new Loaded(null, e);
        }
    }

    private void loadCold(Consumer<List<PartitionData>> whenRead) {
        List<ColdSlice> slices = List.copyOf(cold);
        background.<List<Loaded>>submit(
                () -> {
                    List<Loaded> loaded = new ArrayList<>(slices.size());
                    for (ColdSlice slice : slices) {
                        loaded.add(load(slice.slice()));
                    }
                    return loaded;
                },
                (loaded, failure) -> {
                    if (loaded == null) {
                        throw new IllegalStateException("a cold read broke", failure);
                    }
                    for (int i = 0; i < slices.size(); i++) {
                        ColdSlice slice = slices.get(i);
                        giveCold(slice, loaded.get(i));
                    }
                    memory.settle();
                    whenRead.accept(result);
                });
    }

    /** Meanwhile the topic may be deleted, or its log cut by another leader: then what was read counts no more. */
    private void giveCold(ColdSlice cold, Loaded loaded) {
        Errors error = cold.partition().checkLeader(NO_EPOCH);
        if (error == Errors.NONE) {
            give(cold.partition(), cold.slice(), cold.target(), loaded);
        } else {
            fail(cold.target(), error);
        }
    }

    private void give(Partition partition, LogSlice slice, PartitionData data, Loaded loaded) {
        RecordBatches records = loaded.records();
        if (records == null) {
            Errors error = whyNotRead(partition, slice, loaded.failure());
            if (error != Errors.NONE) {
                fail(data, error);
            }
        } else if (apiVersion < FIRST_VERSION_WITH_ZSTD && containsZstd(records)) {
            fail(data, Errors.UNSUPPORTED_COMPRESSION_TYPE);
        } else {
            int sizeBytes = records.sizeInBytes();
            data.setRecords(records.toRecords());
            counters.onFetched(sizeBytes);
            givenBytes += sizeBytes;
            givenAny |= sizeBytes > 0;
            remainingBytes -= Math.min(remainingBytes, sizeBytes);
        }
    }

    /**
     * A segment that retention took away meanwhile can't be read, and its disk is as well as before. Nor can one that a
     * compacted segment stands for: then there is no error, and no record either; the next Fetch finds them.
     */
    private static Errors whyNotRead(Partition partition, LogSlice slice, @Nullable StorageException failure) {
        if (slice.fetchOffset() < partition.log().logStartOffset()) {
            return Errors.OFFSET_OUT_OF_RANGE;
        }
        if (slice.isRetired()) {
            return Errors.NONE;
        }
        return failure == null ? Errors.KAFKA_STORAGE_ERROR : partition.onReadFailed(failure);
    }

    private void describe(Partition partition, PartitionData data) {
        data.setHighWatermark(partition.highWatermark())
                .setLastStableOffset(partition.lastStableOffset())
                .setLogStartOffset(partition.log().logStartOffset())
                .setAbortedTransactions(isolationLevel == READ_COMMITTED ? List.of() : null);
    }

    private static void fail(PartitionData data, Errors error) {
        data.setErrorCode(error.code())
                .setHighWatermark(-1)
                .setLastStableOffset(-1)
                .setLogStartOffset(-1)
                .setAbortedTransactions(null)
                .setRecords(RecordBatches.EMPTY.toRecords());
    }

    private void nameLeader(Partition partition, PartitionData data, Errors error) {
        boolean elsewhere = error == Errors.NOT_LEADER_OR_FOLLOWER || error == Errors.FENCED_LEADER_EPOCH;
        if (elsewhere && apiVersion >= FIRST_VERSION_WITH_CURRENT_LEADER) {
            data.currentLeader().setLeaderId(partition.leaderId()).setLeaderEpoch(partition.leaderEpoch());
        }
    }

    private static boolean containsZstd(RecordBatches records) {
        ByteBuffer buffer = records.buffer();
        BatchView view = new BatchView();
        int position = buffer.position();
        while (view.wrap(buffer, position).fits()) {
            if (view.compressionId() == ZSTD) {
                return true;
            }
            position += view.sizeInBytes();
        }
        return false;
    }

    private Errors notFound(FetchKey key) {
        boolean unknownId = apiVersion >= FIRST_VERSION_WITH_TOPIC_IDS && partitions.topicName(key.topicId()) == null;
        return unknownId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }

    static @Nullable Partition find(Partitions partitions, FetchKey key) {
        return key.topicId().equals(Uuid.ZERO_UUID)
                ? partitions.find(key.topic(), key.index())
                : partitions.find(key.topicId(), key.index());
    }

    /**
     * Where the client's log parts from ours: the end of the largest epoch at or below the one it fetched last.
     *
     * @return null if it doesn't part, or the client didn't say which epoch it fetched last
     */
    static FetchResponseData.@Nullable EpochEndOffset divergesFrom(PartitionLog log, FetchedPartition asked) {
        if (asked.lastFetchedEpoch() == NO_EPOCH) {
            return null;
        }
        EpochEndOffset ours = log.epochEndOffset(asked.lastFetchedEpoch());
        boolean parts = ours.epoch() < asked.lastFetchedEpoch() || ours.endOffset() < asked.fetchOffset();
        return parts
                ? new FetchResponseData.EpochEndOffset().setEpoch(ours.epoch()).setEndOffset(ours.endOffset())
                : null;
    }
}
