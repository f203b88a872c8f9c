package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which leader epoch starts at which offset: how a follower, or a consumer, finds out where its log stopped being the
 * leader's.
 *
 * <p>Invariant: offsets ascend with epochs.
 *
 * <p>Kept in {@code leader-epoch-checkpoint}, in Apache Kafka's text format, written with each new epoch. The write is not
 * forced to disk on the lane; a flush of the log forces it, and recovery takes epochs from the batches it scans.
 *
 * <p>Threading: the lane's.
 * <p>Failure: a new epoch that the disk refuses is not known here either, so whoever tries again writes it. What a log that is
 * being opened, or was cut, tells of its epochs holds all the same; then the disk is {@linkplain #writeMissing behind}, and
 * neither an append nor a flush gets past it before it has caught up.
 * <p>Source: KIP-101, KIP-279.
 */
final class LeaderEpochs {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderEpochs.class);

    private final StorageDirectory directory;
    private TreeMap<Integer, Long> startOffsets = new TreeMap<>();
    private int latest = EpochEndOffset.UNDEFINED_EPOCH;
    /** Whether the checkpoint says something else, because the disk refused it. */
    private boolean behind;

    LeaderEpochs(StorageDirectory directory) {
        this.directory = directory;
    }

    /** Reads the checkpoint. An unreadable one counts as empty. */
    void load() {
        String text = AtomicFile.readText(directory, LogFileNames.LEADER_EPOCH_CHECKPOINT);
        if (text == null) {
            return;
        }
        try {
            for (CheckpointText.Line line : CheckpointText.parse(text, 2)) {
                startOffsets.put(Integer.parseInt(line.field(0)), Long.parseLong(line.field(1)));
            }
        } catch (IllegalArgumentException e) {
            startOffsets.clear();
            LOG.warn("unreadable leader epochs directory={} error={}", directory.path(), e.getMessage());
        }
        latest = startOffsets.isEmpty() ? EpochEndOffset.UNDEFINED_EPOCH : startOffsets.lastKey();
    }

    /**
     * Notes that {@code epoch} starts at {@code startOffset}, unless it is known.
     *
     * @throws StorageException if the disk refuses; then nothing has changed
     */
    void maybeAssign(int epoch, long startOffset) {
        writeMissing();
        if (epoch > latest) {
            TreeMap<Integer, Long> assigned = with(epoch, startOffset);
            write(assigned);
            startOffsets = assigned;
            latest = epoch;
        }
    }

    /** The same for a batch that is found in the log: it is there, whether the disk takes a checkpoint that says so or not. */
    void onFound(int epoch, long startOffset) {
        if (epoch > latest) {
            startOffsets = with(epoch, startOffset);
            latest = epoch;
            behind = !tryWrite();
        }
    }

    private TreeMap<Integer, Long> with(int epoch, long startOffset) {
        Invariant.check(epoch >= 0, "a leader epoch is not negative", epoch, startOffset);
        TreeMap<Integer, Long> assigned = new TreeMap<>(startOffsets);
        // Epochs that got no record end where this one starts.
        assigned.values().removeIf(start -> start >= startOffset);
        assigned.put(epoch, startOffset);
        return assigned;
    }

    /**
     * Has the checkpoint say what is known here, if it doesn't.
     *
     * @throws StorageException if the disk refuses
     */
    void writeMissing() {
        if (behind) {
            write(startOffsets);
        }
    }

    int latest() {
        return latest;
    }

    OptionalInt latestEpoch() {
        return latest == EpochEndOffset.UNDEFINED_EPOCH ? OptionalInt.empty() : OptionalInt.of(latest);
    }

    /** The epoch of the record at {@code offset}. */
    OptionalInt epochForOffset(long offset) {
        OptionalInt found = OptionalInt.empty();
        for (Map.Entry<Integer, Long> entry : startOffsets.entrySet()) {
            if (entry.getValue() > offset) {
                break;
            }
            found = OptionalInt.of(entry.getKey());
        }
        return found;
    }

    /** The largest epoch at or below {@code requested}, and where it ended: where the next started, or the log ends. */
    EpochEndOffset endOffsetFor(int requested, long logEndOffset) {
        if (requested < 0 || startOffsets.isEmpty()) {
            return EpochEndOffset.UNDEFINED;
        }
        if (requested == latest) {
            return new EpochEndOffset(requested, logEndOffset);
        }
        Map.Entry<Integer, Long> higher = startOffsets.higherEntry(requested);
        if (higher == null) {
            return EpochEndOffset.UNDEFINED;
        }
        Integer floor = startOffsets.floorKey(requested);
        // Older than all known: its records were deleted, and it ended at or before the first known epoch's start.
        return new EpochEndOffset(floor == null ? requested : floor, higher.getValue());
    }

    /** Forgets epochs that start at or after {@code endOffset}. The next start forgets those that a disk refuses to. */
    void truncateFromEnd(long endOffset) {
        if (endOffset >= 0 && startOffsets.values().removeIf(start -> start >= endOffset)) {
            latest = startOffsets.isEmpty() ? EpochEndOffset.UNDEFINED_EPOCH : startOffsets.lastKey();
            behind = !tryWrite();
        }
    }

    /**
     * Forgets epochs that ended at or before {@code startOffset}; the one that holds it starts there now.
     *
     * <p>A disk that refuses keeps them in the checkpoint, where they do no harm: the next start forgets them again. On a full
     * disk old records have to go all the same.
     */
    void truncateFromStart(long startOffset) {
        Map.Entry<Integer, Long> holder = null;
        for (Map.Entry<Integer, Long> entry : startOffsets.entrySet()) {
            if (entry.getValue() > startOffset) {
                break;
            }
            holder = entry;
        }
        if (holder == null) {
            return;
        }
        int epoch = holder.getKey();
        boolean changed = !startOffsets.headMap(epoch).isEmpty() || holder.getValue() != startOffset;
        startOffsets.headMap(epoch).clear();
        startOffsets.put(epoch, startOffset);
        if (changed) {
            tryWrite();
        }
    }

    /** Forgets everything. */
    void clear() {
        if (!startOffsets.isEmpty()) {
            startOffsets.clear();
            latest = EpochEndOffset.UNDEFINED_EPOCH;
            write(startOffsets);
        }
    }

    private boolean tryWrite() {
        try {
            write(startOffsets);
            return true;
        } catch (StorageException e) {
            LOG.warn("leader epochs not written directory={} error={}", directory.path(), e.getMessage());
            return false;
        }
    }

    private void write(TreeMap<Integer, Long> epochs) {
        CheckpointText text = new CheckpointText();
        epochs.forEach((epoch, offset) -> text.line(epoch + " " + offset));
        AtomicFile.write(directory, LogFileNames.LEADER_EPOCH_CHECKPOINT, text.toString(), false);
        behind = false;
    }
}
