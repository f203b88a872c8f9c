package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageFile;
import io.deliverytracking.broker.record.BatchView;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the batches of a log file in order, reading ahead in chunks.
 *
 * <p>Two depths: <em>headers</em>, to find offsets and positions, reads little more than the headers; <em>contents</em>
 * reads every byte and checks every checksum. Either way a batch is believed only if its header makes sense: format 2,
 * a size that fits the file, offsets that go up. Whatever doesn't ends the scan with {@link #fault()}.
 *
 * <p>Contents must follow each other without a gap, for the checksum leaves the base offset out; only where compaction
 * may have taken batches away, gaps are as they should be.
 *
 * <p>Threading: one thread; it holds one buffer.
 */
final class SegmentScanner {

    private static final int HEADER_CHUNK_BYTES = 4096;
    private static final int CONTENT_CHUNK_BYTES = 256 * 1024;

    private final StorageFile file;
    private final int endPosition;
    private final boolean contents;
    /** Where contents are checked: a batch may begin after a gap at or below this offset. */
    private final long gapsUpTo;

    private final BatchView batch = new BatchView();

    private ByteBuffer chunk;
    /** Where in the file the chunk starts. */
    private int chunkPosition;

    private int position;
    private int nextPosition;
    private long expectedOffset;
    private @Nullable String fault;

    private SegmentScanner(
            StorageFile file, int startPosition, int endPosition, long minOffset, boolean contents, long gapsUpTo) {
        this.file = file;
        this.endPosition = endPosition;
        this.contents = contents;
        this.gapsUpTo = gapsUpTo;
        this.expectedOffset = minOffset;
        this.position = startPosition;
        this.nextPosition = startPosition;
        int size =
                Math.min(contents ? CONTENT_CHUNK_BYTES : HEADER_CHUNK_BYTES, Math.max(0, endPosition - startPosition));
        this.chunk = ByteBuffer.allocate(size).limit(0);
        this.chunkPosition = startPosition;
    }

    /** Scans headers from {@code startPosition}, where a batch must start, up to {@code endPosition}. */
    static SegmentScanner headers(StorageFile file, int startPosition, int endPosition, long minOffset) {
        return new SegmentScanner(file, startPosition, endPosition, minOffset, false, Long.MAX_VALUE);
    }

    /**
     * Scans and checks whole batches from {@code startPosition} up to {@code endPosition}.
     *
     * @param gapsUpTo where compaction may have left gaps: only up to here may a batch begin later than the one before ends
     */
    static SegmentScanner contents(
            StorageFile file, int startPosition, int endPosition, long minOffset, long gapsUpTo) {
        return new SegmentScanner(file, startPosition, endPosition, minOffset, true, gapsUpTo);
    }

    /**
     * Moves to the next batch.
     *
     * @return false at the end, or where the bytes stop making sense: then {@link #fault()} says why
     */
    boolean next() {
        if (fault != null) {
            return false;
        }
        position = nextPosition;
        if (position == endPosition) {
            return false;
        }
        fault = examine();
        if (fault != null) {
            return false;
        }
        nextPosition = position + batch.sizeInBytes();
        expectedOffset = batch.nextOffset();
        return true;
    }

    /** The current batch: its header; when scanning contents, all of it. Valid until the next call of {@link #next()}. */
    BatchView batch() {
        return batch;
    }

    /** Where the current batch starts in the file; after the end or a fault, where the valid batches end. */
    int position() {
        return position;
    }

    /** What is wrong at {@link #position()}, or null if the scan went to the end. */
    @Nullable
    String fault() {
        return fault;
    }

    /** The next offset after all batches seen. */
    long nextOffset() {
        return expectedOffset;
    }

    /** Stops with an exception if there was a fault: these bytes were believed to be safe. */
    void requireNoFault() {
        if (fault != null) {
            throw new CorruptLogException(file.path(), position, fault);
        }
    }

    private @Nullable String examine() {
        int left = endPosition - position;
        if (left < BatchView.HEADER_SIZE) {
            return "the file ends after " + left + " bytes of a batch";
        }
        if (!fill(BatchView.HEADER_SIZE)) {
            return "the file ends within a batch's header";
        }
        batch.wrap(chunk, position - chunkPosition);
        int size = batch.sizeInBytes();
        if (batch.magic() != BatchView.MAGIC_V2) {
            return "no batch of format 2 but " + batch.magic();
        }
        if (size < BatchView.HEADER_SIZE) {
            return "a batch of " + size + " bytes cannot be";
        }
        if (size > left) {
            return "the file ends after " + left + " of a batch's " + size + " bytes";
        }
        if (batch.lastOffsetDelta() < 0 || !follows(batch.baseOffset())) {
            return "a batch of offsets " + batch.baseOffset() + " to " + batch.lastOffset() + " where " + expectedOffset
                    + " should follow";
        }
        if (!contents) {
            return null;
        }
        if (!fill(size)) {
            return "the file ends within a batch";
        }
        batch.wrap(chunk, position - chunkPosition);
        return batch.isCrcValid() ? null : "the checksum of the batch at offset " + batch.baseOffset() + " is wrong";
    }

    private boolean follows(long baseOffset) {
        return baseOffset == expectedOffset || (baseOffset > expectedOffset && baseOffset <= gapsUpTo);
    }

    /** Has at least {@code bytes} from {@link #position} on in the chunk; false if the file ends before. */
    private boolean fill(int bytes) {
        int offsetInChunk = position - chunkPosition;
        if (offsetInChunk >= 0 && offsetInChunk + bytes <= chunk.limit()) {
            return true;
        }
        if (bytes > chunk.capacity()) {
            chunk = ByteBuffer.allocate(Math.max(bytes, Math.min(2 * chunk.capacity(), endPosition - position)));
        }
        chunk.clear().limit(Math.min(chunk.capacity(), endPosition - position));
        chunkPosition = position;
        file.read(chunk, position);
        chunk.flip();
        return chunk.limit() >= bytes;
    }
}
