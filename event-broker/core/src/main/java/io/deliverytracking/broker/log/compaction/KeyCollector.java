package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.BatchReader;
import io.deliverytracking.broker.log.SealedSegment;
import io.deliverytracking.broker.record.BatchRewriter;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The first pass: notes the last offset of each key of the dirty section, until all is read or the memory is full.
 *
 * <p>Invariant: whatever lies from the first dirty offset up to {@link #endOffset()} has been noted.
 *
 * <p>Threading: one thread at a time, off the lane.
 * <p>Failure: a corrupt batch is reported with file and position, and ends the pass.
 */
final class KeyCollector {

    private final KeyOffsets keys;
    private final long firstDirtyOffset;
    private final Iterator<SealedSegment> segments;
    private final BatchRewriter rewriter = new BatchRewriter();
    private @Nullable BatchReader reader;
    private SealedSegment current;
    private boolean full;
    private long endOffset;

    KeyCollector(DirtySection section, KeyOffsets keys) {
        this.keys = keys;
        this.firstDirtyOffset = section.firstDirtyOffset();
        this.segments = section.segments().stream()
                .filter(segment -> segment.nextOffset() > section.firstDirtyOffset())
                .iterator();
        this.current = section.segments().get(0);
        this.endOffset = section.firstDirtyOffset();
    }

    /** Reads about {@code bytes} more. */
    CleaningStep step(int bytes) {
        int read = 0;
        while (read < bytes) {
            BatchReader open = reader;
            if (open == null) {
                if (!segments.hasNext()) {
                    return new CleaningStep(true, read);
                }
                current = segments.next();
                open = current.batches();
                reader = open;
            }
            if (open.next()) {
                read += open.batch().sizeInBytes();
                collect(open);
                if (full) {
                    return new CleaningStep(true, read);
                }
            } else {
                endOffset = Math.max(endOffset, current.nextOffset());
                reader = null;
            }
        }
        return new CleaningStep(false, read);
    }

    private void collect(BatchReader open) {
        BatchView batch = open.batch();
        if (batch.lastOffset() < firstDirtyOffset) {
            return;
        }
        if (!batch.isControl()) {
            full = !UnreadableBatch.guard(current, open, () -> rewriter.forEachKey(batch, this::note));
        }
        if (!full) {
            endOffset = batch.nextOffset();
        }
    }

    private boolean note(long offset, ByteBuffer key) {
        if (offset >= firstDirtyOffset) {
            if (!keys.put(key, offset)) {
                return false;
            }
            endOffset = offset + 1;
        }
        return true;
    }

    /** The offset after the last one that is noted. */
    long endOffset() {
        return endOffset;
    }
}
