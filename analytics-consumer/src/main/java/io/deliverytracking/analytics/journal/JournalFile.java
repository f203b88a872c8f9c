package io.deliverytracking.analytics.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of frames that only grows, until it is written anew.
 *
 * <pre>
 *   8  magic "DTWJ" and version
 *   frames: u32 length, u32 CRC-32C of the payload, payload
 * </pre>
 *
 * <p>Invariant: all frames up to {@link #sizeBytes()} are whole. What follows them at the start (a frame that a kill had torn, or a
 * flipped bit and everything after it) is cut off; what a failed write has left is written over.
 *
 * <p>A frame is handed to the operating system, not to the disk: it survives a kill of the process. After a power cut the last
 * seconds may be missing.
 *
 * <p>Confined to one thread at a time. Owns the channel.
 */
final class JournalFile implements AutoCloseable {

    /** Takes a payload; one that it can't read is cut off like a torn frame. */
    @FunctionalInterface
    interface FrameReader {
        void read(byte[] payload) throws IOException;
    }

    private static final long MAGIC_AND_VERSION = 0x4454_574A_0000_0001L;
    private static final int HEADER_BYTES = Long.BYTES;
    private static final int FRAME_HEADER_BYTES = 2 * Integer.BYTES;

    private final Path path;
    private FileChannel channel;
    private long sizeBytes;

    private JournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens the file, or makes it; every whole frame goes to {@code reader}. */
    static JournalFile open(Path path, FrameReader reader) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        JournalFile file = new JournalFile(path, channel);
        try {
            file.readAll(reader);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return file;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    void append(byte[] payload) throws IOException {
        sizeBytes = write(channel, sizeBytes, payload);
    }

    /** Puts these frames in place of all there are: a reader finds either the old ones or the new ones. */
    void rewrite(Iterable<byte[]> payloads) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        FileChannel nextChannel = FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            long end = writeHeader(nextChannel);
            for (byte[] payload : payloads) {
                end = write(nextChannel, end, payload);
            }
            nextChannel.force(true);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel.close();
            channel = nextChannel;
            sizeBytes = end;
        } finally {
            if (channel != nextChannel) {
                nextChannel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void readAll(FrameReader reader) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (!readFully(header, 0) || header.getLong(0) != MAGIC_AND_VERSION) {
            channel.truncate(0);
            sizeBytes = writeHeader(channel);
            return;
        }
        sizeBytes = HEADER_BYTES;
        while (readFrame(reader)) {
            // The end has moved.
        }
        channel.truncate(sizeBytes);
    }

    /** False at the end, or where nothing can be read any more. */
    private boolean readFrame(FrameReader reader) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FRAME_HEADER_BYTES);
        if (!readFully(header, sizeBytes)) {
            return false;
        }
        int length = header.getInt(0);
        if (length < 0 || length > channel.size() - sizeBytes - FRAME_HEADER_BYTES) {
            return false;
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!readFully(payload, sizeBytes + FRAME_HEADER_BYTES) || crc(payload.array()) != header.getInt(4)) {
            return false;
        }
        try {
            reader.read(payload.array());
        } catch (IOException e) {
            return false;
        }
        sizeBytes += FRAME_HEADER_BYTES + length;
        return true;
    }

    private boolean readFully(ByteBuffer buffer, long from) throws IOException {
        long position = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                return false;
            }
            position += read;
        }
        return true;
    }

    private static long writeHeader(FileChannel to) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC_AND_VERSION).flip();
        return writeFully(to, 0, header);
    }

    private static long write(FileChannel to, long position, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + payload.length)
                .putInt(payload.length)
                .putInt(crc(payload))
                .put(payload)
                .flip();
        return writeFully(to, position, frame);
    }

    private static long writeFully(FileChannel to, long from, ByteBuffer buffer) throws IOException {
        long position = from;
        while (buffer.hasRemaining()) {
            position += to.write(buffer, position);
        }
        return position;
    }

    private static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
