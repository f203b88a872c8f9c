package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.RecordBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The on-disk log of one partition replica: ordered segments, the last one active.
 *
 * <p>Invariant: {@code logStartOffset <= logEndOffset}, offsets ascend without overlap from the first
 * segment to the last, and what is behind the log end offset is never read. The high watermark is the replication
 * layer's; this class only takes it as a bound.
 *
 * <p>This is the way in; the work is done by its parts, each of which has one idea, and which share a {@link LogState}:
 *
 * <pre>
 *   {@link LogAppender}     batches come in, by way of {@link AppendValidator}, {@link ProducerStates}, {@link Recompression}
 *   {@link LogReads}        and are found again, by offset or by time
 *   {@link SegmentRoller}   the active segment is full or old: the next one begins
 *   {@link LogFlusher}      what was appended is forced to disk; the recovery point
 *   {@link LogDeletion}     the front goes: retention, DeleteRecords
 *   {@link LogTruncation}   the end goes: what the leader never had
 *   {@link LogCompaction}   the middle is replaced: a cleaner's smaller segments
 *   {@link IndexRebuild}    so is a segment whose indexes are wrong, or lost
 * </pre>
 *
 * <p>Apache Kafka: UnifiedLog, a name that it owes to tiered storage, which is not here.
 *
 * <p>Threading: confined to the partition's lane, except {@link LogSlice#load} and {@link PendingFlush#force}, which may
 * run anywhere.
 * <p>Ownership: owns its directory's files and their descriptors until {@link #close()}.
 * <p>Failure: what a sender did wrong is an error code in the result, and leaves the log unchanged. A failed write is cut
 * off again and thrown as {@link StorageException}; the log stays usable, a full disk may pass. If the files may be in
 * doubt (the cut failed too, or an fsync failed), the replica goes {@linkplain #isOffline() offline} and throws from then on.
 * <p>Source: KIP-98 (format, idempotence), KIP-101 and KIP-279 (leader epochs), KIP-33 (time index).
 */
public final class PartitionLog {

    private Uuid topicId;
    private final PartitionRecovery recovery;

    private final LogState state;
    private final LogReads reads;
    private final LogFlusher flusher;
    private final SegmentRoller roller;
    private final LogAppender appender;
    private final LogCompaction compaction;
    private final IndexRebuild indexRebuild;
    private final LogTruncation truncation;
    private final LogDeletion deletion;

    private PartitionLog(
            TopicPartition topicPartition,
            Uuid topicId,
            StorageDirectory directory,
            LogConfig config,
            LogServices services,
            PartitionLogListener listener,
            LoadedLog loaded) {
        this.topicId = topicId;
        this.recovery = loaded.recovery();
        state = new LogState(
                topicPartition, directory, config, services, loaded, cause -> listener.onOffline(this, cause));
        RetiredSegments retired = new RetiredSegments(directory, services);
        flusher = new LogFlusher(state, loaded.recoveryPoint());
        roller = new SegmentRoller(state, flusher);
        appender = new LogAppender(state, roller, flusher);
        compaction = new LogCompaction(state, retired, loaded.cleanedUpTo());
        indexRebuild = new IndexRebuild(state, compaction);
        reads = new LogReads(state, indexRebuild);
        truncation =
                new LogTruncation(state, roller, flusher, compaction, retired, () -> listener.onCheckpointVoid(this));
        deletion = new LogDeletion(state, roller, compaction, retired);
    }

    /** Opens the log in {@code directory}, making it if there is none; recovers it if the checkpoint says so. */
    static PartitionLog open(
            TopicPartition topicPartition,
            Uuid topicId,
            StorageDirectory directory,
            LogConfig config,
            LogServices services,
            LogCheckpoint checkpoint,
            PartitionLogListener listener) {
        LoadedLog loaded = new LogLoader(directory, topicPartition, config, services, checkpoint).load();
        return new PartitionLog(topicPartition, topicId, directory, config, services, listener, loaded);
    }

    // ---- appending -----------------------------------------------------------------------------------------------

    /**
     * Appends batches at the end of the log. Base offsets, leader epoch and, under LogAppendTime, timestamps are written
     * into the given bytes, so the caller gives them away.
     *
     * @param leaderEpoch the epoch this replica leads in; ignored for {@link AppendOrigin#REPLICATION}
     * @param nowMs wall clock
     * @throws StorageException if the disk failed; nothing was appended
     */
    public AppendResult append(RecordBatches records, AppendOrigin origin, int leaderEpoch, long nowMs) {
        state.requireOnline();
        return appender.append(records, origin, leaderEpoch, nowMs);
    }

    // ---- rolling -------------------------------------------------------------------------------------------------

    /**
     * Starts a new segment if the active one is older than {@code segment.ms} by the wall clock, or has lost an index: only sealed
     * ones get another, and what nobody appends to would be searched from its start for ever.
     *
     * <p>Unlike Apache Kafka, which looks at that only when something is appended: an idle partition's records would
     * outlive their retention. Nor would they be compacted: with {@code cleanup.policy=compact} a segment is also rolled when
     * its first batch is older than {@code max.compaction.lag.ms}.
     *
     * @throws StorageException if the disk refuses, as a full one does; the log goes on with the segment it had
     */
    public boolean maybeRoll(long nowMs) {
        state.requireOnline();
        return roller.maybeRoll(nowMs);
    }

    // ---- reading -------------------------------------------------------------------------------------------------

    /**
     * Finds batches from the one that contains {@code fetchOffset} on, as many whole ones as fit {@code maxBytes}.
     *
     * @param upperBoundOffset only batches wholly below are given (high watermark, or log end offset for a follower)
     * @param minOneMessage gives the first batch though it alone exceeds {@code maxBytes}
     * @return the slice, unread; empty at the bound, with an error outside of the log
     */
    public LogSlice read(long fetchOffset, int maxBytes, long upperBoundOffset, boolean minOneMessage) {
        state.requireOnline();
        return reads.read(fetchOffset, maxBytes, upperBoundOffset, minOneMessage);
    }

    /**
     * Whether {@code fetchOffset} lies in an older segment than the bound does. A read there ends with its segment, however
     * much comes behind it: waiting gives no more. No I/O.
     */
    public boolean startsInOlderSegment(long fetchOffset, long upperBoundOffset) {
        state.requireOnline();
        return reads.startsInOlderSegment(fetchOffset, upperBoundOffset);
    }

    /**
     * How many bytes a read could give now, for {@code fetch.min.bytes}: exact while the fetch offset lies in the active
     * segment; the size of its segment, when it is further behind. No I/O near the end of the log.
     */
    public int availableBytes(long fetchOffset, long upperBoundOffset) {
        state.requireOnline();
        return reads.availableBytes(fetchOffset, upperBoundOffset);
    }

    /** The first record whose timestamp is at least {@code timestampMs}. Reads from disk, perhaps much. */
    public Optional<TimestampOffset> offsetForTimestamp(long timestampMs) {
        state.requireOnline();
        return reads.offsetForTimestamp(timestampMs);
    }

    /** The first record with the greatest timestamp of all. */
    public Optional<TimestampOffset> offsetOfMaxTimestamp() {
        state.requireOnline();
        return reads.offsetOfMaxTimestamp();
    }

    // ---- leader epochs -------------------------------------------------------------------------------------------

    /** This replica leads from {@code leaderEpoch} on: the epoch starts at the log end offset, even without records. */
    public void onBecomeLeader(int leaderEpoch) {
        state.requireOnline();
        state.epochs().maybeAssign(leaderEpoch, logEndOffset());
    }

    /** The latest epoch known to have started. */
    public OptionalInt latestEpoch() {
        return state.epochs().latestEpoch();
    }

    /** The epoch of the record at {@code offset} (at the log end offset: of the next), as far as known. */
    public OptionalInt epochForOffset(long offset) {
        return state.epochs().epochForOffset(offset);
    }

    /** Where the largest epoch at or below {@code epoch} ended. */
    public EpochEndOffset epochEndOffset(int epoch) {
        return state.epochs().endOffsetFor(epoch, logEndOffset());
    }

    // ---- cutting -------------------------------------------------------------------------------------------------

    /**
     * Cuts the log so that it ends at or before {@code offset}; a batch that contains the offset is cut whole.
     *
     * <p>Unlike Apache Kafka, where the log then ends at {@code offset} with a gap before it.
     *
     * @return false if the log was no longer than that
     */
    public boolean truncateTo(long offset) {
        state.requireOnline();
        return truncation.truncateTo(offset);
    }

    /** Drops everything; the log is empty and goes on at {@code offset}. */
    public void truncateFullyAndStartAt(long offset) {
        state.requireOnline();
        truncation.truncateFullyAndStartAt(offset);
    }

    // ---- deleting ------------------------------------------------------------------------------------------------

    /**
     * Moves the log start offset up (DeleteRecords, or a follower following its leader) and retires the segments below.
     *
     * @param offset at most the high watermark, by the caller's check
     * @return false if it was there already
     */
    public boolean advanceLogStartOffset(long offset) {
        state.requireOnline();
        return deletion.advanceLogStartOffset(offset);
    }

    /**
     * Retires the segments that {@code retention.ms} and {@code retention.bytes} no longer keep, and those below the log
     * start offset. While a compacted segment is being swapped in, none goes; the next time will do.
     *
     * @return how many went
     */
    public int enforceRetention(long nowMs, long highWatermark) {
        state.requireOnline();
        return deletion.enforceRetention(nowMs, highWatermark);
    }

    // ---- flushing ------------------------------------------------------------------------------------------------

    /** Starts a flush in the background if {@code flush.ms} passed since the last one and something waits. */
    public boolean maybeFlush(long nowMs) {
        state.requireOnline();
        if (!flusher.isDue(nowMs, state.config().flushMs())) {
            return false;
        }
        flusher.flushInBackground(nowMs);
        return true;
    }

    /** Forces everything appended so far to disk, on the calling thread. */
    public void flush() {
        state.requireOnline();
        flusher.flush();
    }

    /** Notes what has to be forced for everything appended so far to be safe. */
    public PendingFlush beginFlush() {
        return flusher.begin();
    }

    /** Moves the recovery point after {@code flush} was forced. */
    public void completeFlush(PendingFlush flush) {
        flusher.complete(flush);
    }

    /**
     * Forces everything appended so far in the background, and then calls {@code whenForced} on the lane; never, if the
     * disk fails, or the log is closed or cut meanwhile.
     */
    public void flushInBackground(Runnable whenForced) {
        state.requireOnline();
        flusher.flushInBackground(whenForced);
    }

    // ---- compacting ----------------------------------------------------------------------------------------------

    /** This log as a cleaner may see and change it. */
    public LogCompaction compaction() {
        return compaction;
    }

    /**
     * Builds both indexes of a sealed segment again, in the background.
     *
     * @param completion true when they are there; false if the segment has left the log meanwhile; never called if the log is
     *     closed
     */
    public void rebuildIndexes(SealedSegment segment, Completion<Boolean> completion) {
        state.requireOnline();
        indexRebuild.rebuild(segment, completion);
    }

    // ---- housekeeping --------------------------------------------------------------------------------------------

    /** Forgets producers not seen for {@code expirationMs}; returns how many. */
    public int expireProducers(long nowMs, long expirationMs) {
        return state.producers().expire(nowMs, expirationMs);
    }

    /** Has lost indexes built again that no search asks for. */
    void rebuildLostIndexes() {
        for (Segment segment : state.segments().snapshot()) {
            indexRebuild.maybeRebuild(segment);
        }
    }

    /** Gives back the descriptors of segments that nobody read since the last call. */
    void releaseIdle() {
        for (Segment segment : state.segments().snapshot()) {
            segment.files().releaseIfIdle();
        }
    }

    /** Takes up changed topic properties; they hold from the next append, roll or retention on. */
    public void updateConfig(LogConfig config) {
        state.updateConfig(config);
    }

    /** Forces everything to disk, notes the producer state, and gives the files back. */
    public void close() {
        if (state.isClosed()) {
            return;
        }
        if (!state.isOffline()) {
            if (logEndOffset() != recoveryPoint() || state.producers().size() > 0) {
                state.segments().active().seal();
                state.snapshots().write(state.producers().snapshot(), true);
            }
            if (logEndOffset() != recoveryPoint()) {
                flush();
            }
        }
        abandon();
    }

    /** Gives the files back as they are, as a crash would. */
    void abandon() {
        state.onClosed();
        for (Segment segment : state.segments().snapshot()) {
            segment.files().close();
        }
        compaction.close();
    }

    // ---- facts ---------------------------------------------------------------------------------------------------

    public TopicPartition topicPartition() {
        return state.topicPartition();
    }

    public Uuid topicId() {
        return topicId;
    }

    /** Gives a log that was opened without {@code partition.metadata} its topic. */
    void assignTopicId(Uuid id) {
        Invariant.check(topicId.equals(Uuid.ZERO_UUID), "a topic id is assigned once");
        topicId = id;
    }

    public LogConfig config() {
        return state.config();
    }

    /** The first offset that may be read. */
    public long logStartOffset() {
        return state.logStartOffset();
    }

    /** The offset that the next record gets. */
    public long logEndOffset() {
        return state.logEndOffset();
    }

    /** Everything below was forced to disk. */
    public long recoveryPoint() {
        return flusher.recoveryPoint();
    }

    public long sizeInBytes() {
        return state.segments().sizeInBytes();
    }

    /** Base offset of the oldest segment; the log start offset may lie within it. */
    long firstSegmentOffset() {
        return state.segments().first().baseOffset();
    }

    /** Whether the disk failed so that nothing more can be done here until a restart. */
    public boolean isOffline() {
        return state.isOffline();
    }

    /** What opening it found. */
    public PartitionRecovery recovery() {
        return recovery;
    }

    /** The segments, oldest first, for inspection. */
    public List<SegmentInfo> segments() {
        SegmentList segments = state.segments();
        List<SegmentInfo> infos = new ArrayList<>(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            boolean active = i == segments.size() - 1;
            infos.add(segments.get(i)
                    .info(active ? logEndOffset() : segments.get(i + 1).baseOffset(), active));
        }
        return infos;
    }

    /** The producers that wrote here and have not expired. */
    public List<ActiveProducer> activeProducers() {
        return state.producers().describe();
    }

    @Override
    public String toString() {
        return "PartitionLog[" + topicPartition() + " " + logStartOffset() + ".." + logEndOffset() + "]";
    }
}
