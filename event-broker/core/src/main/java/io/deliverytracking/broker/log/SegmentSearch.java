package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds batches and records in the files of one segment, by offset or by time: the index tells where to begin, the batches'
 * headers where to stop.
 *
 * <p>Every question is about the first {@code endPosition} bytes of the log file: what lies behind may be under way.
 *
 * <p>Threading: any thread, once those bytes are there.
 * <p>Failure: {@link CorruptLogException} where the log file holds no batch though one should be there. A wrong index is no
 * failure: it is passed over.
 */
final class SegmentSearch {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSearch.class);

    private final SegmentFiles files;
    private final long baseOffset;

    SegmentSearch(SegmentFiles files, long baseOffset) {
        this.files = files;
        this.baseOffset = baseOffset;
    }

    // ---- by offset -----------------------------------------------------------------------------------------------

    /**
     * A scanner at the first batch whose last offset is at least {@code offset}, or at the end.
     *
     * <p>An index that points past that batch, or into the middle of one, would hide records: it is checked against the
     * batch that it leads to, and passed over if they disagree.
     */
    SegmentScanner seek(long offset, int endPosition) {
        files.onUse();
        int start = files.offsetIndex().positionBefore(offset, endPosition);
        SegmentScanner scanner = headersAt(start, endPosition);
        boolean found = scanner.next();
        if (start > 0 && (!found || scanner.batch().baseOffset() > offset)) {
            LOG.warn(
                    "index passed over, it is wrong about offset={} file={}",
                    offset,
                    files.offsetIndex().file().path());
            scanner = headersAt(0, endPosition);
            found = scanner.next();
        }
        while (found && scanner.batch().lastOffset() < offset) {
            found = scanner.next();
        }
        scanner.requireNoFault();
        return scanner;
    }

    /** The offset after the last batch. */
    long nextOffset(int endPosition) {
        SegmentScanner scanner = headersFrom(files.offsetIndex().lastOffset(), endPosition);
        boolean found = scanner.next();
        while (found) {
            found = scanner.next();
        }
        scanner.requireNoFault();
        return scanner.nextOffset();
    }

    /** Where the batch starts whose base offset is {@code offset}; {@code endPosition} if the log ends there; else -1. */
    int boundaryOf(long offset, int endPosition) {
        SegmentScanner scanner = headersFrom(offset, endPosition);
        while (scanner.next()) {
            if (scanner.batch().baseOffset() == offset) {
                return scanner.position();
            }
            if (scanner.batch().lastOffset() >= offset) {
                return -1;
            }
        }
        return scanner.fault() == null && scanner.nextOffset() == offset ? endPosition : -1;
    }

    /** Scans headers from the last indexed batch at or before {@code offset}; from anywhere, if the index is wrong. */
    private SegmentScanner headersFrom(long offset, int endPosition) {
        return headersAt(files.offsetIndex().positionBefore(offset, endPosition), endPosition);
    }

    /** Scans headers from {@code position}, where a batch starts. */
    SegmentScanner headersAt(int position, int endPosition) {
        return SegmentScanner.headers(files.log(), position, endPosition, baseOffset);
    }

    // ---- by time -------------------------------------------------------------------------------------------------

    /** The first record at or after {@code fromOffset} with at least {@code timestampMs}. */
    Optional<TimestampOffset> firstAtOrAfter(long timestampMs, long fromOffset, int endPosition) {
        long start = Math.max(files.timeIndex().offsetBefore(timestampMs), fromOffset);
        SegmentScanner scanner = seek(start, endPosition);
        for (boolean more = scanner.position() < endPosition; more; more = scanner.next()) {
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
    Optional<TimestampOffset> maxTimestampFrom(long fromOffset, int endPosition) {
        long max = BatchView.NO_TIMESTAMP;
        SegmentScanner scanner = seek(fromOffset, endPosition);
        for (boolean more = scanner.position() < endPosition; more; more = scanner.next()) {
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
        return max < 0 ? Optional.empty() : firstAtOrAfter(max, fromOffset, endPosition);
    }

    private RecordBatches loadBatch(int position, int size) {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        files.log().read(buffer, position);
        return RecordBatches.of(buffer.flip());
    }
}
