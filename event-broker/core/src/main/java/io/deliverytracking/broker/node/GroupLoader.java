package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.CoordinatorRecord;
import io.deliverytracking.broker.group.PartitionLoader;
import io.deliverytracking.broker.log.CorruptLogException;
import io.deliverytracking.broker.log.LogSlice;
import io.deliverytracking.broker.port.BackgroundTasks;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.replication.Partition;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition of {@code __consumer_offsets} for the shard that starts from it: a piece in the background, its
 * records on the lane, then the next piece, so that a long log holds nobody up.
 *
 * <p>Threading: confined to the partition's lane, but for loading pieces.
 *
 * <p>Failure: damage in the log keeps its groups without a coordinator, and nobody else.
 */
final class GroupLoader implements PartitionLoader {

    /** Some 10,000 offset records: a millisecond or two on the lane. */
    private static final int PIECE_BYTES = 1024 * 1024;

    private final Partition partition;
    private final BackgroundTasks background;

    GroupLoader(Partition partition, BackgroundTasks background) {
        this.partition = partition;
        this.background = background;
    }

    @Override
    public void load(Consumer<CoordinatorRecord> sink, Consumer<Errors> completion) {
        int leaderEpoch = partition.leaderEpoch();
        loadFrom(partition.log().logStartOffset(), leaderEpoch, sink, completion);
    }

    private void loadFrom(long offset, int leaderEpoch, Consumer<CoordinatorRecord> sink, Consumer<Errors> completion) {
        Errors refusal = partition.checkLeader(leaderEpoch);
        if (refusal != Errors.NONE) {
            completion.accept(refusal);
            return;
        }
        // Nothing is appended while loading: the log ends where the records of earlier leaders end.
        long end = partition.log().logEndOffset();
        if (offset >= end) {
            onEnd(end, completion);
            return;
        }
        LogSlice slice;
        try {
            slice = partition.log().read(offset, PIECE_BYTES, end, true);
        } catch (StorageException e) {
            completion.accept(partition.onReadFailed(e));
            return;
        }
        if (slice.error() == Errors.NONE && slice.isEmpty()) {
            // Apache Kafka's compaction may have taken the last batches away.
            onEnd(end, completion);
            return;
        }
        background.<RecordBatches>submit(() -> checked(slice.load()), (records, failure) -> {
            if (offset < partition.log().logStartOffset()) {
                completion.accept(Errors.OFFSET_OUT_OF_RANGE);
            } else if (records == null) {
                onFailed(failure, completion);
            } else {
                long next = replay(records, offset, sink);
                if (next <= offset) {
                    completion.accept(Errors.CORRUPT_MESSAGE);
                } else {
                    loadFrom(next, leaderEpoch, sink, completion);
                }
            }
        });
    }

    private void onEnd(long end, Consumer<Errors> completion) {
        completion.accept(partition.highWatermark() >= end ? Errors.NONE : Errors.COORDINATOR_LOAD_IN_PROGRESS);
    }

    private void onFailed(@Nullable Throwable failure, Consumer<Errors> completion) {
        if (failure instanceof StorageException diskError) {
            completion.accept(partition.onReadFailed(diskError));
        } else {
            throw new IllegalStateException("reading " + partition + " broke", failure);
        }
    }

    /**
     * The batches, none of them damaged: after a clean stop nobody else has looked at their contents.
     *
     * @throws CorruptLogException if the disk gave back other bytes than were written
     */
    private RecordBatches checked(RecordBatches records) {
        BatchView view = new BatchView();
        int start = records.buffer().position();
        int position = start;
        while (view.wrap(records.buffer(), position).fits()) {
            if (!view.isCrcValid()) {
                throw new CorruptLogException(
                        partition.topicPartition().toString(),
                        position - start,
                        "the batch at offset " + view.baseOffset() + " does not match its checksum");
            }
            position += view.sizeInBytes();
        }
        return records;
    }

    /** Hands the records from {@code offset} on to the sink; returns the offset after the last batch. */
    private static long replay(RecordBatches records, long offset, Consumer<CoordinatorRecord> sink) {
        records.forEachRecord(record -> {
            byte[] key = bytes(record.key());
            if (record.offset() >= offset && key != null) {
                sink.accept(new CoordinatorRecord(key, bytes(record.value())));
            }
        });
        return nextOffset(records, offset);
    }

    private static long nextOffset(RecordBatches records, long offset) {
        BatchView view = new BatchView();
        long next = offset;
        int position = records.buffer().position();
        while (view.wrap(records.buffer(), position).fits()) {
            next = view.nextOffset();
            position += view.sizeInBytes();
        }
        return next;
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
