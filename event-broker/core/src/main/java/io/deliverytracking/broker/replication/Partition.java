package io.deliverytracking.broker.replication;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.CorruptLogException;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.RecordBatches;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This broker's replica of one partition: its log, and while it leads, who follows how far.
 *
 * <p>Invariant: {@code logStartOffset <= highWatermark <= logEndOffset}. The high watermark never goes back while this
 * replica leads. Consumers read below it; {@code acks=all} is answered above it.
 *
 * <pre>
 *              apply: leader is this broker           apply: leader is another, or none
 *   follower ---------------------------------> leader ---------------------------------> follower
 *       \______________ disk error ______________ | ______________ disk error ____________ /
 *                                                 v
 *                                              offline (until the broker is started again)
 * </pre>
 *
 * <p>Threading: confined to the partition's lane.
 *
 * <p>Failure: a disk error puts the replica offline; it answers KAFKA_STORAGE_ERROR from then on. An append that the disk
 * refused and that left no trace, as on a full disk, is answered with the same code and that is all, as are all appends
 * while the disk does not take the leader epoch that they would be in. Unlike Apache Kafka,
 * where the first failed write takes the whole directory offline: here there may be no other replica to read from. What a
 * client did wrong comes back as an {@link Errors} code and leaves everything as it was. Corrupt bytes fail who reads them.
 *
 * <p>Source: KIP-101 (leader epochs), KIP-966 (in-sync replicas and {@code min.insync.replicas}).
 */
public final class Partition {

    private static final Logger LOG = LoggerFactory.getLogger(Partition.class);

    /** A request that does not know the leader's epoch: it is not checked. */
    public static final int NO_EPOCH = -1;

    /** {@code acks=all} on the wire. */
    public static final short ACKS_ALL = -1;

    /** Hears what happens to partitions; on their lane. */
    public interface Listener {

        /**
         * Who waits here should look again: more records are safe, the log starts later, or leadership or the in-sync
         * replicas changed.
         */
        void onProgress(Partition partition);

        /** The disk failed under this replica; said once. */
        void onOffline(Partition partition, StorageException failure);
    }

    private final TopicPartition topicPartition;
    private final Uuid topicId;
    private final int localBrokerId;
    private final PartitionLog log;
    private final Listener listener;
    // Log end offsets of the other replicas as far as their fetches told; sorted by broker.
    private final TreeMap<Integer, Long> followerLogEndOffsets = new TreeMap<>();

    private PartitionImage image;
    private boolean leader;
    private boolean offline;

    /** The disk refused the last append, and nothing of it is in the log. */
    private boolean refusing;

    /** The metadata could not take the leader epoch that appends belong to. */
    private boolean readOnly;

    private boolean retired;
    private long highWatermark;

    public Partition(
            TopicPartition topicPartition,
            Uuid topicId,
            int localBrokerId,
            PartitionLog log,
            PartitionImage image,
            Listener listener) {
        this.topicPartition = topicPartition;
        this.topicId = topicId;
        this.localBrokerId = localBrokerId;
        this.log = log;
        this.listener = listener;
        this.image = image;
        this.highWatermark = log.logStartOffset();
        become(image, NO_EPOCH);
    }

    /** The metadata changed: takes on the role it gives this replica. */
    public void apply(PartitionImage newImage) {
        int previousEpoch = image.leaderEpoch();
        Invariant.check(
                newImage.leaderEpoch() >= previousEpoch,
                "leader epochs never go back",
                newImage.leaderEpoch(),
                previousEpoch);
        become(newImage, leader ? previousEpoch : NO_EPOCH);
        listener.onProgress(this);
    }

    private void become(PartitionImage newImage, int epochLedSoFar) {
        image = newImage;
        leader = newImage.leader() == localBrokerId;
        if (!leader) {
            followerLogEndOffsets.clear();
            return;
        }
        if (newImage.leaderEpoch() != epochLedSoFar) {
            // What followers of an earlier epoch had may be truncated by now: they have to say it again.
            followerLogEndOffsets.clear();
            try {
                log.onBecomeLeader(newImage.leaderEpoch());
            } catch (StorageException e) {
                // The next append notes the epoch, at the same offset, or is refused as well.
                onWriteFailed(e);
            }
        }
        maybeAdvanceHighWatermark();
    }

    public TopicPartition topicPartition() {
        return topicPartition;
    }

    public String topic() {
        return topicPartition.topic();
    }

    public int index() {
        return topicPartition.partition();
    }

    public Uuid topicId() {
        return topicId;
    }

    /** The log, for reads and look-ups; appends go through {@link #append}. */
    public PartitionLog log() {
        return log;
    }

    /** Refuses appends with KAFKA_STORAGE_ERROR, or takes them again; reads go on. */
    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    public boolean isLeader() {
        return leader && !offline;
    }

    public boolean isOffline() {
        return offline;
    }

    public int leaderId() {
        return image.leader();
    }

    public int leaderEpoch() {
        return image.leaderEpoch();
    }

    public List<Integer> inSyncReplicas() {
        return image.isr();
    }

    /** Everything below is on every in-sync replica. */
    public long highWatermark() {
        return highWatermark;
    }

    /**
     * Everything below belongs to no open transaction. There are none: it is the high watermark.
     */
    public long lastStableOffset() {
        return highWatermark;
    }

    /** Why a request that believes in {@code currentLeaderEpoch} can't be served here; NONE if it can. */
    public Errors checkLeader(int currentLeaderEpoch) {
        if (offline) {
            return Errors.KAFKA_STORAGE_ERROR;
        }
        if (currentLeaderEpoch != NO_EPOCH) {
            if (currentLeaderEpoch < image.leaderEpoch()) {
                return Errors.FENCED_LEADER_EPOCH;
            }
            if (currentLeaderEpoch > image.leaderEpoch()) {
                return Errors.UNKNOWN_LEADER_EPOCH;
            }
        }
        return leader ? Errors.NONE : Errors.NOT_LEADER_OR_FOLLOWER;
    }

    /**
     * Appends records as leader. With {@link #ACKS_ALL} the caller then waits for {@link #outcome}.
     *
     * @param records given away: offsets and epochs are written into their buffer
     * @param nowMs wall clock
     */
    public AppendResult append(RecordBatches records, AppendOrigin origin, short acks, long nowMs) {
        Errors refusal = checkLeader(NO_EPOCH);
        if (refusal == Errors.NONE && readOnly) {
            refusal = Errors.KAFKA_STORAGE_ERROR;
        }
        if (refusal != Errors.NONE) {
            return refused(refusal, null);
        }
        if (acks == ACKS_ALL && !hasEnoughInSyncReplicas()) {
            return refused(
                    Errors.NOT_ENOUGH_REPLICAS,
                    "The size of the current ISR " + image.isr()
                            + " is insufficient to satisfy the min.isr requirement of "
                            + log.config().minInsyncReplicas() + " for partition " + topicPartition);
        }
        AppendResult result;
        try {
            result = log.append(records, origin, image.leaderEpoch(), nowMs);
        } catch (StorageException e) {
            onWriteFailed(e);
            return refused(Errors.KAFKA_STORAGE_ERROR, null);
        }
        if (result.isSuccess() && !result.duplicate()) {
            onAppended();
        }
        return result;
    }

    private void onAppended() {
        if (refusing) {
            refusing = false;
            LOG.info("appends are taken again partition={}", topicPartition);
        }
        maybeAdvanceHighWatermark();
    }

    /** A log that is whole is read on, and takes appends again once there is room: its producers send again until then. */
    private void onWriteFailed(StorageException failure) {
        if (log.isOffline()) {
            goOffline(failure);
        } else if (!refusing) {
            refusing = true;
            LOG.error(
                    "appends are refused until the disk takes them, reads go on partition={} error={}",
                    topicPartition,
                    failure.getMessage());
        }
    }

    /**
     * What became of an append with {@link #ACKS_ALL}.
     *
     * @param lastOffset the last offset appended
     * @param appendedInEpoch the leader epoch in which it was appended
     * @return null while the in-sync replicas don't have it yet
     */
    public @Nullable Errors outcome(long lastOffset, int appendedInEpoch) {
        if (offline) {
            return Errors.KAFKA_STORAGE_ERROR;
        }
        if (retired) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        if (!leader || image.leaderEpoch() != appendedInEpoch) {
            return Errors.NOT_LEADER_OR_FOLLOWER;
        }
        if (highWatermark <= lastOffset) {
            return null;
        }
        return hasEnoughInSyncReplicas() ? Errors.NONE : Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
    }

    /** A follower asks for records from {@code logEndOffset} on: it has everything before. */
    public void onFollowerFetch(int brokerId, long logEndOffset) {
        if (leader && image.replicas().contains(brokerId)) {
            followerLogEndOffsets.put(brokerId, logEndOffset);
            maybeAdvanceHighWatermark();
        }
    }

    /** Deletes records below {@code offset}, as DeleteRecords asks; never beyond the high watermark. */
    public boolean advanceLogStartOffset(long offset) {
        Invariant.check(
                offset <= highWatermark, "the log starts at or below its high watermark", offset, highWatermark);
        try {
            boolean advanced = log.advanceLogStartOffset(offset);
            listener.onProgress(this);
            return advanced;
        } catch (StorageException e) {
            goOffline(e);
            return false;
        }
    }

    /** The topic is deleted: whoever waits here is told so. */
    public void retire() {
        retired = true;
        leader = false;
    }

    /** The disk failed under this replica. */
    public void goOffline(StorageException failure) {
        if (!offline) {
            offline = true;
            listener.onOffline(this, failure);
            listener.onProgress(this);
        }
    }

    /**
     * A read failed: the disk did, which puts the replica offline, or the bytes it gave are not what was written, which
     * ends only reads of those.
     *
     * @return what the reader is told
     */
    public Errors onReadFailed(StorageException failure) {
        if (failure instanceof CorruptLogException) {
            LOG.error("corrupt records partition={} error={}", topicPartition, failure.getMessage());
            return Errors.CORRUPT_MESSAGE;
        }
        goOffline(failure);
        return Errors.KAFKA_STORAGE_ERROR;
    }

    private boolean hasEnoughInSyncReplicas() {
        return image.isr().size() >= log.config().minInsyncReplicas();
    }

    private void maybeAdvanceHighWatermark() {
        long candidate = HighWatermark.of(image.isr(), this::logEndOffsetOf, highWatermark);
        if (candidate > highWatermark) {
            highWatermark = candidate;
            listener.onProgress(this);
        }
    }

    private long logEndOffsetOf(int brokerId) {
        if (brokerId == localBrokerId) {
            return log.logEndOffset();
        }
        return followerLogEndOffsets.getOrDefault(brokerId, log.logStartOffset());
    }

    private AppendResult refused(Errors error, @Nullable String message) {
        return new AppendResult(error, message, -1, -1, -1, log.logStartOffset(), false);
    }

    @Override
    public String toString() {
        return topicPartition + (leader ? " (leader, epoch " : " (epoch ") + image.leaderEpoch() + ")";
    }
}
