package io.deliverytracking.broker.log;

/**
 * Builds producer state from the newest snapshot and the batches behind it.
 *
 * <p>Threading: the lane's, or the starting thread's.
 */
final class ProducerStateLoader {

    private ProducerStateLoader() {}

    /** Brings {@code producers} to the state at {@code logEndOffset}. */
    static void load(
            ProducerStates producers,
            ProducerSnapshots snapshots,
            SegmentList segments,
            long logStartOffset,
            long logEndOffset,
            long nowMs) {
        snapshots.truncateAbove(logEndOffset);
        ProducerSnapshot snapshot = snapshots.newest(logEndOffset);
        if (snapshot == null) {
            producers.reset(logStartOffset);
        } else {
            producers.reset(snapshot);
        }
        long from = Math.max(producers.mapEndOffset(), segments.first().baseOffset());
        for (int i = Math.max(0, segments.floor(from)); from < logEndOffset && i < segments.size(); i++) {
            Segment segment = segments.get(i);
            // The log may start within a batch: that one counts as well.
            SegmentScanner scanner = segment.headersAt(segment.positionOf(from), segment.sizeInBytes());
            while (scanner.next()) {
                producers.onAppended(scanner.batch(), nowMs);
            }
            scanner.requireNoFault();
        }
        producers.advanceTo(logEndOffset);
    }
}
