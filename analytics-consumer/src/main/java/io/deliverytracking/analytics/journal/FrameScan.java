package io.deliverytracking.analytics.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a file from the first to the last, past those that are damaged.
 *
 * <pre>
 *   frame: u32 length (never 0), u32 CRC-32C of the payload, payload
 * </pre>
 *
 * <p>A frame that is damaged is passed over alone: reading goes on where its length says that the next one begins, if a whole one
 * begins there; otherwise the length is damaged, too, and the next whole frame is searched for byte by byte. A place that only
 * looks like a frame is taken for one once in 2^32 places. No frame has the length 0: eight zeros, of which a power cut may leave
 * many, would be one, since the CRC-32C of nothing is 0.
 *
 * <p>Bounds: 64 KB of memory and the largest frame. A search knows no frames above {@link #MAX_SEARCHED_BYTES}, and ends when
 * {@link #SEARCH_BYTES} have been read; what lies behind is then lost like a torn end.
 *
 * <p>Only reads. Confined to one thread.
 */
final class FrameScan {

    static final int FRAME_HEADER_BYTES = 2 * Integer.BYTES;

    /** More than two hundred windows of two thousand cells, some ten bytes each. */
    static final int MAX_SEARCHED_BYTES = 8 << 20;

    /** 4 GB from the page cache: a second, should 80 MB be nothing but noise. One damaged length in as much costs half of one. */
    private static final long SEARCH_BYTES = 4L << 30;

    private static final int CHUNK_BYTES = 64 << 10;

    private final FileChannel channel;
    private final long sizeBytes;
    private final ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER_BYTES);
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    private long mayStillReadBytes = SEARCH_BYTES;
    private long endPosition;
    private int places;
    private long firstPosition;
    private long skippedBytes;

    private FrameScan(FileChannel channel) throws IOException {
        this.channel = channel;
        this.sizeBytes = channel.size();
    }

    /** Hands every whole frame from {@code position} on to {@code reader}; one that it can't read is damaged, too. */
    static FrameScan from(long position, FileChannel channel, JournalFile.FrameReader reader) throws IOException {
        FrameScan scan = new FrameScan(channel);
        scan.read(position, reader);
        return scan;
    }

    /** Where the last whole frame ends. */
    long endPosition() {
        return endPosition;
    }

    /** How many bytes after that are no frames. */
    long tornBytes() {
        return sizeBytes - endPosition;
    }

    /** How many damaged places lie before the last whole frame. */
    int places() {
        return places;
    }

    /** Of the damaged places: where the first one begins. */
    long firstPosition() {
        return firstPosition;
    }

    /** Of the damaged places: what they take together. */
    long skippedBytes() {
        return skippedBytes;
    }

    private void read(long from, JournalFile.FrameReader reader) throws IOException {
        long position = from;
        endPosition = from;
        while (position < sizeBytes) {
            byte[] payload = payloadAt(position);
            if (payload != null && canBeRead(payload, reader)) {
                notePassedOver(position);
                position += FRAME_HEADER_BYTES + payload.length;
                endPosition = position;
            } else {
                position = next(position);
            }
        }
    }

    private void notePassedOver(long position) {
        if (position > endPosition) {
            if (places == 0) {
                firstPosition = endPosition;
            }
            places++;
            skippedBytes += position - endPosition;
        }
    }

    private static boolean canBeRead(byte[] payload, JournalFile.FrameReader reader) {
        try {
            reader.read(payload);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Null if no whole frame begins here. */
    private byte @Nullable [] payloadAt(long position) throws IOException {
        if (!isFrame(position)) {
            return null;
        }
        ByteBuffer payload = ByteBuffer.allocate(header.getInt(0));
        readFully(payload, position + FRAME_HEADER_BYTES);
        return payload.array();
    }

    /** The next whole frame after the damaged one here; the file's end if there is none. */
    private long next(long damaged) throws IOException {
        if (readHeader(damaged)) {
            long behind = damaged + FRAME_HEADER_BYTES + header.getInt(0);
            if (isFrame(behind)) {
                return behind;
            }
        }
        return search(damaged + 1);
    }

    private long search(long from) throws IOException {
        ByteBuffer places = ByteBuffer.allocate(CHUNK_BYTES);
        for (long begin = from;
                begin + FRAME_HEADER_BYTES < sizeBytes;
                begin += places.limit() - FRAME_HEADER_BYTES + 1) {
            places.clear().limit((int) Math.min(CHUNK_BYTES, sizeBytes - begin));
            readFully(places, begin);
            for (int i = 0; i + FRAME_HEADER_BYTES <= places.limit(); i++) {
                long position = begin + i;
                int length = places.getInt(i);
                if (length > MAX_SEARCHED_BYTES || !fits(position, length)) {
                    continue;
                }
                mayStillReadBytes -= length;
                if (mayStillReadBytes < 0) {
                    return sizeBytes;
                }
                if (crc(position + FRAME_HEADER_BYTES, length) == places.getInt(i + Integer.BYTES)) {
                    return position;
                }
            }
        }
        return sizeBytes;
    }

    private boolean isFrame(long position) throws IOException {
        return readHeader(position)
                && crc(position + FRAME_HEADER_BYTES, header.getInt(0)) == header.getInt(Integer.BYTES);
    }

    /** False if no frame of such a length can begin here. */
    private boolean readHeader(long position) throws IOException {
        if (sizeBytes - position < FRAME_HEADER_BYTES) {
            return false;
        }
        readFully(header.clear(), position);
        return fits(position, header.getInt(0));
    }

    private boolean fits(long position, int length) {
        return length > 0 && length <= sizeBytes - position - FRAME_HEADER_BYTES;
    }

    private int crc(long from, int length) throws IOException {
        CRC32C crc = new CRC32C();
        for (int done = 0; done < length; done += chunk.limit()) {
            chunk.clear().limit(Math.min(CHUNK_BYTES, length - done));
            readFully(chunk, from + done);
            crc.update(chunk.flip());
        }
        return (int) crc.getValue();
    }

    private void readFully(ByteBuffer buffer, long from) throws IOException {
        long position = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new IOException("the file was shortened to " + position + " bytes while it was read");
            }
            position += read;
        }
    }
}
