package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.port.StorageFile;
import java.util.List;

/**
 * A flush under way: what must reach the disk so that the recovery point can move.
 *
 * <p>Begun on the lane ({@link PartitionLog#beginFlush}), forced on any thread, completed on the lane
 * ({@link PartitionLog#completeFlush}). What is appended meanwhile belongs to the next flush.
 *
 * <p>Failure: a failed fsync is final. The kernel may have dropped the pages and report success the next time, so the
 * replica goes offline instead of trying again.
 */
public final class PendingFlush {

    private final StorageDirectory directory;
    private final List<Segment> segments;
    private final long upToOffset;
    private final int generation;

    PendingFlush(StorageDirectory directory, List<Segment> segments, long upToOffset, int generation) {
        this.directory = directory;
        this.segments = segments;
        this.upToOffset = upToOffset;
        this.generation = generation;
    }

    /** Forces the bytes to disk; blocks. */
    public void force() {
        for (Segment segment : segments) {
            try {
                segment.files().flush();
            } catch (StorageException e) {
                if (!segment.files().isRetired()) {
                    throw e;
                }
            }
        }
        try (StorageFile epochs = directory.file(LogFileNames.LEADER_EPOCH_CHECKPOINT)) {
            if (epochs.exists()) {
                epochs.flush();
            }
        }
        directory.flush();
    }

    /** The recovery point once this is forced. */
    public long upToOffset() {
        return upToOffset;
    }

    /** Which truncation it comes after; a later one makes it void. */
    int generation() {
        return generation;
    }
}
