package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import org.jspecify.annotations.Nullable;

/**
 * Reads one sealed segment again, in small steps, and compares what is there with what was written: every checksum, and
 * that the indexes say of the log what is true.
 *
 * <p>Threading: one thread at a time, off the lane.
 * <p>Failure: {@link CorruptLogException} with file and position for the first batch that is not what was written. What is
 * wrong with an index is no failure but an {@link #indexFault()}, for the log can tell it again.
 */
public final class SegmentCheck {

    private final SealedSegment sealed;
    private final OffsetIndex offsetIndex;
    private final TimeIndex timeIndex;
    private final BatchReader reader;
    private int offsetEntry;
    private int timeEntry;
    private long maxTimestampMs = BatchView.NO_TIMESTAMP;
    private @Nullable String indexFault;

    /**
     * Begins a check.
     *
     * @param gapsUpTo where compaction may have taken batches away
     */
    public SegmentCheck(SealedSegment sealed, long gapsUpTo) {
        this.sealed = sealed;
        this.offsetIndex = sealed.segment().offsetIndex();
        this.timeIndex = sealed.segment().timeIndex();
        this.reader = sealed.batches(gapsUpTo);
        if (sealed.sizeInBytes() > 0) {
            requireFile(offsetIndex);
            requireFile(timeIndex);
        }
    }

    private void requireFile(IndexFile index) {
        if (!index.file().exists()) {
            noteFault(index, "it is missing");
        }
    }

    /** Checks about {@code bytes} more; returns whether it came to the end. */
    public boolean step(int bytes) {
        int start = reader.position();
        while (reader.position() - start < bytes) {
            if (!reader.next()) {
                checkEnds();
                return true;
            }
            checkEntries(reader.batch(), reader.position());
        }
        return false;
    }

    private void checkEntries(BatchView batch, int position) {
        maxTimestampMs = Math.max(maxTimestampMs, batch.maxTimestamp());
        try {
            while (indexFault == null
                    && offsetEntry < offsetIndex.entries()
                    && offsetIndex.positionAt(offsetEntry) <= position) {
                boolean right = offsetIndex.positionAt(offsetEntry) == position
                        && offsetIndex.offsetAt(offsetEntry) == batch.lastOffset();
                offsetEntry++;
                if (!right) {
                    noteFault(offsetIndex, "entry " + offsetEntry + " names no batch");
                }
            }
            while (indexFault == null
                    && timeEntry < timeIndex.entries()
                    && timeIndex.offsetAt(timeEntry) <= batch.lastOffset()) {
                boolean right = timeIndex.offsetAt(timeEntry) == batch.lastOffset()
                        && timeIndex.timestampAt(timeEntry) == batch.maxTimestamp()
                        && timeIndex.timestampAt(timeEntry) == maxTimestampMs;
                timeEntry++;
                if (!right) {
                    noteFault(timeIndex, "entry " + timeEntry + " is not the greatest timestamp up to there");
                }
            }
        } catch (StorageException e) {
            indexFault = e.getMessage();
        }
    }

    private void checkEnds() {
        if (reader.nextOffset() != sealed.nextOffset()) {
            throw new CorruptLogException(
                    sealed.path(),
                    reader.position(),
                    "the segment ends at offset " + reader.nextOffset() + ", the next one starts at "
                            + sealed.nextOffset());
        }
        if (indexFault != null) {
            return;
        }
        if (offsetEntry < offsetIndex.entries()) {
            noteFault(offsetIndex, "it goes on after the log's end");
        } else if (timeEntry < timeIndex.entries() || timeIndex.lastTimestampMs() != maxTimestampMs) {
            noteFault(timeIndex, "it does not end with the greatest timestamp");
        }
    }

    private void noteFault(IndexFile index, String fault) {
        if (indexFault == null) {
            indexFault = index.file().path() + ": " + fault;
        }
    }

    /** Bytes checked so far. */
    public int checkedBytes() {
        return reader.position();
    }

    /** The segment in question. */
    public SealedSegment segment() {
        return sealed;
    }

    /** Which index is missing or wrong, and how; null if none is, so far. */
    public @Nullable String indexFault() {
        return indexFault;
    }
}
