package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stretch of the log: one file of batches with its two indexes, named by its base offset.
 *
 * <p>Invariant: the log file holds whole batches, each above the one before, and nothing behind {@link #sizeInBytes()}
 * is ever read. The indexes only point at where batches of that range start.
 * <p>Threading: changed by the lane. Once sealed it changes no more, and any thread may read it.
 * <p>Failure: an append that fails leaves the log file as it was, or says that it couldn't
 * ({@link #append}). A failed index entry is left out: the next search reads a little more.
 */
final class Segment {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long baseOffset;
    private final StorageFile log;
    private final OffsetIndex offsetIndex;
    private final TimeIndex timeIndex;
    private final long createdMs;
    private final long rollJitterMs;

    private volatile int sizeBytes;
    private int bytesSinceIndexEntry;
    private long maxTimestampMs = BatchView.NO_TIMESTAMP;
    private long maxTimestampOffset;
    private boolean maxTimestampUnconfirmed;
    private long firstTimestampMs = UNKNOWN;
    private volatile boolean retired;
    private volatile String retiredSuffix = LogFileNames.DELETED_SUFFIX;
    private volatile boolean used;

    Segment(StorageDirectory directory, long baseOffset, long createdMs, long rollJitterMs) {
        this(directory, baseOffset, createdMs, rollJitterMs, "");
    }

    /** A segment whose files have {@code suffix} behind their usual names, until it is {@link #rename renamed}. */
    Segment(StorageDirectory directory, long baseOffset, long createdMs, long rollJitterMs, String suffix) {
        this.baseOffset = baseOffset;
        this.createdMs = createdMs;
        this.rollJitterMs = rollJitterMs;
        this.maxTimestampOffset = baseOffset;
        log = directory.file(name(LogFileNames.LOG_SUFFIX) + suffix);
        offsetIndex = new OffsetIndex(directory.file(name(LogFileNames.INDEX_SUFFIX) + suffix), baseOffset);
        timeIndex = new TimeIndex(directory.file(name(LogFileNames.TIME_INDEX_SUFFIX) + suffix), baseOffset);
    }

    private String name(String suffix) {
        return LogFileNames.ofOffset(baseOffset, suffix);
    }

    // ---- opening -------------------------------------------------------------------------------------------------

    /** Makes the file of a new, empty segment. What an attempt that failed left under its name is emptied. */
    void create() {
        if (log.exists()) {
            log.truncate(0);
        } else {
            log.create();
        }
        offsetIndex.open();
        offsetIndex.keep(0);
        timeIndex.open();
        timeIndex.keep(0);
    }

    /**
     * Takes up existing files.
     *
     * @param sealed whether a segment follows
     * @return false if an index is missing or broken and must be built again
     */
    boolean open(boolean sealed) {
        long size = log.size();
        if (size > Integer.MAX_VALUE) {
            throw new CorruptLogException(log.path(), Integer.MAX_VALUE, "a segment cannot have " + size + " bytes");
        }
        sizeBytes = (int) size;
        boolean offsets = offsetIndex.openAndCheck(sizeBytes);
        boolean times = timeIndex.openAndCheck();
        boolean missing = sealed && sizeBytes > 0 && !(offsetIndex.exists() && timeIndex.exists());
        return offsets && times && !missing;
    }

    /** Takes the greatest timestamp from the time index; right for a sealed segment, whose last entry it is. */
    void loadMaxTimestamp() {
        maxTimestampMs = timeIndex.lastTimestampMs();
        maxTimestampOffset = timeIndex.lastOffset();
        maxTimestampUnconfirmed = true;
    }

    /** Finds the greatest timestamp below {@code endPosition}: the headers behind the last entry tell the rest. */
    void findMaxTimestamp(int endPosition) {
        loadMaxTimestamp();
        SegmentScanner scanner = SegmentScanner.headers(
                log,
                Math.min(offsetIndex.positionBefore(timeIndex.lastOffset()), endPosition),
                endPosition,
                baseOffset);
        while (scanner.next()) {
            observeTimestamp(scanner.batch().maxTimestamp(), scanner.batch().lastOffset());
        }
        scanner.requireNoFault();
    }

    /**
     * Compares a greatest timestamp that came from the time index with the batch that it is said to be in, before records
     * are deleted because of it: no checksum covers an index. If they disagree, the log's headers tell the greatest one.
     *
     * <p>Reads a few headers, once; all of them only if the index is wrong.
     */
    void confirmMaxTimestamp() {
        if (!maxTimestampUnconfirmed) {
            return;
        }
        maxTimestampUnconfirmed = false;
        if (isMaxTimestampOfItsBatch()) {
            return;
        }
        long indexedMs = maxTimestampMs;
        long indexedOffset = maxTimestampOffset;
        maxTimestampMs = BatchView.NO_TIMESTAMP;
        maxTimestampOffset = baseOffset;
        SegmentScanner scanner = headersAt(0, sizeBytes);
        while (scanner.next()) {
            observeTimestamp(scanner.batch().maxTimestamp(), scanner.batch().lastOffset());
        }
        if (scanner.fault() != null) {
            // Of what lies behind the damage the index is all that is known.
            observeTimestamp(indexedMs, indexedOffset);
        }
        if (maxTimestampMs != indexedMs) {
            LOG.warn(
                    "time index passed over, it is wrong about the greatest timestamp={} found={} file={}",
                    indexedMs,
                    maxTimestampMs,
                    timeIndex.file().path());
        }
    }

    private boolean isMaxTimestampOfItsBatch() {
        if (maxTimestampMs < 0) {
            return false;
        }
        try {
            SegmentScanner scanner = seek(maxTimestampOffset, sizeBytes);
            return scanner.position() < sizeBytes
                    && scanner.batch().lastOffset() == maxTimestampOffset
                    && scanner.batch().maxTimestamp() == maxTimestampMs;
        } catch (CorruptLogException e) {
            return false;
        }
    }

    /** Finds the offset after the last batch. */
    long findNextOffset() {
        SegmentScanner scanner = headersFrom(offsetIndex.lastOffset());
        boolean found = scanner.next();
        while (found) {
            found = scanner.next();
        }
        scanner.requireNoFault();
        return scanner.nextOffset();
    }

    /** Finds where the batch starts whose base offset is {@code offset}; the size if the log ends there; else -1. */
    int findBoundary(long offset) {
        SegmentScanner scanner = headersFrom(offset);
        while (scanner.next()) {
            if (scanner.batch().baseOffset() == offset) {
                return scanner.position();
            }
            if (scanner.batch().lastOffset() >= offset) {
                return -1;
            }
        }
        return scanner.fault() == null && scanner.nextOffset() == offset ? sizeBytes : -1;
    }

    /** Empties both indexes from {@code offset} on, ready for {@link #index}. */
    void truncateIndexes(long offset) {
        offsetIndex.truncateTo(offset);
        timeIndex.truncateTo(offset);
        loadMaxTimestamp();
        bytesSinceIndexEntry = 0;
    }

    /** Empties both indexes, whatever is in them. */
    void clearIndexes() {
        offsetIndex.open();
        offsetIndex.keep(0);
        timeIndex.open();
        timeIndex.keep(0);
        truncateIndexes(baseOffset);
    }

    // ---- appending -----------------------------------------------------------------------------------------------

    /**
     * Writes the bytes of {@code batches} at the end.
     *
     * @throws StorageException if the disk failed; what had been written was cut off again
     * @throws TornAppendException if not even that was possible
     */
    void append(ByteBuffer batches) {
        int size = batches.remaining();
        int position = batches.position();
        try {
            log.write(batches, sizeBytes);
            batches.position(position);
        } catch (StorageException e) {
            batches.position(position);
            cutTornAppend(e);
            throw e;
        }
        sizeBytes += size;
    }

    /** Notes a batch that is in the log file, for look-ups; adds index entries when they are due. */
    void index(BatchView batch, int position, int intervalBytes) {
        long lastOffset = batch.lastOffset();
        observeTimestamp(batch.maxTimestamp(), lastOffset);
        if (position == 0) {
            firstTimestampMs = batch.maxTimestamp();
        }
        if (bytesSinceIndexEntry > intervalBytes) {
            try {
                offsetIndex.add(lastOffset, position);
                timeIndex.maybeAdd(maxTimestampMs, maxTimestampOffset);
            } catch (StorageException e) {
                LOG.warn(
                        "index entry left out file={} error={}",
                        offsetIndex.file().path(),
                        e.getMessage());
            }
            bytesSinceIndexEntry = 0;
        }
        bytesSinceIndexEntry += batch.sizeInBytes();
    }

    /**
     * No more appends: the time index gets the greatest timestamp as its last entry. From now on both index files are
     * there, so that a missing one is known to be lost.
     */
    void seal() {
        if (sizeBytes > 0) {
            offsetIndex.ensureExists();
            timeIndex.ensureExists();
            timeIndex.maybeAdd(maxTimestampMs, maxTimestampOffset);
        }
    }

    /** Completes indexes that were built without their log, and forces them to disk. */
    void finishIndexes() {
        offsetIndex.ensureExists();
        timeIndex.ensureExists();
        timeIndex.maybeAdd(maxTimestampMs, maxTimestampOffset);
        offsetIndex.flush();
        timeIndex.flush();
    }

    /** Whether a batch of {@code bytes} ending with {@code lastOffset} must go into the next segment. */
    boolean mustRollFor(int bytes, long lastOffset, long maxBatchTimestampMs, LogConfig config, long nowMs) {
        if (sizeBytes == 0) {
            return !fitsRelative(lastOffset);
        }
        return sizeBytes > config.segmentBytes() - bytes
                || isOld(maxBatchTimestampMs, config, nowMs)
                || offsetIndex.sizeInBytes() > config.segmentIndexBytes() - OffsetIndex.ENTRY_SIZE_BYTES
                || timeIndex.sizeInBytes() > config.segmentIndexBytes() - 2 * TimeIndex.ENTRY_SIZE_BYTES
                || !fitsRelative(lastOffset);
    }

    /** Whether {@code segment.ms} passed between its first batch and {@code timestampMs}, or {@code nowMs} if it has none. */
    boolean isOld(long timestampMs, LogConfig config, long nowMs) {
        if (sizeBytes == 0) {
            return false;
        }
        long first = firstTimestampMs();
        long age = first >= 0 && timestampMs >= 0 ? timestampMs - first : nowMs - createdMs;
        return age > config.segmentMs() - Math.min(rollJitterMs, config.segmentMs());
    }

    /** Whether its first batch is older than {@code ageMs}, by its timestamp; by the file's age, if that has none. */
    boolean holdsOlderThan(long ageMs, long nowMs) {
        if (sizeBytes == 0) {
            return false;
        }
        long first = firstTimestampMs();
        return nowMs - (first >= 0 ? first : createdMs) > ageMs;
    }

    private boolean fitsRelative(long lastOffset) {
        return lastOffset - baseOffset <= Integer.MAX_VALUE;
    }

    private void cutTornAppend(StorageException cause) {
        try {
            log.truncate(sizeBytes);
        } catch (StorageException second) {
            cause.addSuppressed(second);
            throw new TornAppendException(log.path(), sizeBytes, cause);
        }
    }

    private void observeTimestamp(long timestampMs, long lastOffset) {
        if (timestampMs > maxTimestampMs) {
            maxTimestampMs = timestampMs;
            maxTimestampOffset = lastOffset;
        }
    }

    /** The greatest timestamp of its first batch, or -1; read once from the disk. */
    long firstTimestampMs() {
        if (firstTimestampMs == UNKNOWN) {
            SegmentScanner scanner = SegmentScanner.headers(log, 0, sizeBytes, baseOffset);
            firstTimestampMs = scanner.next() ? scanner.batch().maxTimestamp() : BatchView.NO_TIMESTAMP;
        }
        return firstTimestampMs;
    }

    // ---- cutting -------------------------------------------------------------------------------------------------

    /**
     * Cuts the batch that contains {@code offset} and everything after it.
     *
     * @return the offset after the last batch left
     */
    long truncateTo(long offset) {
        SegmentScanner scanner = seek(offset, sizeBytes);
        if (scanner.position() == sizeBytes) {
            return scanner.nextOffset();
        }
        long end = Math.min(offset, scanner.batch().baseOffset());
        cutAt(scanner.position(), end);
        // In a compacted segment the batch before may end long before: a log ends where its last batch does.
        return Math.min(end, findNextOffset());
    }

    /** Cuts the log file at {@code position}, where the batch of {@code offset} would start. */
    void cutAt(int position, long offset) {
        log.truncate(position);
        sizeBytes = position;
        if (position == 0) {
            firstTimestampMs = UNKNOWN;
        }
        truncateIndexes(offset);
        findMaxTimestamp(position);
    }

    // ---- reading -------------------------------------------------------------------------------------------------

    /** Where the first batch starts whose last offset is at least {@code offset}; the size if there is none. */
    int positionOf(long offset) {
        return positionOf(offset, sizeBytes);
    }

    /** The same within the first {@code endPosition} bytes. */
    int positionOf(long offset, int endPosition) {
        return seek(offset, endPosition).position();
    }

    /**
     * A scanner at the first batch whose last offset is at least {@code offset}, or at the end.
     *
     * <p>An index that points past that batch, or into the middle of one, would hide records: it is checked against the
     * batch that it leads to, and passed over if they disagree.
     */
    private SegmentScanner seek(long offset, int endPosition) {
        used = true;
        int start = Math.min(offsetIndex.positionBefore(offset), endPosition);
        SegmentScanner scanner = headersAt(start, endPosition);
        boolean found = scanner.next();
        if (start > 0 && start < endPosition && (!found || scanner.batch().baseOffset() > offset)) {
            LOG.warn(
                    "index passed over, it is wrong about offset={} file={}",
                    offset,
                    offsetIndex.file().path());
            scanner = headersAt(0, endPosition);
            found = scanner.next();
        }
        while (found && scanner.batch().lastOffset() < offset) {
            found = scanner.next();
        }
        scanner.requireNoFault();
        return scanner;
    }

    /** Reads bytes of the log file. */
    int read(ByteBuffer target, int position) {
        used = true;
        return log.read(target, position);
    }

    /** Scans headers from the last indexed batch at or before {@code offset} to the end. */
    SegmentScanner headersFrom(long offset) {
        return SegmentScanner.headers(log, offsetIndex.positionBefore(offset), sizeBytes, baseOffset);
    }

    /** Scans headers from {@code position}, where a batch starts. */
    SegmentScanner headersAt(int position, int endPosition) {
        return SegmentScanner.headers(log, position, endPosition, baseOffset);
    }

    /** Scans and checks whole batches from {@code position} to the end; {@code gapsUpTo} says where some may be missing. */
    SegmentScanner contentsFrom(int position, long minOffset, long gapsUpTo) {
        return SegmentScanner.contents(log, position, sizeBytes, minOffset, gapsUpTo);
    }

    /** The first record at or after {@code fromOffset} with at least {@code timestampMs}. */
    Optional<TimestampOffset> firstAtOrAfter(long timestampMs, long fromOffset) {
        long start = Math.max(timeIndex.offsetBefore(timestampMs), fromOffset);
        SegmentScanner scanner = seek(start, sizeBytes);
        for (boolean more = scanner.position() < sizeBytes; more; more = scanner.next()) {
            BatchView batch = scanner.batch();
            if (batch.maxTimestamp() >= timestampMs && !batch.isControl()) {
                Optional<TimestampOffset> found = loadBatch(scanner.position(), batch.sizeInBytes())
                        .firstAtOrAfter(timestampMs, fromOffset)
                        .map(r -> new TimestampOffset(r.timestampMs(), r.offset(), r.leaderEpoch()));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        scanner.requireNoFault();
        return Optional.empty();
    }

    /** The first record with the greatest timestamp among those at or after {@code fromOffset}. */
    Optional<TimestampOffset> maxTimestampFrom(long fromOffset) {
        long max = BatchView.NO_TIMESTAMP;
        SegmentScanner scanner = seek(fromOffset, sizeBytes);
        for (boolean more = scanner.position() < sizeBytes; more; more = scanner.next()) {
            BatchView batch = scanner.batch();
            if (batch.isControl() || batch.recordCount() == 0) {
                continue;
            }
            // Only a batch that the log start offset cuts in two has to be opened: its header counts all its records.
            long batchMax = batch.baseOffset() >= fromOffset
                    ? batch.maxTimestamp()
                    : loadBatch(scanner.position(), batch.sizeInBytes()).maxTimestampFrom(fromOffset);
            max = Math.max(max, batchMax);
        }
        scanner.requireNoFault();
        return max < 0 ? Optional.empty() : firstAtOrAfter(max, fromOffset);
    }

    private RecordBatches loadBatch(int position, int size) {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        log.read(buffer, position);
        return RecordBatches.of(buffer.flip());
    }

    // ---- retiring ------------------------------------------------------------------------------------------------

    /** Renames its files so that no restart takes them up; reads under way go on. */
    void retire() {
        retireAs(LogFileNames.DELETED_SUFFIX);
    }

    /**
     * The same for the {@code sequence}-th segment that a compacted one stands for: its successor has its name, may go
     * before its files are unlinked, and then needs other names.
     */
    void retireReplaced(int sequence) {
        retireAs("." + sequence + LogFileNames.DELETED_SUFFIX);
    }

    private void retireAs(String suffix) {
        retired = true;
        retiredSuffix = suffix;
        log.rename(name(LogFileNames.LOG_SUFFIX) + suffix);
        renameIndexes(suffix);
    }

    /** Gives its files {@code suffix} behind their usual names, the log file last. */
    void rename(String suffix) {
        renameIndexes(suffix);
        log.rename(name(LogFileNames.LOG_SUFFIX) + suffix);
    }

    /** Gives its index files {@code suffix} behind their usual names. */
    void renameIndexes(String suffix) {
        if (offsetIndex.exists()) {
            offsetIndex.file().rename(name(LogFileNames.INDEX_SUFFIX) + suffix);
        }
        if (timeIndex.exists()) {
            timeIndex.file().rename(name(LogFileNames.TIME_INDEX_SUFFIX) + suffix);
        }
    }

    /** Unlinks its retired files. May run on any thread. */
    void unlink(StorageDirectory directory) {
        close();
        deleteFiles(directory, retiredSuffix);
    }

    /** Deletes the files that have {@code suffix} behind their usual names. */
    void deleteFiles(StorageDirectory directory, String suffix) {
        directory.deleteFile(name(LogFileNames.LOG_SUFFIX) + suffix);
        directory.deleteFile(name(LogFileNames.INDEX_SUFFIX) + suffix);
        directory.deleteFile(name(LogFileNames.TIME_INDEX_SUFFIX) + suffix);
    }

    boolean isRetired() {
        return retired;
    }

    /** Forces log and indexes to disk. May run on any thread. */
    void flush() {
        log.flush();
        offsetIndex.flush();
        timeIndex.flush();
    }

    /** Gives descriptors back if nobody read since the last call. */
    void releaseIfIdle() {
        if (!used) {
            release();
        }
        used = false;
    }

    void release() {
        log.release();
        offsetIndex.file().release();
        timeIndex.file().release();
    }

    void close() {
        log.close();
        offsetIndex.file().close();
        timeIndex.file().close();
    }

    // ---- facts ---------------------------------------------------------------------------------------------------

    long baseOffset() {
        return baseOffset;
    }

    int sizeInBytes() {
        return sizeBytes;
    }

    String path() {
        return log.path();
    }

    OffsetIndex offsetIndex() {
        return offsetIndex;
    }

    TimeIndex timeIndex() {
        return timeIndex;
    }

    /** Bytes of the larger of its indexes. */
    int indexSizeInBytes() {
        return Math.max(offsetIndex.sizeInBytes(), timeIndex.sizeInBytes());
    }

    /** The greatest record timestamp, or -1. */
    long maxTimestampMs() {
        return maxTimestampMs;
    }

    /** The last offset of the first batch that has the greatest timestamp. */
    long maxTimestampOffset() {
        return maxTimestampOffset;
    }

    /** The age that retention goes by: the greatest record timestamp, or the file's if no record has one. */
    long retentionTimestampMs() {
        return maxTimestampMs >= 0 ? maxTimestampMs : log.lastModifiedMs();
    }

    SegmentInfo info(long nextOffset, boolean active) {
        return new SegmentInfo(
                baseOffset, nextOffset, sizeBytes, offsetIndex.entries(), timeIndex.entries(), maxTimestampMs, active);
    }
}
