package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the indexes of a sealed segment built again in the background, when the scrubber has found one that is wrong, or a search
 * one that is {@linkplain IndexFile#loss() lost}, and puts the repaired segment into the log.
 *
 * <p>Meanwhile, and as long as it can't be done (the disk may be full), the segment is searched from its start on: slower, and
 * right.
 *
 * <p>Threading: the lane's; {@link IndexRepair#build()} runs elsewhere, for it reads a segment's headers from end to end.
 * <p>Failure: told to whoever asked; the log goes on with the segment it had. After a lost index the next search tries again, no
 * sooner than {@value #RETRY_MS} ms later.
 */
final class IndexRebuild {

    static final long RETRY_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);

    private final LogState log;
    private final LogCompaction compaction;
    /** Two at the same segment would write the same files. */
    private final List<Segment> underWay = new ArrayList<>();

    private long notBeforeMs;

    IndexRebuild(LogState log, LogCompaction compaction) {
        this.log = log;
        this.compaction = compaction;
    }

    /** Starts, if an index of {@code segment} is lost; one segment of a log at a time. */
    void maybeRebuild(Segment segment) {
        StorageException loss = segment.indexLoss();
        if (loss == null
                || !underWay.isEmpty()
                || log.services().clock().wallClockMs() < notBeforeMs
                || !canBeReplaced(segment)) {
            return;
        }
        LOG.warn("index lost, it is built again from its log file={} error={}", loss.path(), loss.getMessage());
        rebuild(segment, (done, failure) -> {
            if (failure != null && !log.isAtItsEnd()) {
                notBeforeMs = log.services().clock().wallClockMs() + RETRY_MS;
                LOG.warn(
                        "index not built again, its log is searched without file={} error={}",
                        loss.path(),
                        failure.getMessage());
            }
        });
    }

    /** Starts; see {@link PartitionLog#rebuildIndexes}. */
    void rebuild(SealedSegment segment, Completion<Boolean> completion) {
        rebuild(segment.segment(), completion);
    }

    private void rebuild(Segment segment, Completion<Boolean> completion) {
        if (underWay.contains(segment)) {
            completion.complete(false, null);
            return;
        }
        underWay.add(segment);
        IndexRepair repair =
                new IndexRepair(log.directory(), segment, log.config().indexIntervalBytes());
        log.services()
                .background()
                .submit(
                        () -> {
                            repair.build();
                            return repair;
                        },
                        (built, failure) -> {
                            underWay.remove(segment);
                            if (built == null) {
                                completion.complete(null, failure);
                            } else if (!log.isAtItsEnd()) {
                                install(repair, segment, completion);
                            }
                        });
    }

    private void install(IndexRepair repair, Segment segment, Completion<Boolean> completion) {
        if (!canBeReplaced(segment)) {
            completion.complete(false, null);
            return;
        }
        try {
            Segment repaired = repair.install();
            log.segments().replaceSealed(List.of(segment), repaired);
            segment.files().onReplacedBy(repaired.files());
        } catch (StorageException e) {
            completion.complete(null, e);
            return;
        }
        completion.complete(true, null);
    }

    private boolean canBeReplaced(Segment segment) {
        return !compaction.isSwapping() && log.segments().indexOfSealed(List.of(segment)) >= 0;
    }
}
