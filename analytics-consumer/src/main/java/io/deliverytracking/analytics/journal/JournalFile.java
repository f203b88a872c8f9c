package io.deliverytracking.analytics.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * A file of frames that only grows, until it is written anew.
 *
 * <pre>
 *   8  magic "DTWJ" and version
 *   frames: u32 length, u32 CRC-32C of the payload, payload
 * </pre>
 *
 * <p>Invariant: behind {@link #sizeBytes()} nothing counts, and what is appended lies behind every frame that has been read. What a
 * failed write has left is written over.
 *
 * <p>Damage, as the start finds it:
 *
 * <pre>
 *   no header, another version      the file is moved aside, an empty one begun
 *   a frame, whole ones behind it   it is skipped alone, and goes when the file is written anew
 *   a frame, no whole one behind it cut off: a kill had torn it, or it was the last one
 * </pre>
 *
 * Whatever is lost by that stays as {@code <file>.damaged}: the whole file, as it was. There is one such copy, of the last damage.
 * A disk that has no room for it does not keep the service from starting; then the log says that there is none.
 *
 * <p>A frame is handed to the operating system, not to the disk: it survives a kill of the process. After a power cut the last
 * seconds may be missing.
 *
 * <p>Confined to one thread at a time. Owns the channel.
 */
final class JournalFile implements AutoCloseable {

    /** Takes a payload; one that it can't read is taken for a damaged one. */
    @FunctionalInterface
    interface FrameReader {
        void read(byte[] payload) throws IOException;
    }

    private static final Logger LOG = Logger.getLogger(JournalFile.class);

    private static final int MAGIC = 0x4454_574A;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = Long.BYTES;

    private final Path path;
    private FileChannel channel;
    private long sizeBytes;
    private boolean damaged;
    private boolean gaps;

    private JournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Opens the file, or makes it; every whole frame goes to {@code reader}. */
    static JournalFile open(Path path, FrameReader reader) throws IOException {
        boolean movedAside = moveAsideWhatIsNoJournal(path);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        JournalFile file = new JournalFile(path, channel);
        try {
            file.readAll(reader);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        file.damaged |= movedAside;
        return file;
    }

    /** Whether something that had been written was lost when it was opened, and told. */
    boolean wasDamaged() {
        return damaged;
    }

    /** Whether it still holds damaged frames between whole ones. */
    boolean hasGaps() {
        return gaps;
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
            gaps = false;
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

    /** An empty file is a journal, too: a kill had come before its header. */
    private static boolean moveAsideWhatIsNoJournal(Path path) throws IOException {
        if (!Files.exists(path) || Files.size(path) == 0) {
            return false;
        }
        byte[] found;
        try (InputStream in = Files.newInputStream(path)) {
            found = in.readNBytes(HEADER_BYTES);
        }
        ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(found, HEADER_BYTES));
        boolean magic = header.getInt(0) == MAGIC;
        int version = header.getInt(Integer.BYTES);
        if (magic && version == VERSION) {
            return false;
        }
        long bytes = Files.size(path);
        Path aside = aside(path);
        Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.warnf(
                "The journal can't be read and is begun anew, the windows before this start are gone: "
                        + "fault=%s file=%s bytes=%d movedTo=%s",
                magic ? "version " + version + " instead of " + VERSION : "its header is damaged, or it is no journal",
                path,
                bytes,
                aside);
        return true;
    }

    private void readAll(FrameReader reader) throws IOException {
        if (channel.size() == 0) {
            sizeBytes = writeHeader(channel);
            return;
        }
        FrameScan scan = FrameScan.from(HEADER_BYTES, channel, reader);
        sizeBytes = scan.endPosition();
        if (scan.places() == 0 && scan.tornBytes() == 0) {
            return;
        }
        damaged = true;
        gaps = scan.places() > 0;
        String copy = keepCopy();
        if (gaps) {
            LOG.warnf(
                    "The journal is damaged and read on behind that, windows written there may be missing or older: "
                            + "file=%s position=%d bytes=%d places=%d copy=%s",
                    path, scan.firstPosition(), scan.skippedBytes(), scan.places(), copy);
        }
        if (scan.tornBytes() > 0) {
            LOG.warnf(
                    "The journal's end is torn and cut off, windows written there may be missing or older: "
                            + "file=%s position=%d bytes=%d copy=%s",
                    path, sizeBytes, scan.tornBytes(), copy);
            channel.truncate(sizeBytes);
        }
    }

    /** Says where the copy is, or why there is none. */
    private String keepCopy() {
        Path aside = aside(path);
        try {
            Files.copy(path, aside, StandardCopyOption.REPLACE_EXISTING);
            return aside.toString();
        } catch (IOException e) {
            return "none, " + e;
        }
    }

    private static Path aside(Path path) {
        return path.resolveSibling(path.getFileName() + ".damaged");
    }

    private static long writeHeader(FileChannel to) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(VERSION).flip();
        return writeFully(to, 0, header);
    }

    private static long write(FileChannel to, long position, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(FrameScan.FRAME_HEADER_BYTES + payload.length)
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
