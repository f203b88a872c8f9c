package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.log.PartitionLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What clients know of one partition: batches that were acknowledged, with their offsets, and batches that were sent and
 * never answered for certain, which may be in the log or not.
 */
final class PartitionModel {

    private final TreeMap<Long, Batch> acknowledged = new TreeMap<>();
    private final Map<String, Batch> unanswered = new LinkedHashMap<>();
    private long endOffset;
    private long forcedOffset;
    private long deletedBelow;
    private long retiredBelow;
    private long highestStart;

    void onSent(Batch batch) {
        unanswered.put(batch.name(), batch);
    }

    void onAcknowledged(Batch batch, long baseOffset) {
        unanswered.remove(batch.name());
        Batch before = acknowledged.put(baseOffset, batch);
        if (before != null && !before.name().equals(batch.name())) {
            throw new AssertionError(
                    "offset " + baseOffset + " was given to " + before.name() + " and to " + batch.name());
        }
        endOffset = Math.max(endOffset, baseOffset + batch.records());
    }

    /** The broker refused it, which is to say that it is not in the log. */
    void onRefused(Batch batch) {
        unanswered.remove(batch.name());
    }

    /** Records below were deleted, for good. */
    void onDeleted(long offset) {
        deletedBelow = Math.max(deletedBelow, offset);
        highestStart = Math.max(highestStart, offset);
    }

    /** Everything acknowledged so far was forced to disk. */
    void onForced() {
        forcedOffset = endOffset;
    }

    /** What the broker believes at this moment: none of it may turn out wrong after a crash. */
    void observe(PartitionLog log) {
        forcedOffset = Math.max(forcedOffset, log.recoveryPoint());
        highestStart = Math.max(highestStart, log.logStartOffset());
    }

    /** The same, while nothing is under way. */
    void observeAtRest(PartitionLog log) {
        observe(log);
        if (log.isOffline()) {
            // What it did last has failed.
            return;
        }
        retiredBelow = Math.max(retiredBelow, log.segments().get(0).baseOffset());
    }

    /** The acknowledged batch that begins at {@code offset}, or null. */
    @Nullable
    Batch at(long offset) {
        return acknowledged.get(offset);
    }

    @Nullable
    Batch unanswered(String name) {
        return unanswered.get(name);
    }

    Map<Long, Batch> acknowledged() {
        return acknowledged;
    }

    /** The offset behind the last acknowledged record. */
    long endOffset() {
        return endOffset;
    }

    /** Records below were forced to disk. */
    long forcedOffset() {
        return forcedOffset;
    }

    /** Records below were said to be deleted. */
    long deletedBelow() {
        return deletedBelow;
    }

    /** Segments below were renamed. */
    long retiredBelow() {
        return retiredBelow;
    }

    /** The log never started later than here. */
    long highestStart() {
        return highestStart;
    }
}
