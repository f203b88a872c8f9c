package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;

/**
 * Builds the indexes of one sealed segment again, beside the old ones, while the log is being read.
 *
 * <p>The new files get their names when they are whole; a segment object of its own takes them up, so that nobody searches an
 * index that changes under him.
 *
 * <p>Threading: {@link #build()} off the lane, {@link #install} on it.
 * <p>Failure: storage exceptions as they come. Before {@link #install} nothing has changed, and nothing half written is left: it may
 * have been the disk's last bytes.
 */
final class IndexRepair {

    private final StorageDirectory directory;
    private final Segment broken;
    private final Segment scratch;
    private final int indexIntervalBytes;

    IndexRepair(StorageDirectory directory, Segment broken, int indexIntervalBytes) {
        this.directory = directory;
        this.broken = broken;
        this.scratch = new Segment(directory, broken.baseOffset(), 0, 0, LogFileNames.TEMPORARY_SUFFIX);
        this.indexIntervalBytes = indexIntervalBytes;
    }

    /** Reads the log and writes both indexes, under names that a restart deletes. */
    void build() {
        scratch.files().delete(LogFileNames.TEMPORARY_SUFFIX);
        try {
            write();
        } catch (StorageException e) {
            discard(e);
            throw e;
        }
    }

    private void write() {
        scratch.clearIndexes();
        SegmentScanner scanner = broken.headersAt(0, broken.sizeInBytes());
        while (scanner.next()) {
            scratch.indexOrFail(scanner.batch(), scanner.position(), indexIntervalBytes);
        }
        scanner.requireNoFault();
        scratch.finishIndexes();
    }

    private void discard(StorageException cause) {
        try {
            scratch.files().close();
            scratch.files().delete(LogFileNames.TEMPORARY_SUFFIX);
        } catch (StorageException second) {
            cause.addSuppressed(second);
        }
    }

    /** Puts the new files into the place of the old ones; returns the segment that uses them. */
    Segment install() {
        scratch.files().renameIndexes("");
        scratch.files().close();
        Segment repaired = broken.withNewIndexes();
        if (!repaired.open(true)) {
            throw new StorageException(
                    "rebuild the indexes of", broken.path(), "the new ones are gone or can't be read, too");
        }
        repaired.loadMaxTimestamp();
        return repaired;
    }
}
