package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;

/**
 * Goes through the batches of a sealed segment, one by one, and vouches for their bytes.
 *
 * <p>Threading: one thread at a time.
 * <p>Failure: {@link CorruptLogException} with file and position for the first batch that isn't what was written.
 */
public final class BatchReader {

    private final SegmentScanner scanner;

    BatchReader(SegmentScanner scanner) {
        this.scanner = scanner;
    }

    /** Moves to the next batch; false at the end. */
    public boolean next() {
        boolean found = scanner.next();
        if (!found) {
            scanner.requireNoFault();
        }
        return found;
    }

    /** The whole current batch; valid until the next call of {@link #next()}. */
    public BatchView batch() {
        return scanner.batch();
    }

    /** The offset after the batches seen so far. */
    long nextOffset() {
        return scanner.nextOffset();
    }

    /** Where in the file the current batch starts; after the end, the size of the file. */
    public int position() {
        return scanner.position();
    }
}
