package io.deliverytracking.events.ledger;

import static io.deliverytracking.events.ledger.RiderFile.INT;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends records to one {@link RecordFile} through a mapping that moves on in chunks.
 *
 * <p>Threading: not thread-safe; {@link LedgerWriter} holds its lock around it.
 * <p>Failure: a chunk is filled with zeros by an ordinary write before it is mapped, so a full disk is an
 * {@link UncheckedIOException} here and never a fault inside a mapping. The record is then refused and nothing else has
 * changed: the same call succeeds once there is room.
 */
final class RecordAppender implements Closeable {

    static final int CHUNK_LENGTH = 1 << 20;

    private final FileChannel channel;
    private MappedByteBuffer chunk;
    private long chunkPosition;
    private int next;

    RecordAppender(Path file) throws IOException {
        this(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Takes over an empty file, and closes it in {@link #close()}. */
    RecordAppender(FileChannel channel) throws IOException {
        this.channel = channel;
        chunk = LedgerChunks.append(channel, 0, CHUNK_LENGTH);
    }

    void append(int kind, int subject, int detail) {
        if (next == CHUNK_LENGTH) {
            moveOn();
        }
        chunk.putInt(next + RecordFile.SUBJECT_AT, subject);
        chunk.putInt(next + RecordFile.DETAIL_AT, detail);
        INT.setRelease((ByteBuffer) chunk, next + RecordFile.TAG_AT, RecordFile.tag(kind, subject, detail));
        next += RecordFile.RECORD_LENGTH;
    }

    long count() {
        return (chunkPosition + next) / RecordFile.RECORD_LENGTH;
    }

    private void moveOn() {
        try {
            // First the file, then what we know of it: a failed try may be repeated.
            chunk = LedgerChunks.append(channel, chunkPosition + CHUNK_LENGTH, CHUNK_LENGTH);
            chunkPosition += CHUNK_LENGTH;
            next = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot extend a ledger file", e);
        }
    }

    @Override
    public void close() throws IOException {
        chunk.force();
        channel.force(true);
        channel.close();
    }
}
