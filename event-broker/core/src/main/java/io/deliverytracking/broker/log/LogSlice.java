package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a fetch asked for, found but not read yet: whole batches, from the one that contains the fetch offset.
 *
 * <p>A slice near the end of the log is in the page cache: load it on the lane. A <em>cold</em> one lies further back,
 * or in a sealed segment, and may wait for the disk: load it as background work. It stays readable for
 * {@code file.delete.delay.ms} after its segment was retired; then {@link #load()} fails, and {@link #isRetired()} tells why. A
 * truncation makes it fail or return less, so whoever loads a cold slice checks leadership again before answering.
 *
 * <p>Threading: made on the lane, loaded on any one thread.
 * <p>Failure: {@link StorageException} from {@link #load()}.
 */
public final class LogSlice {

    private static final Segment[] NOWHERE = {};
    private static final int UNKNOWN_POSITION = -1;

    /**
     * What was appended last, and so is in the page cache: some seconds of a busy partition, and with a hundred busy
     * partitions still less than a gigabyte. An active segment may have a gigabyte of its own, and after a start none of
     * it need be in memory.
     */
    static final int HOT_BYTES = 8 * 1024 * 1024;

    private final Errors error;
    private final long fetchOffset;
    private final Segment[] segments;
    private final int segmentIndex;
    /** Where the first batch starts, if the lane has found that already. */
    private final int position;
    /** End of the readable part of the last segment. */
    private final int lastSegmentEnd;

    /** Only batches wholly below are in it. */
    private final long upperBoundOffset;
    /** Whether the lane has found where they end, too. */
    private final boolean endFound;

    private final int maxBytes;
    private final boolean minOneMessage;
    private final boolean cold;

    private LogSlice(
            Errors error,
            long fetchOffset,
            Segment[] segments,
            int segmentIndex,
            int position,
            int lastSegmentEnd,
            long upperBoundOffset,
            boolean endFound,
            int maxBytes,
            boolean minOneMessage,
            boolean cold) {
        this.error = error;
        this.fetchOffset = fetchOffset;
        this.segments = segments;
        this.segmentIndex = segmentIndex;
        this.position = position;
        this.lastSegmentEnd = lastSegmentEnd;
        this.upperBoundOffset = upperBoundOffset;
        this.endFound = endFound;
        this.maxBytes = maxBytes;
        this.minOneMessage = minOneMessage;
        this.cold = cold;
    }

    static LogSlice outOfRange(long fetchOffset) {
        return nothing(Errors.OFFSET_OUT_OF_RANGE, fetchOffset);
    }

    static LogSlice empty(long fetchOffset) {
        return nothing(Errors.NONE, fetchOffset);
    }

    private static LogSlice nothing(Errors error, long fetchOffset) {
        return new LogSlice(error, fetchOffset, NOWHERE, 0, 0, 0, fetchOffset, true, 0, false, false);
    }

    /** A part of the active segment, found already. */
    static LogSlice found(
            long fetchOffset,
            Segment[] segments,
            int position,
            int end,
            long upperBoundOffset,
            int maxBytes,
            boolean minOneMessage) {
        return new LogSlice(
                Errors.NONE,
                fetchOffset,
                segments,
                segments.length - 1,
                position,
                end,
                upperBoundOffset,
                true,
                maxBytes,
                minOneMessage,
                end - position > HOT_BYTES);
    }

    /** A part of a sealed segment, yet to be found; should that one end before, of those that follow. */
    static LogSlice cold(
            long fetchOffset,
            Segment[] segments,
            int segmentIndex,
            long upperBoundOffset,
            int maxBytes,
            boolean minOneMessage) {
        int lastSegmentEnd = segments[segments.length - 1].sizeInBytes();
        return new LogSlice(
                Errors.NONE,
                fetchOffset,
                segments,
                segmentIndex,
                UNKNOWN_POSITION,
                lastSegmentEnd,
                upperBoundOffset,
                false,
                maxBytes,
                minOneMessage,
                true);
    }

    /** {@link Errors#NONE} or {@link Errors#OFFSET_OUT_OF_RANGE}. */
    public Errors error() {
        return error;
    }

    /** The offset asked for; the first batch may start before it. */
    public long fetchOffset() {
        return fetchOffset;
    }

    /** Whether loading may wait for the disk. */
    public boolean isCold() {
        return cold;
    }

    /** Whether it is known without loading that there is nothing. */
    public boolean isEmpty() {
        return segments.length == 0;
    }

    /**
     * Whether a segment that it may be read from has left the log since it was found: deleted, cut, or replaced by a
     * compacted one. On the lane, after loading: a failure then says nothing about the disk.
     */
    public boolean isRetired() {
        for (int i = segmentIndex; i < segments.length; i++) {
            if (segments[i].files().isRetired()) {
                return true;
            }
        }
        return false;
    }

    /** Reads the batches into a new buffer. */
    public RecordBatches load() {
        return load(ByteBuffer::allocate);
    }

    /**
     * Reads the batches into a buffer of the caller's choice.
     *
     * @param allocator gives a buffer of at least so many bytes, from its position to its limit or capacity
     */
    public RecordBatches load(IntFunction<ByteBuffer> allocator) {
        for (int i = segmentIndex; i < segments.length; i++) {
            Segment segment = segments[i];
            int end = i == segments.length - 1 ? lastSegmentEnd : segment.sizeInBytes();
            int start =
                    i == segmentIndex && position != UNKNOWN_POSITION ? position : segment.positionOf(fetchOffset, end);
            if (start < end) {
                if (!endFound && isWithin(i, upperBoundOffset)) {
                    end = Math.max(start, segment.positionOf(upperBoundOffset, end));
                }
                return start < end ? read(i, start, end, allocator) : RecordBatches.EMPTY;
            }
        }
        return RecordBatches.EMPTY;
    }

    private boolean isWithin(int index, long offset) {
        return index == segments.length - 1 || segments[index + 1].baseOffset() > offset;
    }

    private RecordBatches read(int index, int start, int end, IntFunction<ByteBuffer> allocator) {
        Segment segment = segments[index];
        int size = Math.min(Math.max(maxBytes, 0), end - start);
        if (size < end - start && minOneMessage) {
            size = Math.max(size, sizeOfBatchAt(segment, start, end));
        }
        if (size < BatchView.HEADER_SIZE) {
            return RecordBatches.EMPTY;
        }
        ByteBuffer buffer = allocator.apply(size);
        int from = buffer.position();
        buffer.limit(from + size);
        int read = segment.read(buffer, start);
        if (read != size) {
            throw new CorruptLogException(segment.path(), start, "only " + read + " of " + size + " bytes are there");
        }
        buffer.position(from);
        cutToWholeBatches(segment, buffer, start, offsetBehind(index));
        return RecordBatches.of(buffer);
    }

    /** No batch of a segment reaches as far. */
    private long offsetBehind(int index) {
        return index == segments.length - 1
                ? upperBoundOffset
                : Math.min(upperBoundOffset, segments[index + 1].baseOffset());
    }

    private static int sizeOfBatchAt(Segment segment, int position, int end) {
        SegmentScanner scanner = segment.headersAt(position, end);
        boolean found = scanner.next();
        scanner.requireNoFault();
        return found ? scanner.batch().sizeInBytes() : 0;
    }

    /**
     * Sets the limit behind the last whole batch, and checks that the first is the one asked for, and that offsets go up and
     * stay below {@code offsetBehind}: the batches' own checksums leave their offsets out, so no client would notice.
     */
    private void cutToWholeBatches(Segment segment, ByteBuffer buffer, int start, long offsetBehind) {
        int from = buffer.position();
        int position = from;
        long expectedOffset = segment.baseOffset();
        while (buffer.limit() - position >= BatchView.HEADER_SIZE) {
            int size = BatchView.LOG_OVERHEAD + buffer.getInt(position + BatchView.LENGTH_POSITION);
            if (size < BatchView.HEADER_SIZE) {
                throw new CorruptLogException(
                        segment.path(), start + (position - from), "a batch of " + size + " bytes cannot be");
            }
            if (size > buffer.limit() - position) {
                break;
            }
            long lastOffset = lastOffsetAt(buffer, position);
            if (buffer.getLong(position) < expectedOffset || lastOffset >= offsetBehind) {
                throw new CorruptLogException(
                        segment.path(),
                        start + (position - from),
                        "a batch of offsets " + buffer.getLong(position) + " to " + lastOffset + " cannot be between "
                                + expectedOffset + " and " + offsetBehind);
            }
            expectedOffset = lastOffset + 1;
            position += size;
        }
        if (position > from && lastOffsetAt(buffer, from) < fetchOffset) {
            throw new CorruptLogException(
                    segment.path(),
                    start,
                    "offset " + fetchOffset + " was looked for, a batch up to " + lastOffsetAt(buffer, from)
                            + " was found");
        }
        buffer.limit(position);
    }

    private static long lastOffsetAt(ByteBuffer buffer, int position) {
        return buffer.getLong(position) + buffer.getInt(position + BatchView.LAST_OFFSET_DELTA_POSITION);
    }
}
