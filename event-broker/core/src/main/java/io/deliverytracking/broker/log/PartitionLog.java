package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.MessageTimestampType;
import io.deliverytracking.broker.record.RecordBatches;
import io.deliverytracking.broker.record.StoredCompression;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The on-disk log of one partition replica: ordered segments, the last one active.
 *
 * <p>Invariant: {@code logStartOffset <= logEndOffset}, offsets ascend without overlap from the first
 * segment to the last, and what is behind the log end offset is never read. The high watermark is the replication
 * layer's; this class only takes it as a bound.
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

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLog.class);

    private final TopicPartition topicPartition;
    private Uuid topicId;
    private final StorageDirectory directory;
    private final LogServices services;
    private final PartitionLogListener listener;
    private final PartitionRecovery recovery;

    private final SegmentList segments;
    private final LeaderEpochs epochs;
    private final ProducerStates producers;
    private final ProducerSnapshots snapshots;
    private final RetiredSegments retired;
    private final HotTail hotTail = new HotTail();
    private final BatchView batch = new BatchView();
    private final AppendValidator validator = new AppendValidator(batch);
    private final LogReads reads;
    private final LogFlusher flusher;
    private final LogCompaction compaction;

    private LogConfig config;
    private long logStartOffset;
    private long logEndOffset;

    /** Made when a topic asks for it: most don't, and there may be thousands of logs. */
    private @Nullable Recompression recompression;

    private @Nullable StorageException offline;
    private boolean closed;

    private PartitionLog(
            TopicPartition topicPartition,
            Uuid topicId,
            StorageDirectory directory,
            LogConfig config,
            LogServices services,
            PartitionLogListener listener,
            LoadedLog loaded) {
        this.topicPartition = topicPartition;
        this.topicId = topicId;
        this.directory = directory;
        this.config = config;
        this.services = services;
        this.listener = listener;
        this.retired = new RetiredSegments(directory, services);
        this.segments = loaded.segments();
        this.epochs = loaded.epochs();
        this.producers = loaded.producers();
        this.snapshots = loaded.snapshots();
        this.logStartOffset = loaded.logStartOffset();
        this.logEndOffset = loaded.logEndOffset();
        this.recovery = loaded.recovery();
        this.reads = new LogReads(segments, hotTail);
        this.flusher = new LogFlusher(new Flushed(), directory, segments, services, loaded.recoveryPoint());
        this.compaction = new LogCompaction(new Compacted(), directory, loaded, retired, services);
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
        requireOnline();
        AppendFault fault = validator.validate(records, origin, config, nowMs, logEndOffset);
        if (fault != null) {
            return AppendResult.failed(fault, logStartOffset);
        }
        ByteBuffer buffer = records.buffer();
        if (origin == AppendOrigin.CLIENT) {
            AppendResult answer = checkProducer(buffer);
            if (answer != null) {
                return answer;
            }
        }
        boolean replicated = origin == AppendOrigin.REPLICATION;
        if (!replicated && config.compression() != StoredCompression.PRODUCER) {
            Recompression.Outcome stored = recompression().apply(buffer, config);
            AppendFault refused = stored.fault();
            if (refused != null) {
                return AppendResult.failed(refused, logStartOffset);
            }
            buffer = stored.batches();
        }
        long logAppendTimeMs = replicated ? BatchView.NO_TIMESTAMP : assign(buffer, leaderEpoch, nowMs);
        long maxTimestampMs = logAppendTimeMs == BatchView.NO_TIMESTAMP ? validator.maxTimestampMs() : logAppendTimeMs;
        long baseOffset = batch.wrap(buffer, buffer.position()).baseOffset();
        long lastOffset = replicated ? lastOffsetIn(buffer) : baseOffset + validator.recordCount() - 1;
        Segment active = segments.active();
        if (active.mustRollFor(buffer.remaining(), lastOffset, maxTimestampMs, config, nowMs)) {
            active = roll(nowMs);
        }
        int position = active.sizeInBytes();
        assignEpochs(buffer);
        write(active, buffer);
        onWritten(active, buffer, position, nowMs);
        batch.unwrap();
        Invariant.check(
                lastOffset + 1 == logEndOffset, "the log ends after what was appended", lastOffset, logEndOffset);
        flushIfTooManyWait();
        return new AppendResult(Errors.NONE, null, baseOffset, lastOffset, logAppendTimeMs, logStartOffset, false);
    }

    private Recompression recompression() {
        if (recompression == null) {
            recompression = new Recompression();
        }
        return recompression;
    }

    /** The answer to a batch that is refused or was appended before; null if it is to be appended. */
    private @Nullable AppendResult checkProducer(ByteBuffer buffer) {
        batch.wrap(buffer, buffer.position());
        if (!batch.hasProducerId()) {
            return null;
        }
        ProducerEntry producer = producers.find(batch);
        if (producer == null) {
            return null;
        }
        int duplicate = producer.duplicateOf(batch);
        if (duplicate >= 0) {
            long lastOffset = producer.lastOffsetOf(duplicate);
            return new AppendResult(
                    Errors.NONE,
                    null,
                    lastOffset - batch.lastOffsetDelta(),
                    lastOffset,
                    config.timestampType() == MessageTimestampType.LOG_APPEND_TIME
                            ? producer.timestampMsOf(duplicate)
                            : BatchView.NO_TIMESTAMP,
                    logStartOffset,
                    true);
        }
        AppendFault fault = ProducerStates.check(producer, batch);
        return fault == null ? null : AppendResult.failed(fault, logStartOffset);
    }

    /** Writes offsets, epoch and perhaps timestamps into the batches; returns the append time assigned, or -1. */
    private long assign(ByteBuffer buffer, int leaderEpoch, long nowMs) {
        boolean appendTime = config.timestampType() == MessageTimestampType.LOG_APPEND_TIME;
        long offset = logEndOffset;
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            batch.setBaseOffset(offset);
            batch.setPartitionLeaderEpoch(leaderEpoch);
            if (appendTime) {
                batch.setMaxTimestamp(MessageTimestampType.LOG_APPEND_TIME, nowMs);
            }
            offset = batch.nextOffset();
        }
        return appendTime ? nowMs : BatchView.NO_TIMESTAMP;
    }

    private long lastOffsetIn(ByteBuffer buffer) {
        long last = -1;
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            last = batch.wrap(buffer, p).lastOffset();
        }
        return last;
    }

    private void assignEpochs(ByteBuffer buffer) {
        for (int p = buffer.position(); p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            epochs.maybeAssign(batch.partitionLeaderEpoch(), batch.baseOffset());
        }
    }

    private void write(Segment active, ByteBuffer buffer) {
        try {
            active.append(buffer);
        } catch (TornAppendException e) {
            throw goOffline(e);
        }
    }

    private void onWritten(Segment active, ByteBuffer buffer, int position, long nowMs) {
        int start = buffer.position();
        for (int p = start; p < buffer.limit(); p += batch.sizeInBytes()) {
            batch.wrap(buffer, p);
            int at = position + (p - start);
            active.index(batch, at, config.indexIntervalBytes());
            hotTail.add(batch.baseOffset(), at);
            producers.onAppended(batch, nowMs);
            logEndOffset = batch.nextOffset();
        }
    }

    // ---- rolling -------------------------------------------------------------------------------------------------

    /**
     * Starts a new segment if the active one is older than {@code segment.ms} by the wall clock.
     *
     * <p>Unlike Apache Kafka, which looks at that only when something is appended: an idle partition's records would
     * outlive their retention. Nor would they be compacted: with {@code cleanup.policy=compact} a segment is also rolled when
     * its first batch is older than {@code max.compaction.lag.ms}.
     */
    public boolean maybeRoll(long nowMs) {
        requireOnline();
        Segment active = segments.active();
        if (!active.isOld(BatchView.NO_TIMESTAMP, config, nowMs)
                && !(config.compact() && active.holdsOlderThan(config.maxCompactionLagMs(), nowMs))) {
            return false;
        }
        roll(nowMs);
        return true;
    }

    private Segment roll(long nowMs) {
        Segment active = segments.active();
        if (active.sizeInBytes() == 0) {
            // Only an offset too far from the base gets here: the empty segment makes room for one that starts later.
            Invariant.check(
                    active.baseOffset() < logEndOffset,
                    "an empty segment needs no successor",
                    active.baseOffset(),
                    logEndOffset);
        }
        active.seal();
        snapshots.write(producers.snapshot(), false);
        Segment next = Segments.create(directory, logEndOffset, config, services);
        next.create();
        segments.add(next);
        hotTail.clear();
        LOG.debug(
                "rolled partition={} baseOffset={} sealedBytes={}", topicPartition, logEndOffset, active.sizeInBytes());
        flusher.flushInBackground(nowMs);
        return next;
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
        requireOnline();
        if (fetchOffset < logStartOffset || fetchOffset > logEndOffset) {
            return LogSlice.outOfRange(fetchOffset);
        }
        return reads.slice(
                fetchOffset, maxBytes, Math.min(upperBoundOffset, logEndOffset), minOneMessage, logEndOffset);
    }

    /**
     * How many bytes a read could give now, for {@code fetch.min.bytes}: exact while the fetch offset lies in the active
     * segment; the size of a segment, as good as unlimited, when it is further behind. No I/O near the end of the log.
     */
    public int availableBytes(long fetchOffset, long upperBoundOffset) {
        requireOnline();
        long bound = Math.min(upperBoundOffset, logEndOffset);
        if (fetchOffset >= bound || fetchOffset < logStartOffset) {
            return 0;
        }
        return reads.bytesBetween(fetchOffset, bound, logEndOffset);
    }

    /** The first record whose timestamp is at least {@code timestampMs}. Reads from disk, perhaps much. */
    public Optional<TimestampOffset> offsetForTimestamp(long timestampMs) {
        requireOnline();
        return reads.offsetForTimestamp(timestampMs, logStartOffset);
    }

    /** The first record with the greatest timestamp of all. */
    public Optional<TimestampOffset> offsetOfMaxTimestamp() {
        requireOnline();
        return reads.offsetOfMaxTimestamp(logStartOffset);
    }

    // ---- leader epochs -------------------------------------------------------------------------------------------

    /** This replica leads from {@code leaderEpoch} on: the epoch starts at the log end offset, even without records. */
    public void onBecomeLeader(int leaderEpoch) {
        requireOnline();
        epochs.maybeAssign(leaderEpoch, logEndOffset);
    }

    /** The latest epoch known to have started. */
    public OptionalInt latestEpoch() {
        return epochs.latestEpoch();
    }

    /** The epoch of the record at {@code offset} (at the log end offset: of the next), as far as known. */
    public OptionalInt epochForOffset(long offset) {
        return epochs.epochForOffset(offset);
    }

    /** Where the largest epoch at or below {@code epoch} ended. */
    public EpochEndOffset epochEndOffset(int epoch) {
        return epochs.endOffsetFor(epoch, logEndOffset);
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
        requireOnline();
        if (offset >= logEndOffset) {
            return false;
        }
        if (offset < segments.first().baseOffset()) {
            truncateFullyAndStartAt(offset);
            return true;
        }
        try {
            compaction.beforeCut();
            flusher.beforeCut();
            retired.retireFromEnd(segments.keepFirst(segments.floor(offset) + 1), config.fileDeleteDelayMs());
            hotTail.clear();
            logEndOffset = segments.active().truncateTo(offset);
            epochs.truncateFromEnd(logEndOffset);
            lowerCheckpoint();
            ProducerStateLoader.load(
                    producers,
                    snapshots,
                    segments,
                    logStartOffset,
                    logEndOffset,
                    services.clock().wallClockMs());
        } catch (StorageException e) {
            throw goOffline(e);
        }
        LOG.info("truncated partition={} requestedOffset={} logEndOffset={}", topicPartition, offset, logEndOffset);
        return true;
    }

    /** Drops everything; the log is empty and goes on at {@code offset}. */
    public void truncateFullyAndStartAt(long offset) {
        requireOnline();
        try {
            compaction.beforeCut();
            flusher.beforeCut();
            retired.retireFromEnd(segments.keepFirst(0), config.fileDeleteDelayMs());
            hotTail.clear();
            Segment empty = Segments.create(directory, offset, config, services);
            empty.create();
            segments.add(empty);
            logStartOffset = offset;
            logEndOffset = offset;
            epochs.clear();
            snapshots.clear();
            producers.reset(offset);
            lowerCheckpoint();
        } catch (StorageException e) {
            throw goOffline(e);
        }
        LOG.info("truncated fully partition={} logEndOffset={}", topicPartition, logEndOffset);
    }

    private void lowerCheckpoint() {
        boolean startLowered = logStartOffset > logEndOffset;
        boolean recoveryPointLowered = flusher.afterCut();
        boolean cleanedLowered = compaction.afterCut();
        if (recoveryPointLowered || cleanedLowered || startLowered) {
            logStartOffset = Math.min(logStartOffset, logEndOffset);
            listener.onCheckpointVoid(this);
        }
    }

    /**
     * Moves the log start offset up (DeleteRecords, or a follower following its leader) and retires the segments below.
     *
     * @param offset at most the high watermark, by the caller's check
     * @return false if it was there already
     */
    public boolean advanceLogStartOffset(long offset) {
        requireOnline();
        Invariant.check(offset <= logEndOffset, "the log starts before its end", offset, logEndOffset);
        if (offset <= logStartOffset) {
            return false;
        }
        logStartOffset = offset;
        epochs.truncateFromStart(offset);
        int below = 0;
        while (below < segments.size() - 1 && segments.get(below + 1).baseOffset() <= offset) {
            below++;
        }
        if (!compaction.isSwapping()) {
            retireFirst(below);
        }
        return true;
    }

    /**
     * Retires the segments that {@code retention.ms} and {@code retention.bytes} no longer keep, and those below the log
     * start offset. While a compacted segment is being swapped in, none goes; the next time will do.
     *
     * @return how many went
     */
    public int enforceRetention(long nowMs, long highWatermark) {
        requireOnline();
        if (compaction.isSwapping()) {
            return 0;
        }
        int expired =
                Retention.expired(segments.snapshot(), config, nowMs, logStartOffset, logEndOffset, highWatermark);
        if (expired == 0) {
            return 0;
        }
        if (expired == segments.size()) {
            roll(nowMs);
        }
        long newStart = Math.max(logStartOffset, segments.get(expired).baseOffset());
        LOG.info(
                "retention partition={} segments={} logStartOffset={} was={}",
                topicPartition,
                expired,
                newStart,
                logStartOffset);
        logStartOffset = newStart;
        epochs.truncateFromStart(newStart);
        retireFirst(expired);
        return expired;
    }

    private void retireFirst(int count) {
        if (count == 0) {
            return;
        }
        try {
            retired.retireFromFront(segments.removeFirst(count), config.fileDeleteDelayMs());
            snapshots.deleteBelow(segments.first().baseOffset());
        } catch (StorageException e) {
            throw goOffline(e);
        }
    }

    // ---- flushing ------------------------------------------------------------------------------------------------

    /** Starts a flush in the background if {@code flush.ms} passed since the last one and something waits. */
    public boolean maybeFlush(long nowMs) {
        requireOnline();
        if (!flusher.isDue(nowMs, config.flushMs())) {
            return false;
        }
        flusher.flushInBackground(nowMs);
        return true;
    }

    /** Forces everything appended so far to disk, on the calling thread. */
    public void flush() {
        requireOnline();
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
     * {@code flush.messages} is a promise to the producer, so it is kept before the append is answered, as in Apache Kafka:
     * the lane waits for the disk. It is off by default.
     */
    private void flushIfTooManyWait() {
        if (logEndOffset - recoveryPoint() >= config.flushMessages()) {
            flusher.flush();
        }
    }

    /**
     * Forces everything appended so far in the background, and then calls {@code whenForced} on the lane; never, if the
     * disk fails, or the log is closed or cut meanwhile.
     */
    public void flushInBackground(Runnable whenForced) {
        requireOnline();
        flusher.flushInBackground(whenForced);
    }

    /** This log as its flushes see it. */
    private final class Flushed implements LogFlusher.Flushed {

        @Override
        public long logEndOffset() {
            return logEndOffset;
        }

        @Override
        public boolean isAtItsEnd() {
            return closed || offline != null;
        }

        @Override
        public void onFlushFailure(StorageException cause) {
            goOffline(cause);
        }
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
        requireOnline();
        IndexRepair repair = new IndexRepair(directory, segment.segment(), config.indexIntervalBytes());
        services.background()
                .submit(
                        () -> {
                            repair.build();
                            return repair;
                        },
                        (built, failure) -> {
                            if (built == null) {
                                completion.complete(null, failure);
                            } else if (!compaction.isAtItsEnd()) {
                                install(repair, segment, completion);
                            }
                        });
    }

    private void install(IndexRepair repair, SealedSegment segment, Completion<Boolean> completion) {
        if (compaction.isSwapping() || !compaction.holds(List.of(segment))) {
            completion.complete(false, null);
            return;
        }
        try {
            segments.replaceSealed(List.of(segment.segment()), repair.install());
            segment.segment().release();
        } catch (StorageException e) {
            completion.complete(null, e);
            return;
        }
        completion.complete(true, null);
    }

    private final class Compacted implements LogCompaction.Compacted {

        @Override
        public LogConfig config() {
            return config;
        }

        @Override
        public long logEndOffset() {
            return logEndOffset;
        }

        @Override
        public boolean isAtItsEnd() {
            return closed || offline != null;
        }

        @Override
        public void onSwapFailure(StorageException cause) {
            goOffline(cause);
        }
    }

    // ---- housekeeping --------------------------------------------------------------------------------------------

    /** Forgets producers not seen for {@code expirationMs}; returns how many. */
    public int expireProducers(long nowMs, long expirationMs) {
        return producers.expire(nowMs, expirationMs);
    }

    /** Gives back the descriptors of segments that nobody read since the last call. */
    void releaseIdle() {
        for (Segment segment : segments.snapshot()) {
            segment.releaseIfIdle();
        }
    }

    /** Takes up changed topic properties; they hold from the next append, roll or retention on. */
    public void updateConfig(LogConfig config) {
        this.config = config;
    }

    /** Forces everything to disk, notes the producer state, and gives the files back. */
    public void close() {
        if (closed) {
            return;
        }
        if (offline == null) {
            if (logEndOffset != recoveryPoint() || producers.size() > 0) {
                segments.active().seal();
                snapshots.write(producers.snapshot(), true);
            }
            if (logEndOffset != recoveryPoint()) {
                flush();
            }
        }
        abandon();
    }

    /** Gives the files back as they are, as a crash would. */
    void abandon() {
        closed = true;
        for (Segment segment : segments.snapshot()) {
            segment.close();
        }
        compaction.close();
    }

    private StorageException goOffline(StorageException cause) {
        if (offline == null) {
            offline = cause;
            LOG.error("partition offline partition={} error={}", topicPartition, cause.getMessage());
            listener.onOffline(this, cause);
        }
        return cause;
    }

    private void requireOnline() {
        if (offline != null) {
            throw new StorageException("use", directory.path(), offline);
        }
        if (closed) {
            throw new StorageException("use", directory.path(), "the log is closed");
        }
    }

    // ---- facts ---------------------------------------------------------------------------------------------------

    public TopicPartition topicPartition() {
        return topicPartition;
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
        return config;
    }

    /** The first offset that may be read. */
    public long logStartOffset() {
        return logStartOffset;
    }

    /** The offset that the next record gets. */
    public long logEndOffset() {
        return logEndOffset;
    }

    /** Everything below was forced to disk. */
    public long recoveryPoint() {
        return flusher.recoveryPoint();
    }

    public long sizeInBytes() {
        return segments.sizeInBytes();
    }

    /** Base offset of the oldest segment; the log start offset may lie within it. */
    long firstSegmentOffset() {
        return segments.first().baseOffset();
    }

    /** Whether the disk failed so that nothing more can be done here until a restart. */
    public boolean isOffline() {
        return offline != null;
    }

    /** What opening it found. */
    public PartitionRecovery recovery() {
        return recovery;
    }

    /** The segments, oldest first, for inspection. */
    public List<SegmentInfo> segments() {
        List<SegmentInfo> infos = new ArrayList<>(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            boolean active = i == segments.size() - 1;
            infos.add(segments.get(i)
                    .info(active ? logEndOffset : segments.get(i + 1).baseOffset(), active));
        }
        return infos;
    }

    /** The producers that wrote here and have not expired. */
    public List<ActiveProducer> activeProducers() {
        return producers.describe();
    }

    @Override
    public String toString() {
        return "PartitionLog[" + topicPartition + " " + logStartOffset + ".." + logEndOffset + "]";
    }
}
