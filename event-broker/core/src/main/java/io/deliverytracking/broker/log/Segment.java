package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stretch of the log: one file of batches with its two indexes, named by its base offset.
 *
 * <p>What is in it, as far as a log must know without reading: how many bytes, from when to when. Its files and their names
 * are {@link SegmentFiles}; looking something up is {@link SegmentSearch}; when the next one begins is {@link RollPolicy}.
 *
 * <p>Apache Kafka: LogSegment.
 *
 * <p>Invariant: the log file holds whole batches, each above the one before, and nothing behind {@link #sizeInBytes()}
 * is ever read. The indexes only point at where batches of that range start.
 * <p>Threading: changed by the lane. Once sealed it changes no more, and any thread may read it.
 * <p>Failure: an append that fails leaves the log file as it was, or says that it couldn't
 * ({@link #append}). A failed index entry is left out: the next search reads a little more. Without its indexes ({@link #indexLoss})
 * it is searched from its start on.
 */
final class Segment {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final long baseOffset;
    private final SegmentFiles files;
    private final SegmentSearch search;
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
    private long knownEndOffset = UNKNOWN;

    Segment(StorageDirectory directory, long baseOffset, long createdMs, long rollJitterMs) {
        this(directory, baseOffset, createdMs, rollJitterMs, "");
    }

    /** A segment whose files have {@code suffix} behind their usual names, until they are {@link SegmentFiles#rename renamed}. */
    Segment(StorageDirectory directory, long baseOffset, long createdMs, long rollJitterMs, String suffix) {
        this(new SegmentFiles(directory, baseOffset, suffix), baseOffset, createdMs, rollJitterMs);
    }

    private Segment(SegmentFiles files, long baseOffset, long createdMs, long rollJitterMs) {
        this.baseOffset = baseOffset;
        this.createdMs = createdMs;
        this.rollJitterMs = rollJitterMs;
        this.maxTimestampOffset = baseOffset;
        this.files = files;
        search = new SegmentSearch(files, baseOffset);
        log = files.log();
        offsetIndex = files.offsetIndex();
        timeIndex = files.timeIndex();
    }

    /** The same segment with the index files that bear its name by now; sealed, and yet to be {@linkplain #open opened}. */
    Segment withNewIndexes() {
        return new Segment(files.withNewIndexes(), baseOffset, 0, 0);
    }

    // ---- opening -------------------------------------------------------------------------------------------------

    /** Makes the files of a new, empty segment. */
    void create() {
        files.create();
    }

    /**
     * Takes up existing files.
     *
     * @param sealed whether a segment follows
     * @return false if an index is missing or broken, or can't be read, and must be built again
     */
    boolean open(boolean sealed) {
        long size = log.size();
        if (size > Integer.MAX_VALUE) {
            throw new CorruptLogException(log.path(), Integer.MAX_VALUE, "a segment cannot have " + size + " bytes");
        }
        sizeBytes = (int) size;
        return openIndexes(sealed && sizeBytes > 0);
    }

    private boolean openIndexes(boolean mustExist) {
        try {
            boolean offsets = offsetIndex.openAndCheck(sizeBytes);
            boolean times = timeIndex.openAndCheck();
            return offsets && times && !(mustExist && !(offsetIndex.exists() && timeIndex.exists()));
        } catch (StorageException e) {
            LOG.warn("index can't be read file={} error={}", e.path(), e.getMessage());
            return false;
        }
    }

    /** Takes the greatest timestamp from the time index; right for a sealed segment, whose last entry it is. */
    void loadMaxTimestamp() {
        maxTimestampMs = timeIndex.lastTimestampMs();
        maxTimestampOffset = timeIndex.lastOffset();
        maxTimestampUnconfirmed = true;
    }

    /**
     * Finds the greatest timestamp below {@code endPosition}: the last entry tells it up to there, the headers behind tell the rest.
     *
     * <p>An entry that is not what its batch says, or a position that leads past that batch, would hide a greater one: then all
     * headers are read.
     *
     * @return false if the time index is wrong
     */
    boolean findMaxTimestamp(int endPosition) {
        loadMaxTimestamp();
        boolean right = timeIndex.entries() == 0 || isMaxTimestampOfItsBatch(endPosition);
        if (!right) {
            LOG.warn(
                    "time index passed over, it is wrong about the greatest timestamp={} file={}",
                    maxTimestampMs,
                    timeIndex.file().path());
            forgetMaxTimestamp();
        }
        maxTimestampUnconfirmed = false;
        SegmentScanner scanner = search.seek(maxTimestampOffset, endPosition);
        for (boolean more = scanner.position() < endPosition; more; more = scanner.next()) {
            observeTimestamp(scanner.batch().maxTimestamp(), scanner.batch().lastOffset());
        }
        scanner.requireNoFault();
        return right;
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
        if (isMaxTimestampOfItsBatch(sizeBytes)) {
            return;
        }
        long indexedMs = maxTimestampMs;
        long indexedOffset = maxTimestampOffset;
        forgetMaxTimestamp();
        SegmentScanner scanner = search.headersAt(0, sizeBytes);
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

    private boolean isMaxTimestampOfItsBatch(int endPosition) {
        if (maxTimestampMs < 0) {
            return false;
        }
        try {
            SegmentScanner scanner = search.seek(maxTimestampOffset, endPosition);
            return scanner.position() < endPosition
                    && scanner.batch().lastOffset() == maxTimestampOffset
                    && scanner.batch().maxTimestamp() == maxTimestampMs;
        } catch (CorruptLogException e) {
            return false;
        }
    }

    /** Finds the offset after the last batch. */
    long findNextOffset() {
        return search.nextOffset(sizeBytes);
    }

    /** The same for a log that is in use, whatever its index says. */
    private long endOffset() {
        return search.seek(baseOffset + Integer.MAX_VALUE, sizeBytes).nextOffset();
    }

    /** Finds where the batch starts whose base offset is {@code offset}; the size if the log ends there; else -1. */
    int findBoundary(long offset) {
        return search.boundaryOf(offset, sizeBytes);
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
        files.clearIndexes();
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
        try {
            indexOrFail(batch, position, intervalBytes);
        } catch (StorageException e) {
            LOG.warn("index entry left out file={} error={}", offsetIndex.file().path(), e.getMessage());
        }
    }

    /**
     * The same for indexes that are built again as a whole: on a full disk each of their entries would fail.
     *
     * @throws StorageException if the disk refused an entry
     */
    void indexOrFail(BatchView batch, int position, int intervalBytes) {
        long lastOffset = batch.lastOffset();
        observeTimestamp(batch.maxTimestamp(), lastOffset);
        if (position == 0) {
            firstTimestampMs = batch.maxTimestamp();
        }
        boolean due = bytesSinceIndexEntry > intervalBytes;
        bytesSinceIndexEntry = (due ? 0 : bytesSinceIndexEntry) + batch.sizeInBytes();
        if (due) {
            offsetIndex.add(lastOffset, position);
            timeIndex.maybeAdd(maxTimestampMs, maxTimestampOffset);
        }
    }

    /** Goes on without its indexes, which the disk has no room for. */
    void giveUpIndexes(StorageException cause) {
        files.giveUpIndexes(cause);
    }

    /**
     * No more appends: the time index gets the greatest timestamp as its last entry. From now on both index files are
     * there, so that a missing one is known to be lost.
     */
    void seal() {
        if (sizeBytes > 0) {
            files.ensureIndexesExist();
            timeIndex.maybeAdd(maxTimestampMs, maxTimestampOffset);
        }
    }

    /** Completes indexes that were built without their log, and forces them to disk. */
    void finishIndexes() {
        files.ensureIndexesExist();
        timeIndex.maybeAdd(maxTimestampMs, maxTimestampOffset);
        files.flushIndexes();
    }

    private void cutTornAppend(StorageException cause) {
        try {
            log.truncate(sizeBytes);
        } catch (StorageException second) {
            cause.addSuppressed(second);
            throw new TornAppendException(log.path(), sizeBytes, cause);
        }
    }

    private void forgetMaxTimestamp() {
        maxTimestampMs = BatchView.NO_TIMESTAMP;
        maxTimestampOffset = baseOffset;
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
            SegmentScanner scanner = search.headersAt(0, sizeBytes);
            firstTimestampMs = scanner.next() ? scanner.batch().maxTimestamp() : BatchView.NO_TIMESTAMP;
        }
        return firstTimestampMs;
    }

    /**
     * Whether a sealed segment has a batch that reaches up to {@code offset} or further. On the lane; reads a few headers the
     * first time, all of them only if the index is wrong.
     *
     * <p>Failure: one whose end can't be told is said to have it; who reads there finds out.
     */
    boolean reachesTo(long offset) {
        if (knownEndOffset == UNKNOWN) {
            try {
                knownEndOffset = endOffset();
            } catch (StorageException e) {
                return true;
            }
        }
        return sizeBytes > 0 && offset < knownEndOffset;
    }

    // ---- cutting -------------------------------------------------------------------------------------------------

    /**
     * Cuts the batch that contains {@code offset} and everything after it.
     *
     * @return the offset after the last batch left
     */
    long truncateTo(long offset) {
        // Also where nothing is cut: what is appended from here on is behind it.
        knownEndOffset = UNKNOWN;
        SegmentScanner scanner = search.seek(offset, sizeBytes);
        if (scanner.position() == sizeBytes) {
            return scanner.nextOffset();
        }
        long end = Math.min(offset, scanner.batch().baseOffset());
        cutAt(scanner.position(), end);
        // In a compacted segment the batch before may end long before: a log ends where its last batch does.
        return Math.min(end, endOffset());
    }

    /** Cuts the log file at {@code position}, where the batch of {@code offset} would start. */
    void cutAt(int position, long offset) {
        log.truncate(position);
        sizeBytes = position;
        if (position == 0) {
            firstTimestampMs = UNKNOWN;
        }
        knownEndOffset = UNKNOWN;
        truncateIndexes(offset);
        if (!findMaxTimestamp(position)) {
            // The next entry would be measured against the wrong one, and perhaps never be written.
            timeIndex.truncateTo(baseOffset);
        }
    }

    // ---- reading -------------------------------------------------------------------------------------------------

    /** Where the first batch starts whose last offset is at least {@code offset}; the size if there is none. */
    int positionOf(long offset) {
        return positionOf(offset, sizeBytes);
    }

    /** The same within the first {@code endPosition} bytes. */
    int positionOf(long offset, int endPosition) {
        return search.seek(offset, endPosition).position();
    }

    /** Reads bytes of the log file. */
    int read(ByteBuffer target, int position) {
        return files.read(target, position);
    }

    /** Scans headers from {@code position}, where a batch starts. */
    SegmentScanner headersAt(int position, int endPosition) {
        return search.headersAt(position, endPosition);
    }

    /** Scans and checks whole batches from {@code position} to the end; {@code gapsUpTo} says where some may be missing. */
    SegmentScanner contentsFrom(int position, long minOffset, long gapsUpTo) {
        return SegmentScanner.contents(log, position, sizeBytes, minOffset, gapsUpTo);
    }

    /** The first record at or after {@code fromOffset} with at least {@code timestampMs}. */
    Optional<TimestampOffset> firstAtOrAfter(long timestampMs, long fromOffset) {
        return search.firstAtOrAfter(timestampMs, fromOffset, sizeBytes);
    }

    /** The first record with the greatest timestamp among those at or after {@code fromOffset}. */
    Optional<TimestampOffset> maxTimestampFrom(long fromOffset) {
        return search.maxTimestampFrom(fromOffset, sizeBytes);
    }

    // ---- facts ---------------------------------------------------------------------------------------------------

    long baseOffset() {
        return baseOffset;
    }

    SegmentFiles files() {
        return files;
    }

    int sizeInBytes() {
        return sizeBytes;
    }

    String path() {
        return files.path();
    }

    OffsetIndex offsetIndex() {
        return offsetIndex;
    }

    TimeIndex timeIndex() {
        return timeIndex;
    }

    /** Why one of its indexes can't be searched any more, with the file's path; null if both can, as far as is known. */
    @Nullable
    StorageException indexLoss() {
        StorageException loss = offsetIndex.loss();
        return loss != null ? loss : timeIndex.loss();
    }

    /** Bytes of the larger of its indexes. */
    int indexSizeInBytes() {
        return Math.max(offsetIndex.sizeInBytes(), timeIndex.sizeInBytes());
    }

    /** When it was begun, by the wall clock, as far as this process knows. */
    long createdMs() {
        return createdMs;
    }

    /** How much earlier than others of its age it is rolled. */
    long rollJitterMs() {
        return rollJitterMs;
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
