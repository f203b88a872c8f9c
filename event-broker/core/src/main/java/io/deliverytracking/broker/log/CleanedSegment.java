package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;

/**
 * A segment that is being written to take the place of others: {@code <base>.log.cleaned} and its indexes.
 *
 * <p>Nothing reads it before {@link LogCompaction#replace} has put it into the log, and a restart deletes it.
 *
 * <p>Threading: one thread at a time, off the lane.
 * <p>Failure: storage exceptions as they come; it is then {@linkplain #discard() discarded}.
 */
public final class CleanedSegment {

    /** So that a log of small batches does not cost a system call each. */
    private static final int BUFFER_BYTES = 256 * 1024;

    private final StorageDirectory directory;
    private final Segment segment;
    private final int indexIntervalBytes;
    private final BatchView view = new BatchView();
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    CleanedSegment(StorageDirectory directory, Segment segment, int indexIntervalBytes) {
        this.directory = directory;
        this.segment = segment;
        this.indexIntervalBytes = indexIntervalBytes;
    }

    Segment segment() {
        return segment;
    }

    /** Makes the files. What an attempt that was cut short left under their names goes. */
    public void create() {
        segment.files().delete(LogFileNames.CLEANED_SUFFIX);
        segment.create();
        buffer = ByteBuffer.allocate(BUFFER_BYTES);
    }

    /** Adds the one batch between position and limit of {@code batch}. */
    public void append(ByteBuffer batch) {
        int position = segment.sizeInBytes() + buffer.position();
        if (batch.remaining() > Integer.MAX_VALUE - position) {
            throw new CorruptLogException(segment.path(), position, "compaction has made a segment larger than 2 GB");
        }
        if (batch.remaining() > buffer.remaining()) {
            write();
        }
        view.wrap(batch, batch.position());
        segment.index(view, position, indexIntervalBytes);
        view.unwrap();
        if (batch.remaining() > buffer.remaining()) {
            segment.append(batch);
        } else {
            buffer.put(batch.duplicate());
        }
    }

    /**
     * Forces it to disk, with complete indexes; and the directory, so that no name of an earlier swap comes back beside the
     * one that this file is about to get: a start could not tell which of the two is newer.
     */
    public void finish() {
        write();
        segment.seal();
        segment.files().flush();
        directory.flush();
        buffer = ByteBuffer.allocate(0);
    }

    private void write() {
        segment.append(buffer.flip());
        buffer.clear();
    }

    /** Gives it up: closes and deletes its files. */
    public void discard() {
        segment.files().close();
        segment.files().delete(LogFileNames.CLEANED_SUFFIX);
        segment.files().delete(LogFileNames.SWAP_SUFFIX);
    }

    public int sizeInBytes() {
        return segment.sizeInBytes() + buffer.position();
    }
}
