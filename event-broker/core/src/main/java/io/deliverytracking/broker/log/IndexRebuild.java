package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageException;
import java.util.List;

/**
 * Has the indexes of a sealed segment built again in the background, when the scrubber has found one that is wrong, and puts the
 * repaired segment into the log.
 *
 * <p>Threading: the lane's; {@link IndexRepair#build()} runs elsewhere.
 * <p>Failure: told to whoever asked; the log goes on with the segment it had.
 */
final class IndexRebuild {

    private final LogState log;
    private final LogCompaction compaction;

    IndexRebuild(LogState log, LogCompaction compaction) {
        this.log = log;
        this.compaction = compaction;
    }

    /** Starts; see {@link PartitionLog#rebuildIndexes}. */
    void rebuild(SealedSegment segment, Completion<Boolean> completion) {
        IndexRepair repair =
                new IndexRepair(log.directory(), segment.segment(), log.config().indexIntervalBytes());
        log.services()
                .background()
                .submit(
                        () -> {
                            repair.build();
                            return repair;
                        },
                        (built, failure) -> {
                            if (built == null) {
                                completion.complete(null, failure);
                            } else if (!log.isAtItsEnd()) {
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
            log.segments().replaceSealed(List.of(segment.segment()), repair.install());
            segment.segment().files().release();
        } catch (StorageException e) {
            completion.complete(null, e);
            return;
        }
        completion.complete(true, null);
    }
}
