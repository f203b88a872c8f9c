package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a cleaner may see and change of one log: its sealed segments, and how far they have been compacted.
 *
 * <p>Invariant: an exchange of segments changes no offset, neither the log's start nor its end, and a segment goes on to end
 * where the next one starts. One swap at a time.
 *
 * <p>Threading: the lane's, like its log.
 * <p>Failure: a swap that the disk refuses takes the log offline, for nobody knows which names it has; the next start does.
 */
public final class LogCompaction {

    private final LogState log;
    private final StorageDirectory directory;
    private final SegmentList segments;
    private final RetiredSegments retired;

    private long cleanedUpTo;
    private @Nullable SegmentSwap swap;
    private int sequence;

    LogCompaction(LogState log, RetiredSegments retired, long cleanedUpTo) {
        this.log = log;
        this.directory = log.directory();
        this.segments = log.segments();
        this.retired = retired;
        this.cleanedUpTo = cleanedUpTo;
    }

    /** Below this offset no key has two records, as far as compaction took care of that: the cleaner's checkpoint. */
    public long cleanedUpTo() {
        return cleanedUpTo;
    }

    /** Everything below {@code offset} has been compacted. */
    public void advanceTo(long offset) {
        cleanedUpTo = Math.max(cleanedUpTo, Math.min(offset, log.logEndOffset()));
    }

    /** All segments but the active one, oldest first. */
    public List<SealedSegment> sealedSegments() {
        List<SealedSegment> sealed = new ArrayList<>(segments.size());
        for (int i = 0; i < segments.size() - 1; i++) {
            sealed.add(new SealedSegment(segments.get(i), segments.get(i + 1).baseOffset()));
        }
        return sealed;
    }

    /** Whether nothing was appended, rolled or deleted that would keep {@code run} from being replaced now. */
    public boolean holds(List<SealedSegment> run) {
        return !log.isAtItsEnd() && segments.indexOfSealed(unwrap(run)) >= 0;
    }

    /** Whether the log takes no part in anything any more. */
    public boolean isAtItsEnd() {
        return log.isAtItsEnd();
    }

    /** By producer id, the offset that its last batch ends with. */
    public Map<Long, Long> lastOffsetsOfProducers() {
        return log.producers().lastOffsets();
    }

    /** A new segment for what is left of others, the first of which starts with {@code baseOffset}. No I/O yet. */
    public CleanedSegment newSegment(long baseOffset) {
        return new CleanedSegment(
                directory,
                new Segment(
                        directory, baseOffset, log.services().clock().wallClockMs(), 0, LogFileNames.CLEANED_SUFFIX),
                log.config().indexIntervalBytes());
    }

    /**
     * Puts {@code replacement}, finished, into the place of {@code run}.
     *
     * @param completion hears what became of it; a failure says that the disk refused and nothing happened
     */
    public void replace(List<SealedSegment> run, CleanedSegment replacement, Completion<SwapOutcome> completion) {
        if (swap != null || !holds(run)) {
            completion.complete(SwapOutcome.REFUSED, null);
            return;
        }
        List<Segment> replaced = unwrap(run);
        SegmentSwap started;
        try {
            started = SegmentSwap.decide(directory, segments, replaced, replacement.segment(), sequence);
        } catch (StorageException e) {
            // The log file is renamed last: without it, nothing is decided.
            completion.complete(null, e);
            return;
        }
        sequence += replaced.size();
        swap = started;
        Runnable left = () -> completion.complete(SwapOutcome.LEFT_TO_THE_NEXT_START, null);
        Runnable complete = () -> {
            onSwapped(started);
            completion.complete(SwapOutcome.SWAPPED, null);
        };
        Runnable retireOld = () -> {
            started.retireOld();
            force(started, complete, left);
        };
        force(started, retireOld, left);
    }

    private void force(SegmentSwap current, Runnable then, Runnable left) {
        log.services()
                .background()
                .submit(
                        () -> {
                            current.force();
                            return current;
                        },
                        (done, failure) -> {
                            if (log.isAtItsEnd()) {
                                left.run();
                            } else if (failure != null) {
                                log.onForceFailure(failure);
                                left.run();
                            } else {
                                advance(then, left);
                            }
                        });
    }

    private void advance(Runnable then, Runnable left) {
        try {
            then.run();
        } catch (StorageException e) {
            log.goOffline(e);
            left.run();
        }
    }

    private void onSwapped(SegmentSwap current) {
        current.complete();
        if (swap == current) {
            swap = null;
            retired.unlinkReplaced(current.replaced(), log.config().fileDeleteDelayMs());
            TreeSet<Long> baseOffsets = new TreeSet<>();
            for (Segment segment : segments.snapshot()) {
                baseOffsets.add(segment.baseOffset());
            }
            log.snapshots().keepAt(baseOffsets);
        }
    }

    /** Whether a swap is under way: segments may not leave the front of the log meanwhile. */
    boolean isSwapping() {
        return swap != null;
    }

    /** The log is about to be cut: a swap under way ends here and now. */
    void beforeCut() {
        SegmentSwap current = swap;
        if (current != null) {
            current.completeNow();
            onSwapped(current);
        }
    }

    /** The log was cut: what is appended there now has not been compacted. Returns whether that changed anything. */
    boolean afterCut() {
        if (cleanedUpTo <= log.logEndOffset()) {
            return false;
        }
        cleanedUpTo = log.logEndOffset();
        return true;
    }

    /** Gives back the descriptors of segments that a swap under way has taken out of the log. */
    void close() {
        if (swap != null) {
            swap.close();
        }
    }

    private static List<Segment> unwrap(List<SealedSegment> run) {
        return run.stream().map(SealedSegment::segment).toList();
    }
}
