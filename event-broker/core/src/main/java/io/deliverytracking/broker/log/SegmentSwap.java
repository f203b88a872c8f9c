package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.List;

/**
 * Puts one compacted segment into the place of those it was made from, so that a crash at any point leaves the old or the
 * new, whole.
 *
 * <pre>
 *   step                                   thread       what a crash after it leads to
 *   .cleaned and directory forced          background   the old segments
 *   renamed to .swap, put into the log     lane         the new one, or the old ones if the power took the name
 *   directory forced                       background   the new one, from here on
 *   old segments renamed to .deleted       lane         the new one
 *   directory forced                       background   the new one
 *   .swap renamed to its usual name        lane         the new one
 * </pre>
 *
 * <p>The name {@code .swap} says that the old files are void, so it has to outlive the last of them; hence the second
 * forced directory; and the third comes before the next swap, lest two of them be found. Readers see the new segment from the second line on; slices under way keep the old ones.
 *
 * <p>Threading: the lane's; {@link #force()} runs elsewhere.
 * <p>Failure: the exception of the disk; the log goes offline then, and the next start ends what is half done.
 */
final class SegmentSwap {

    private enum Stage {
        DECIDED,
        OLD_RETIRED,
        DONE
    }

    private final StorageDirectory directory;
    private final List<Segment> replaced;
    private final Segment replacement;
    private final int firstSequence;
    private Stage stage = Stage.DECIDED;

    private SegmentSwap(StorageDirectory directory, List<Segment> replaced, Segment replacement, int firstSequence) {
        this.directory = directory;
        this.replaced = replaced;
        this.replacement = replacement;
        this.firstSequence = firstSequence;
    }

    /**
     * Gives the new segment its decisive name, and puts it into {@code segments}.
     *
     * @param firstSequence tells the old segments' files from those of earlier swaps
     */
    static SegmentSwap decide(
            StorageDirectory directory,
            SegmentList segments,
            List<Segment> replaced,
            Segment replacement,
            int firstSequence) {
        replacement.files().rename(LogFileNames.SWAP_SUFFIX);
        segments.replaceSealed(replaced, replacement);
        return new SegmentSwap(directory, replaced, replacement, firstSequence);
    }

    /** Makes the names durable that the last step gave. */
    void force() {
        directory.flush();
    }

    /** Renames the old segments, once the decision is durable. */
    void retireOld() {
        if (stage == Stage.DECIDED) {
            stage = Stage.OLD_RETIRED;
            for (int i = 0; i < replaced.size(); i++) {
                replaced.get(i).files().retireReplaced(firstSequence + i);
            }
        }
    }

    /** Gives the new segment its usual name, once that of no old one can come back. */
    void complete() {
        if (stage == Stage.OLD_RETIRED) {
            stage = Stage.DONE;
            replacement.files().rename("");
        }
    }

    /** Does what is left of all this now, on the lane: the log is about to be cut. */
    void completeNow() {
        try {
            force();
            retireOld();
            force();
            complete();
        } catch (StorageException e) {
            stage = Stage.DONE;
            throw e;
        }
    }

    /** Gives back the descriptors of what is no longer in the log. */
    void close() {
        replaced.forEach(segment -> segment.files().close());
    }

    List<Segment> replaced() {
        return replaced;
    }
}
